"""Tokens (JWT, RFC 7519) that somebody else signs; their keys come from a JWKS."""

from __future__ import annotations

import asyncio
from math import inf
from time import monotonic
from typing import Final

import jwt

from api.callers import Caller, Role
from api.errors import UnauthenticatedError

ALGORITHMS: Final = ("RS256", "ES256", "EdDSA")
"""Signatures that are taken, whatever a token says of itself: none by a shared secret (RFC 8725, 3.1)."""
CLAIMS: Final = ("exp", "iat", "sub")
"""A token without these is refused."""
LEEWAY: Final = 30
"""Seconds by which clocks may differ."""
TIMEOUT: Final = 5
LIFESPAN: Final = 300
COOLDOWN: Final = 10
"""Seconds: to wait for keys, until they are fetched again, and at least between two fetches for unknown ones."""
ROLE: Final = "daogou_role"
"""Claim with the role; without it a token is a shopper's, the one of `sub`."""


class Tokens:
    """Reads tokens of one issuer for one audience; its keys are fetched anew where a token names an unknown one."""

    def __init__(self, jwks: str, issuer: str, audience: str) -> None:
        self._keys = jwt.PyJWKClient(jwks, lifespan=LIFESPAN, timeout=TIMEOUT)
        self._issuer, self._audience = issuer, audience
        self._renewed = -inf

    async def caller(self, shown: str) -> Caller | None:
        """Return whom this token is for; None for what is no token.

        Raises:
            UnauthenticatedError: it is not valid, not for us, or has ended.
        """
        if shown.count(".") != 2:
            return None
        try:
            # Keys may have to be fetched, which others need not wait for.
            claims = await asyncio.to_thread(self._claims, shown)
            role = Role(claims.get(ROLE, Role.SHOPPER))
        except (jwt.PyJWTError, ValueError) as error:
            raise UnauthenticatedError(f"this token is not taken: {_said(error)}") from None
        return Caller(role, claims["sub"] if role is Role.SHOPPER else None, f"token {role}")

    def _claims(self, shown: str) -> dict[str, str]:
        claims: dict[str, str] = jwt.decode(
            shown,
            self._key(shown),
            algorithms=list(ALGORITHMS),
            audience=self._audience,
            issuer=self._issuer,
            leeway=LEEWAY,
            options={"require": list(CLAIMS)},
        )
        return claims

    def _key(self, shown: str) -> jwt.PyJWK:
        named = str(jwt.get_unverified_header(shown).get("kid"))
        found = self._keys.match_kid(self._keys.get_signing_keys(), named)
        # Whoever makes up names of keys must not have us ask for them each time.
        if not found and monotonic() - self._renewed > COOLDOWN:
            self._renewed = monotonic()
            found = self._keys.match_kid(self._keys.get_signing_keys(refresh=True), named)
        if not found:
            raise jwt.PyJWKClientError(named)
        return found


def _said(error: Exception) -> str:
    """Return what a caller may know: not where keys come from, nor why they could not be had."""
    match error:
        case jwt.PyJWKClientConnectionError():
            return "its signature cannot be checked at the moment"
        case jwt.PyJWKClientError():
            return "it is signed by a key that is not known"
        case jwt.InvalidTokenError():
            return str(error)
    return f"expected one of {', '.join(Role)} in {ROLE}"
