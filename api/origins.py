"""What a browser may do here for pages of others.

A page of another site gets no answer to read, unless its origin is named. And where callers need no key, a page whose
name is made to mean this machine (DNS rebinding) would be one of ours, and an admin: so only the names of this machine
are answered to there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

if TYPE_CHECKING:
    from collections.abc import Sequence

LOCAL: Final = ("localhost", "127.0.0.1", "[::1]")
REMEMBERED: Final = 600
"""Seconds for which a browser need not ask again what it may send."""


def guards(hosts: Sequence[str], origins: Sequence[str]) -> list[Middleware]:
    """Return what lets in requests to these hosts, and to any where there are none, and tells browsers of origins."""
    found = []
    if hosts:
        found.append(Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False))
    if origins:
        found.append(
            Middleware(
                CORSMiddleware,
                allow_origins=list(origins),
                allow_methods=["POST"],
                allow_headers=["Authorization", "Content-Type", "X-Request-ID"],
                expose_headers=["X-Request-ID", "Retry-After"],
                max_age=REMEMBERED,
            )
        )
    return found
