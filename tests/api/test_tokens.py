"""Tokens: signed by the issuer's keys, by algorithms that we choose, for us, and not for ever."""

from __future__ import annotations

import base64
import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from api.callers import Caller, Role
from api.errors import UnauthenticatedError
from api.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CURVE = ec.generate_private_key(ec.SECP256R1())


class Issuer(ThreadingHTTPServer):
    """Serves its keys, and counts how often it is asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked = 0
        self.url = f"http://127.0.0.1:{self.server_address[1]}/jwks.json"
        rsa_key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        ec_key = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(CURVE.public_key()))
        self.keys = [rsa_key | {"kid": "rsa", "use": "sig"}, ec_key | {"kid": "ec", "use": "sig"}]


class Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Issuer)
        self.server.asked += 1
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"keys": self.server.keys}).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    with Issuer() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def tokens(issuer: Issuer) -> Tokens:
    return Tokens(issuer.url, "https://login.shop", "daogou")


def claims(**changed: object) -> dict[str, Any]:
    now = int(time.time())
    usual = {"sub": "user/7", "iss": "https://login.shop", "aud": "daogou", "iat": now, "exp": now + 60}
    return {name: value for name, value in {**usual, **changed}.items() if value is not None}


def signed(key: Any = KEY, algorithm: str = "RS256", kid: str = "rsa", **changed: object) -> str:
    return jwt.encode(claims(**changed), key, algorithm, headers={"kid": kid})


async def test_a_token_is_for_its_shopper(tokens: Tokens) -> None:
    for token in (signed(), signed(CURVE, "ES256", "ec")):
        assert await tokens.caller(token) == Caller(Role.SHOPPER, "user/7", "token shopper")


async def test_a_token_may_name_a_role(tokens: Tokens) -> None:
    assert await tokens.caller(signed(daogou_role="analyst")) == Caller(Role.ANALYST, None, "token analyst")


async def test_what_is_no_token_is_left_to_others(tokens: Tokens) -> None:
    assert await tokens.caller("dg_key") is None


def _unsigned() -> str:
    parts = ({"alg": "none", "typ": "JWT", "kid": "rsa"}, claims())
    return (
        ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts)
        + "."
    )


@pytest.mark.parametrize(
    "token",
    [
        signed(OTHER),
        signed(kid="unknown"),
        signed(exp=1),
        signed(iss="https://elsewhere"),
        signed(aud="another"),
        signed(sub=None),
        signed(exp=None),
        signed(iat=int(time.time()) + 3600),
        signed(daogou_role="king"),
        signed("rsa's public key, as a shared secret of many letters", "HS256"),
        _unsigned(),
        "a.b.c",
        signed()[:-4] + "AAAA",
    ],
)  # fmt: skip
async def test_what_is_not_valid_is_refused(tokens: Tokens, token: str) -> None:
    with pytest.raises(UnauthenticatedError, match="this token is not taken: "):
        await tokens.caller(token)


async def test_a_new_key_is_fetched_and_names_made_up_are_not(tokens: Tokens, issuer: Issuer) -> None:
    assert await tokens.caller(signed())
    assert issuer.asked == 1
    issuer.keys.append(json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(OTHER.public_key())) | {"kid": "new"})
    assert await tokens.caller(signed(OTHER, kid="new"))
    for number in range(20):
        with pytest.raises(UnauthenticatedError):
            await tokens.caller(signed(kid=f"made up {number}"))
    assert issuer.asked == 2


async def test_keys_that_cannot_be_had_are_not_told_of() -> None:
    tokens = Tokens("http://127.0.0.1:9/secret-place", "https://login.shop", "daogou")
    with pytest.raises(UnauthenticatedError) as error:
        await tokens.caller(signed())
    assert str(error.value) == "this token is not taken: its signature cannot be checked at the moment"
