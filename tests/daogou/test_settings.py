"""Settings come from the environment by one name each, and from nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from api.callers import Role
from api.keys import Keys
from daogou.settings import PROJECT, Settings, environment_name, explain

GIVEN = {
    "neo4j_uri": "bolt://db:7687",
    "neo4j_user": "ada",
    "neo4j_password": "secret",
    "host": "localhost",
    "port": "8001",
    "allow_remote": "true",
    "jwks": "https://login.shop/keys",
    "token_issuer": "https://login.shop",
    "token_audience": "daogou",
    "requests_per_minute": "100",
    "subscriptions": "50",
    "watch_seconds": "0.5",
    "documents": "/tmp/documents.json",  # noqa: S108
    "introspection": "false",
    "origins": "https://shop.example,http://localhost:5173",
    "cypher": "true",
    "home": "/tmp/home",  # noqa: S108 (never opened)
    "cache": "/tmp/cache",  # noqa: S108
    "seeds": "/tmp/seeds",  # noqa: S108
    "heap": "512m",
    "encoders": "false",
    "shown": "0.6",
    "smallest_segment": "12",
    "batch_rows": "10",
    "language_model_url": "http://127.0.0.1:8080/v1",
    "language_model_name": "tiny",
    "language_model_key": "hidden",
    "language_model_seconds": "2.5",
    "processes": "3",
}
READS_ENVIRONMENT = re.compile(r"\benviron\s*(\[|\.get|\.setdefault)|\bgetenv\b|load_dotenv")


def refusal(monkeypatch: pytest.MonkeyPatch, **given: str) -> str:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError) as error:
        Settings()
    return explain(error.value)


def test_every_setting_has_a_name_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert GIVEN.keys() == Settings.model_fields.keys()
    for field, value in GIVEN.items():
        monkeypatch.setenv(environment_name(field), value)
    settings = Settings()
    read = {
        name: value.get_secret_value() if isinstance(value, SecretStr) else value
        for name, value in settings.model_dump().items()
    }
    assert {name: str(value).lower() for name, value in read.items()} == GIVEN


def test_names() -> None:
    assert environment_name("neo4j_uri") == "NEO4J_URI"
    assert environment_name("batch_rows") == "DAOGOU_BATCH_ROWS"


def test_an_empty_value_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for field in GIVEN:
        monkeypatch.setenv(environment_name(field), "")
    settings = Settings()
    assert (settings.neo4j_uri, settings.host, settings.port) == (None, "127.0.0.1", 8000)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.7", "shop.example", "::"])  # noqa: S104 (refused)
def test_an_address_that_others_reach_is_refused(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    said = refusal(monkeypatch, DAOGOU_HOST=host)
    assert said.startswith(f"DAOGOU_HOST is {host}, which others can reach")
    assert "DAOGOU_ALLOW_REMOTE=true" in said
    monkeypatch.setenv("DAOGOU_ALLOW_REMOTE", "true")
    assert Settings().host == host


def test_with_a_key_or_tokens_another_address_is_taken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DAOGOU_HOME", str(tmp_path))
    assert "there is no key" in refusal(monkeypatch, DAOGOU_HOST="0.0.0.0")  # noqa: S104
    Keys(Settings(host="127.0.0.1").keys).add("one", Role.PUBLIC)
    assert Settings().guarded
    Keys(Settings().keys).remove("one")
    for name in ("JWKS", "TOKEN_ISSUER", "TOKEN_AUDIENCE"):
        monkeypatch.setenv(f"DAOGOU_{name}", "https://login.shop/")
    assert Settings().guarded


def test_tokens_need_all_that_they_are_checked_by(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "go together" in refusal(monkeypatch, DAOGOU_JWKS="https://login.shop/keys")
    monkeypatch.delenv("DAOGOU_JWKS")
    assert "DAOGOU_JWKS: " in refusal(monkeypatch, DAOGOU_JWKS="http://login.shop/keys")


def test_a_language_model_has_an_address_and_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "go together" in refusal(monkeypatch, DAOGOU_LANGUAGE_MODEL_NAME="tiny")
    assert "DAOGOU_LANGUAGE_MODEL_URL: " in refusal(
        monkeypatch, DAOGOU_LANGUAGE_MODEL_URL="file:///etc/passwd"
    )
    monkeypatch.setenv("DAOGOU_LANGUAGE_MODEL_URL", "https://models.shop/v1")
    monkeypatch.setenv("DAOGOU_LANGUAGE_MODEL_KEY", "hidden")
    assert "hidden" not in repr(Settings())


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_loopback_is_allowed(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    monkeypatch.setenv("DAOGOU_HOST", host)
    assert Settings().host == host


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DAOGOU_PORT", "65536"),
        ("DAOGOU_PORT", "http"),
        ("DAOGOU_HEAP", "a lot"),
        ("DAOGOU_BATCH_ROWS", "0"),
        ("DAOGOU_ALLOW_REMOTE", "perhaps"),
    ],
)
def test_what_cannot_be_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    assert refusal(monkeypatch, **{name: value}).startswith(f"{name}: ")


def test_all_that_cannot_be_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    said = refusal(monkeypatch, DAOGOU_PORT="http", DAOGOU_HEAP="a lot")
    assert re.fullmatch(r"DAOGOU_PORT: .+; DAOGOU_HEAP: .+", said)


def test_the_password_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "secret")
    settings = Settings()
    assert "secret" not in f"{settings!r} {settings} {settings.server()!r}"
    assert settings.server().password == "secret"


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError):
        Settings().port = 1  # type: ignore[misc]


def test_nothing_else_reads_the_environment() -> None:
    rooms = [file.parent for file in PROJECT.glob("*/__init__.py") if file.parent.name != "tests"]
    files = [file for room in rooms for file in room.rglob("*.py")]
    readers = [file for file in files if READS_ENVIRONMENT.search(Path(file).read_text("utf-8"))]
    assert len(files) > 100
    assert readers == []
