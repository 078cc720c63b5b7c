"""Training of the recogniser: fine-tuning an encoder on annotated texts."""

from __future__ import annotations

import copy
import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.optim.lr_scheduler import LambdaLR

from extraction.errors import TrainingError
from extraction.learned.batches import Window, below_of, computed, targets_of, windows_of
from extraction.learned.bert import Encoder
from extraction.learned.card import Card
from extraction.learned.checkpoint import Checkpoint
from extraction.learned.examples import Example
from extraction.learned.measure import Figures, measure, overall
from extraction.learned.network import Network
from extraction.learned.pieces import PieceReader
from extraction.learned.tagger import Tagger

Step = Callable[[int, int], None]
"""Is told the steps done and the steps there are."""
Epoch = Callable[[int, float, Figures], None]
"""Is told the epoch, the mean loss of a text, and the figures on texts held out."""


@dataclass(frozen=True, slots=True)
class Config:
    """How to train; the defaults suit a few thousand titles."""

    epochs: int = 6
    """With 0 who calls `train` chooses, see `search.enough_epochs`."""
    learning_rate: float = 8e-5
    """Of the encoder; it rises over the first tenth of the steps and falls to zero in a straight line."""
    head_rate: float = 1e-3
    """Of the heads."""
    batch: int = 32
    """Texts of one step, of like length."""
    decay: float = 0.998
    """Of the moving average of weights that is kept (Polyak & Juditsky 1992)."""
    layers: int = 0
    """Of the encoder, the first so many; all with 0. Half of them are twice as fast."""
    frozen: int = 0
    """Of those layers, the first so many stay as they are, and are computed once: half of them are twice as fast."""
    adversarial: float = 0.0
    """How far a text's states below what learns are moved against it, in a second pass of each step; see `_Run`."""
    seed: int = 7


def train(
    encoder: Encoder,
    reader: PieceReader,
    examples: Sequence[Example],
    dev: Sequence[Example],
    config: Config,
    *,
    card: Card,
    on_step: Step = lambda _, __: None,
    on_epoch: Epoch = lambda _, __, ___: None,
    checkpoint: Path | None = None,
) -> Tagger:
    """Return the model of the epoch that is best on `dev`, see `overall`.

    Training that was interrupted goes on from `checkpoint`, written after every epoch; whoever has kept the model removes
    it. The same seed repeats on the same machine. Time grows with texts and epochs, memory with the texts and a batch.

    Raises:
        TrainingError: there is nothing to learn, or nothing to measure by.
    """
    torch.manual_seed(config.seed)
    torch.set_flush_denormal(True)
    network = Network(copy.deepcopy(encoder), card.labels, card.head)
    network.encoder.freeze(config.frozen)
    windows = windows_of(examples, reader, network, card.labels.polarities)
    if not windows or not dev:
        raise TrainingError(
            f"found {len(windows)} texts to learn from and {len(dev)} to measure by, expected some"
        )
    if config.frozen:
        windows = computed(windows, network.encoder, reader)
    run = _Run(network, config, steps=config.epochs * math.ceil(len(windows) / config.batch))
    kept = Checkpoint(checkpoint, (card.data, card.labels, card.head, config, len(windows)))
    for epoch in range(kept.read(run.state()) + 1, config.epochs + 1):
        loss = run.epoch(_shuffled(windows, config, epoch), reader, on_step)
        figures = measure(Tagger(run.average, reader, card), dev)
        run.keep_best(overall(figures))
        kept.write(run.state(), epoch)
        on_epoch(epoch, loss, figures)
    run.average.load_state_dict(run.best.weights)
    return Tagger(run.average, reader, card)


class _Best:
    """The best weights so far, and how good they are."""

    def __init__(self) -> None:
        self.figure = -1.0
        self.weights: dict[str, Tensor] = {}

    def state_dict(self) -> dict[str, object]:
        return {"figure": self.figure, "weights": self.weights}

    def load_state_dict(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)


class _Run:
    """A network in training: its optimiser, its average, its best weights, the steps done.

    With `Config.adversarial` each step learns from a batch twice: as it is, and with each text's states moved so far along
    their gradient, where the loss is higher (Miyato et al., "Adversarial training methods for semi-supervised text
    classification", ICLR 2017). That takes twice as long.
    """

    def __init__(self, network: Network, config: Config, steps: int) -> None:
        self.network, self.steps, self.done = network, steps, 0
        self.average = copy.deepcopy(network)
        self.best = _Best()
        self._decay, self._adversarial = config.decay, config.adversarial
        own = [weight for weight in network.encoder.parameters() if weight.requires_grad]
        heads = [w for name, w in network.named_parameters() if not name.startswith("encoder.")]
        groups = [{"params": own, "lr": config.learning_rate}, {"params": heads, "lr": config.head_rate}]
        self._optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
        rise = max(1, steps // 10)
        self._schedule = LambdaLR(
            self._optimiser, lambda step: min((step + 1) / rise, (steps - step) / max(1, steps - rise))
        )

    def epoch(self, batches: Iterator[list[Window]], reader: PieceReader, on_step: Step) -> float:
        """Take a step for each batch; return the mean loss of a text."""
        self.network.train()
        total, texts = 0.0, 0
        for batch in batches:
            below, mask = below_of(batch, self.network.encoder, reader)
            if self._adversarial:
                (below if below.requires_grad else below.requires_grad_()).retain_grad()
            targets = targets_of(batch)
            loss = self.network.loss(below, mask, targets)
            self._optimiser.zero_grad()
            torch.autograd.backward(loss)
            if self._adversarial and below.grad is not None:
                moved = below_of(batch, self.network.encoder, reader)[0] + self._against(below.grad)
                torch.autograd.backward(self.network.loss(moved, mask, targets))
            torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
            self._optimiser.step()
            self._schedule.step()
            self.done += 1
            self._follow(min(self._decay, self.done / (self.done + 10)))
            on_step(self.done, self.steps)
            total += loss.item() * len(batch)
            texts += len(batch)
        return total / texts

    def _against(self, gradient: Tensor) -> Tensor:
        """Return how far each text's states are moved: along its gradient, so far in all."""
        lengths = gradient.flatten(1).norm(dim=1).clamp_min(torch.finfo(gradient.dtype).tiny)
        moved: Tensor = gradient * (self._adversarial / lengths)[:, None, None]
        return moved

    def keep_best(self, figure: float) -> None:
        """Remember the average's weights if no earlier ones were as good."""
        if figure > self.best.figure:
            self.best.figure, self.best.weights = figure, copy.deepcopy(self.average.state_dict())

    def state(self) -> dict[str, object]:
        """Return all that changes in training, by name; each has `state_dict`, or is a number in this object."""
        return {
            "network": self.network, "average": self.average, "best": self.best,
            "optimiser": self._optimiser, "schedule": self._schedule, "run": self,
        }  # fmt: skip

    def state_dict(self) -> dict[str, int]:
        return {"done": self.done}

    def load_state_dict(self, state: dict[str, int]) -> None:
        self.done = state["done"]

    def _follow(self, decay: float) -> None:
        """Move the average towards the network's weights."""
        with torch.no_grad():
            for slow, fast in zip(self.average.parameters(), self.network.parameters(), strict=True):
                if fast.requires_grad:
                    slow.lerp_(fast, 1 - decay)


def _shuffled(windows: list[Window], config: Config, epoch: int) -> Iterator[list[Window]]:
    """Yield batches of like length in a random order, other ones each epoch."""
    rng = random.Random(f"{config.seed} {epoch}")
    ranked = sorted(windows, key=lambda window: len(window.pieces.ids) + rng.uniform(0, 6))
    batches = [ranked[place : place + config.batch] for place in range(0, len(ranked), config.batch)]
    rng.shuffle(batches)
    yield from batches
