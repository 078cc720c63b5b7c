"""A chat endpoint that speaks OpenAI's protocol, wherever it runs."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any, Final

import httpx

from assistant.errors import ModelError

MOST_BYTES: Final = 262_144
"""Of an answer; more is not read."""
MOST_TOKENS: Final = 1_024


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model answers: `url` is the base, such as `http://127.0.0.1:8080/v1`; `seconds` is for a whole answer."""

    url: str
    model: str
    key: str = field(default="", repr=False)
    seconds: float = 4.0


class Chat:
    """Asks an endpoint; keeps connections open until it is closed.

    It never follows a redirect: the key and the question are for the address that was set.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        headers = {"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else {}
        # The time of all of an answer is bounded below; httpx bounds each read alone.
        self._client = httpx.AsyncClient(headers=headers, timeout=endpoint.seconds)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def ask(self, system: str, user: str) -> str:
        """Return what the model says.

        Raises:
            ModelError: no answer in time, none at all, or one that is no text of a finished message.
        """
        body = {
            "model": self._endpoint.model,
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
            "temperature": 0,
            "max_tokens": MOST_TOKENS,
            "stream": False,
        }
        try:
            async with asyncio.timeout(self._endpoint.seconds):
                return _text(await self._post(body))
        except (TimeoutError, httpx.TimeoutException) as error:
            raise ModelError("timeout", f"no answer in {self._endpoint.seconds:g} s") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise ModelError("outage", type(error).__name__) from error

    async def _post(self, body: dict[str, Any]) -> bytes:
        url = f"{self._endpoint.url.rstrip('/')}/chat/completions"
        async with self._client.stream("POST", url, json=body) as response:
            if response.status_code != httpx.codes.OK:
                raise ModelError("outage", f"HTTP {response.status_code}")
            content = bytearray()
            async for chunk in response.aiter_bytes():
                content += chunk
                if len(content) > MOST_BYTES:
                    raise ModelError("too_long", f"more than {MOST_BYTES:,} bytes")
            return bytes(content)


def _text(content: bytes) -> str:
    """Return the text of the first choice."""
    try:
        choice = json.loads(content)["choices"][0]
        message, reason = choice["message"], choice.get("finish_reason")
        text, refusal = message.get("content"), message.get("refusal")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ModelError("garbage", f"no chat completion: {type(error).__name__}") from error
    if refusal or reason == "content_filter":
        raise ModelError("refusal", "the model refuses")
    if reason == "length":
        raise ModelError("too_long", "the answer was cut off")
    if not isinstance(text, str) or not text.strip():
        raise ModelError("garbage", "an empty message")
    return text
