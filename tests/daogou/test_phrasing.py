"""The settings' language model answers, and what became of it is counted."""

from __future__ import annotations

import pytest
from prometheus_client import generate_latest

from api.observed import Metrics
from assistant.claims import Claim
from daogou.phrasing import make_language_model
from daogou.settings import Settings
from tests.assistant.endpoint import Endpoint, http, sentences


def test_without_an_address_there_is_none() -> None:
    assert make_language_model(Settings(), lambda _what, _count: None) is None


async def test_what_became_of_sentences_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    metrics = Metrics()
    async with Endpoint().running() as endpoint:
        endpoint.answer = http(sentences((1, "It is free."), (1, "It has NFC.")))
        monkeypatch.setenv("DAOGOU_LANGUAGE_MODEL_URL", endpoint.url)
        monkeypatch.setenv("DAOGOU_LANGUAGE_MODEL_NAME", "tiny")
        monkeypatch.setenv("DAOGOU_LANGUAGE_MODEL_KEY", "hidden")
        model = make_language_model(Settings(), metrics.language_model)
        assert model
        (claim,) = await model.phrase([Claim("NFC: it has.", ("f",))], "en")
        await model.close()
    assert claim == Claim("It has NFC.", ("f",))
    assert endpoint.requests[0][1]["authorization"] == "Bearer hidden"
    told = generate_latest(metrics._registry).decode()
    assert 'daogou_language_model_total{outcome="answered"} 1.0' in told
    assert 'daogou_language_model_total{outcome="dropped"} 1.0' in told
