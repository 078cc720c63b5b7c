"""Training a recogniser: annotated texts and an encoder for each of their languages make a model."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

from daogou.console import Screen
from daogou.encoders import fetch_encoder
from daogou.errors import StateError
from daogou.settings import Settings
from extraction.errors import ModelError
from extraction.folding import language_of
from extraction.learned.bert import read_encoder
from extraction.learned.bilingual import LANGUAGES, Bilingual, Recognising
from extraction.learned.card import Card
from extraction.learned.examples import Example, Labels, labels_of, split
from extraction.learned.fine import plain, refined
from extraction.learned.folder import read_model, write_model
from extraction.learned.formats import read_examples
from extraction.learned.measure import Figures, measure, overall
from extraction.learned.pieces import PieceReader, read_vocabulary
from extraction.learned.quantise import quantised, ready
from extraction.learned.search import choose, enough_epochs
from extraction.learned.tagger import Tagger
from extraction.learned.tok2vec import train_tok2vec
from extraction.learned.train import Config, train
from extraction.learned.weights import fit_weights
from extraction.lexicon import Lexicon, read_lexicon
from extraction.pipeline import assemble, is_ours
from graph.errors import ServerError

DEV_SHARE: Final = 0.12
INT8_COST: Final = 0.005
"""How much worse on the texts held out a model may be for weights of eight bits."""
FEWEST: Final = 0.1
"""Share of texts from which on a language gets an encoder of its own."""


@dataclass(frozen=True, slots=True)
class Material:
    """Texts to learn from, texts to measure by, and the checksums of their files."""

    examples: Sequence[Example]
    held: Sequence[Example]
    data: dict[str, str]

    def of(self, language: str) -> Material:
        """Return what the recogniser of a language learns from and is measured by.

        Chinese texts are full of English names, so the Chinese one learns from English texts too; those with opinions
        would teach it nothing.
        """
        examples, held = (
            [example for example in texts if language_of(example.text) == language]
            for texts in (self.examples, self.held)
        )
        if language == "zh":
            examples += [e for e in self.examples if language_of(e.text) != "zh" and not e.aspects]
        return Material(examples, held or self.held, self.data)


def read_material(files: Sequence[Path], dev: Path | None, seed: int) -> Material:
    """Read annotated files; without `dev` an eighth of the texts is held out.

    Raises:
        ExtractionError: a file cannot be read.
    """
    examples = [refined(example) for file in files for example in read_examples(file)]
    held = [refined(example) for example in read_examples(dev)] if dev else []
    if not dev:
        examples, held = split(examples, DEV_SHARE, seed)
    read = [*files, *filter(None, [dev])]
    return Material(
        examples,
        held,
        {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in read},
    )


def train_extractor(
    settings: Settings, screen: Screen, material: Material, output: Path, config: Config, *, search: bool
) -> Figures:
    """Train, measure on the texts held out, write the model to `output`; return the figures.

    A model that is worse than the one in `output` on the same texts is not written.

    Raises:
        ExtractionError: nothing can be learned from the texts.
        StateError: the model in `output` is better, or something else is there.
    """
    labels = labels_of([*material.examples, *material.held])
    texts = [*material.examples, *material.held]
    spoken = [
        lang for lang in LANGUAGES if sum(language_of(e.text) == lang for e in texts) >= FEWEST * len(texts)
    ]
    old = _old(output, labels)
    trainer = _Trainer(settings, screen, labels, output, config, search)
    try:
        model = trainer.train_all(spoken, material)
    except ServerError as error:
        screen.say(f"no encoder can be had ({error}); spaCy's tok2vec is trained instead, which is weaker")
        card = Card(labels, {}, data=material.data, settings=asdict(config))
        model = train_tok2vec(material.examples, card, config.seed)
    figures, light = measure(model, material.held), measure(quantised(model), material.held)
    int8 = overall(light) >= overall(figures) - INT8_COST
    figures = light if int8 else figures
    model = model.noted(replace(model.card, int8=int8, figures=figures))
    if is_ours(labels):
        model = weighed(model, material.held, read_lexicon(settings.seeds / "lexicon"))
    trainer.forget()
    _guard(output, old, material.held, figures)
    write_model(model, output)
    return figures


def weighed(model: Recognising, held: Sequence[Example], lexicon: Lexicon) -> Recognising:
    """Return the model with weights that combine it with the rules, fitted on texts that it was not trained on."""
    proposed = assemble(lexicon, ready(model)).mentions(example.text for example in held)
    weights = fit_weights(zip(proposed, (plain(example).spans for example in held), strict=True))
    return model.noted(replace(model.card, weights=weights))


@dataclass(frozen=True, slots=True)
class _Trainer:
    settings: Settings
    screen: Screen
    labels: Labels
    output: Path
    config: Config
    search: bool

    def train_all(self, languages: Sequence[str], material: Material) -> Recognising:
        """Return a recogniser for each language together, or that of the only one."""
        if len(languages) > 1:
            return Bilingual(
                {language: self.train(language, material.of(language)) for language in languages}
            )
        return self.train(languages[0], material)

    def train(self, language: str, material: Material) -> Tagger:
        """Return the recogniser of one language, its progress shown."""
        weights, tokenizer = fetch_encoder(language, self.settings.cache, report=self.screen.note)
        encoder, reader = (
            read_encoder(weights, layers=self.config.layers),
            PieceReader(read_vocabulary(tokenizer)),
        )
        card = Card(self.labels, encoder.sizes, encoder=f"bge-small-{language}-v1.5", data=material.data)
        examples, held, config = material.examples, material.held, self.config
        config = replace(config, epochs=config.epochs or enough_epochs(len(examples), config.batch))
        self.screen.note(f"{language}: {len(examples):,} texts to learn from, {len(held):,} to measure by")
        if self.search:
            config, card = choose(
                encoder, reader, examples, held, config, card=card,
                report=lambda rate, head, figure: self.screen.note(f"trial: rate {rate:g}, {head}: {figure:.4f}"),
            )  # fmt: skip
        with self.screen.progress(f"training {language}", unit="steps") as advance:
            return train(
                encoder, reader, examples, held, config, card=replace(card, settings=asdict(config)),
                on_step=lambda _, steps: advance(1, steps),
                on_epoch=lambda epoch, loss, figures: self.screen.note(
                    f"epoch {epoch} of {config.epochs}: loss {loss:.3f}, on texts held out {overall(figures):.4f}"
                ),
                checkpoint=self._checkpoint(language),
            )  # fmt: skip

    def forget(self) -> None:
        """Remove the checkpoints of all languages: the first one's is needed while the second is trained."""
        for language in LANGUAGES:
            self._checkpoint(language).unlink(missing_ok=True)

    def _checkpoint(self, language: str) -> Path:
        return self.output.with_name(f".{self.output.name}.{language}.checkpoint")


def _old(output: Path, labels: Labels) -> Recognising | None:
    """Return the model in `output` if it knows the same labels."""
    if not output.is_dir() or not any(output.iterdir()):
        return None
    try:
        old = read_model(output)
    except ModelError as error:
        raise StateError(
            f"{output}: it is in the way and no model to replace ({error}): remove it first"
        ) from None
    return old if old.card.labels == labels else None


def _guard(output: Path, old: Recognising | None, held: Sequence[Example], figures: Figures) -> None:
    """Refuse a model that is worse than the old one on the same texts."""
    if old and (now := overall(figures)) < (before := overall(measure(ready(old), held))):
        raise StateError(
            f"{output}: the model there reaches {before:.4f} on the texts held out, the new one {now:.4f}: "
            "the old one stays; give another --output to keep both"
        )
