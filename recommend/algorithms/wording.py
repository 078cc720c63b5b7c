"""Words that reasons share."""

from __future__ import annotations


def user_count(count: int, kind: str = "") -> str:
    """Return `1 user`, `1,200 users`, `12 similar users`."""
    return f"{count:,} {f'{kind} ' if kind else ''}user{'' if count == 1 else 's'}"
