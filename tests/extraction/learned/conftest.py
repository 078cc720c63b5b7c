from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch

from extraction.learned.tagger import Tagger
from extraction.learned.train import train
from tests.extraction.learned.tiny import EXAMPLES, QUICK, READER, tiny_card, tiny_encoder


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> Iterator[None]:
    """Matrices this small wait longer for a second thread than it works."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="session")
def learned(one_thread: None) -> Tagger:
    """A model that knows `EXAMPLES` by heart."""
    return train(tiny_encoder(), READER, EXAMPLES, EXAMPLES, QUICK, card=tiny_card())
