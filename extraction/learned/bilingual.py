"""Two recognisers, one for each language: an encoder reads its own language better than a shared one does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from extraction.folding import language_of
from extraction.learned.card import Card
from extraction.learned.tagger import Asked, Found, Tagger
from extraction.learned.tok2vec import Tok2vecTagger

LANGUAGES: Final = ("zh", "en")


class Bilingual:
    """Hands each text to the recogniser of its language; both know the same labels."""

    def __init__(self, taggers: Mapping[str, Tagger]) -> None:
        self.taggers = taggers

    @property
    def card(self) -> Card:
        """The card of the first language; labels and weights are the same in all."""
        return next(iter(self.taggers.values())).card

    def noted(self, card: Card) -> Bilingual:
        """Return the same recognisers with figures, weights and int8 of `card` on their own."""
        return Bilingual({language: tagger.noted(card) for language, tagger in self.taggers.items()})

    def predict(self, texts: Sequence[str], asked: Sequence[Sequence[Asked]] = ()) -> list[Found]:
        """Return what each text holds; see `Tagger.predict`."""
        found: dict[int, Found] = {}
        languages = [language_of(text) for text in texts]
        for language, tagger in self.taggers.items():
            own = [number for number, said in enumerate(languages) if said == language]
            asked_of = [asked[number] for number in own] if asked else ()
            found.update(zip(own, tagger.predict([texts[n] for n in own], asked_of), strict=True))
        return [found[number] for number in range(len(texts))]

    def judge(self, text: str, places: Sequence[tuple[int, int]]) -> list[str]:
        """Return the polarity of each place of `text`; see `Tagger.judge`."""
        return self.taggers[language_of(text)].judge(text, places)


Recognising = Tagger | Bilingual | Tok2vecTagger
