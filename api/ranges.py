"""Numbers that many share, cut into ranges for people to choose from."""

from collections.abc import Iterable, Iterator


def ranges(counts: Iterable[tuple[float, int]], parts: int) -> Iterator[tuple[float, float, int]]:
    """Yield up to `parts` ranges, rising, of about as many each: lowest and highest number, and how many.

    The ends are numbers that occur, so the ranges neither overlap nor split what shares a number.
    """
    rising = sorted(counts)
    left, least, within = sum(many for _, many in rising), None, 0
    for number, many in rising:
        least = number if least is None else least
        within += many
        if within * parts >= left or number == rising[-1][0]:
            yield least, number, within
            left, parts, least, within = left - within, max(parts - 1, 1), None, 0
