"""Several processes read as one does, and none is left behind."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, count
from multiprocessing import active_children, parent_process

import pytest

from extraction import pipeline
from extraction.documents import Extraction, Text
from extraction.errors import ExtractionError, HelperError, InputError
from extraction.lexicon import Entry, Lexicon
from extraction.pipeline import Extractor, build
from extraction.team import AHEAD, FEWEST, Team

BATCH = 8
LEXICON = Lexicon([Entry("BRAND", "brand/huawei", "Huawei", ("华为",))])


class Signed(Extractor):
    """Says which process read a text."""

    def read(self, batch: Sequence[Text]) -> list[Extraction]:
        return [replace(one, lang=str(os.getpid())) for one in super().read(batch)]


class Failing(Extractor):
    """Fails in a helper."""

    def read(self, batch: Sequence[Text]) -> list[Extraction]:
        if parent_process():
            raise InputError("found no text")
        return super().read(batch)


class Dying(Extractor):
    """Ends the process of a helper."""

    def read(self, batch: Sequence[Text]) -> list[Extraction]:
        if parent_process():
            os._exit(3)
        return super().read(batch)


def made(kind: type[Extractor]) -> Extractor:
    extractor = build(LEXICON)
    extractor.__class__ = kind
    return extractor


def signed() -> Extractor:
    return made(Signed)


def named() -> Iterator[Text]:
    """Yield texts without end."""
    return (Text(str(n), f"华为 Mate {n} {n % 50 + 1}000mAh", "title") for n in count())


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "BATCH", BATCH)


def until_a_helper_reads(found: Iterable[Extraction]) -> Iterator[Extraction]:
    """Yield what this process reads, and the first that another one does."""
    for one in found:
        yield one
        if one.lang != str(os.getpid()):
            return


def test_a_helper_reads_what_one_process_would_in_the_same_order() -> None:
    together = Team(signed, 2).extract(named())
    read = list(until_a_helper_reads(together))
    alone = build(LEXICON).extract(named())
    assert [replace(one, lang="zh") for one in read] == [one for one, _ in zip(alone, read, strict=False)]
    assert len(active_children()) == 1
    together.close()
    assert active_children() == []


def test_the_end_is_reached_and_no_helper_is_left() -> None:
    texts = [text for text, _ in zip(named(), range(BATCH * AHEAD * 3 + 1), strict=False)]
    assert [one.id for one in Team(signed, 2).extract(texts)] == [text.id for text in texts]
    assert active_children() == []


@pytest.mark.parametrize("processes", [1, 2])
def test_few_texts_and_one_process_need_no_helper(processes: int) -> None:
    most = BATCH * FEWEST * 10 if processes == 1 else BATCH * (FEWEST - 1)
    for one in Team(signed, processes).extract(text for text, _ in zip(named(), range(most), strict=False)):
        assert one.lang == str(os.getpid())
        assert not active_children()


def test_few_batches_are_read_ahead() -> None:
    taken = iter(named())
    found = Team(signed, 2).extract(taken)
    next(found)
    assert int(next(taken).id) <= BATCH * AHEAD * 2 + 1
    found.close()


@pytest.mark.parametrize(("kind", "error"), [(Failing, InputError), (Dying, HelperError)])
def test_an_error_of_a_helper_is_ours(kind: type[Extractor], error: type[ExtractionError]) -> None:
    with pytest.raises(error, match="found"):
        for _ in Team(partial(made, kind), 2).extract(named()):
            pass
    assert active_children() == []


def test_an_error_of_the_texts_ends_the_helpers() -> None:
    def broken() -> Iterator[Text]:
        raise InputError("no such file")
        yield

    some = [text for text, _ in zip(named(), range(BATCH * FEWEST), strict=False)]
    with pytest.raises(InputError, match="no such file"):
        list(Team(signed, 2).extract(chain(some, broken())))
    assert active_children() == []
