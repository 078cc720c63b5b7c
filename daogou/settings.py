"""The one place that reads the environment."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from platformdirs import user_cache_path
from pydantic import AliasChoices, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.server.resolve import ServerOptions

PROJECT = Path(__file__).resolve().parent.parent
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class Settings(BaseSettings):
    """What a run may choose, from the environment; every name stands in `docs/guide/settings.md`."""

    model_config = SettingsConfigDict(env_prefix="DAOGOU_", frozen=True, env_ignore_empty=True)

    neo4j_uri: str | None = Field(default=None, validation_alias=AliasChoices("NEO4J_URI"))
    """A server to use as it is; without one a server of our own is started."""
    neo4j_user: str = Field(default="neo4j", validation_alias=AliasChoices("NEO4J_USER"))
    neo4j_password: SecretStr = Field(default=SecretStr(""), validation_alias=AliasChoices("NEO4J_PASSWORD"))
    host: str = "127.0.0.1"
    """Where GraphQL listens. Another address than loopback needs keys or tokens, or `allow_remote`."""
    port: int = Field(default=8000, ge=0, le=65535)
    allow_remote: bool = False
    """Says that somebody else (a container's network) guards the port: without keys everybody who comes is an admin."""
    jwks: str | None = Field(default=None, pattern=r"^(https://|http://(127\.0\.0\.1|localhost)[:/]).")
    """Where the issuer's keys are; with it, `token_issuer` and `token_audience` are needed."""
    token_issuer: str | None = None
    token_audience: str | None = None
    requests_per_minute: int = Field(default=6000, ge=1)
    """Of one caller; who shows no key is told apart by address."""
    subscriptions: int = Field(default=200, ge=1)
    """Of one caller at a time in one process, and sockets of one address."""
    watch_seconds: float = Field(default=2.0, ge=0.05)
    """Between two looks at what subscriptions follow."""
    documents: Path | None = None
    """Trusted documents, by hash; of `public` and `shopper` no others are taken."""
    introspection: bool = True
    """Whether the schema tells of itself, and GraphiQL is served."""
    origins: str | None = Field(default=None, pattern=r"^https?://[^\s,*/]+(,https?://[^\s,*/]+)*$")
    """Of other sites whose pages may ask: `https://shop.example,http://localhost:5173`."""
    cypher: bool = False
    """Whether analysts may send Cypher of their own, which reads."""
    home: Path = Path(".daogou")
    """The project's own state: the local server's data, stamps of what is up to date."""
    cache: Path = user_cache_path("daogou")
    """What projects share: jars and assets."""
    seeds: Path = PROJECT / "seeds"
    heap: str = Field(default="1g", pattern=r"^\d+[mg]$")
    """Heap of the local Neo4j."""
    shown: float = Field(default=0.5, ge=0, le=1)
    """Facts, and edges derived from them, that are less sure are kept and not shown."""
    batch_rows: int = Field(default=5000, ge=1)
    """Rows of one write transaction; memory of a load grows with it, not with the file."""
    smallest_segment: int = Field(default=10, ge=2)
    """A group of fewer shoppers is never published, nor what fewer of a group prefer."""
    encoders: bool = True
    """Whether the assistant reads messages by the language encoders too, where they can be had."""
    language_model_url: str | None = Field(default=None, pattern=r"^https?://.")
    """The base of an OpenAI-compatible endpoint that words answers; without one the assistant has its own words."""
    language_model_name: str | None = None
    language_model_key: SecretStr = SecretStr("")
    language_model_seconds: float = Field(default=4.0, gt=0, le=60)
    """How long an answer waits for its words."""
    processes: int = Field(default_factory=lambda: min(2, _cores()), ge=1)
    """Processes that read many texts; each has an extractor of its own in memory."""

    @model_validator(mode="after")
    def _fit_together(self) -> Settings:
        if any(tokens := (self.jwks, self.token_issuer, self.token_audience)) and not all(tokens):
            raise ValueError("DAOGOU_JWKS, DAOGOU_TOKEN_ISSUER and DAOGOU_TOKEN_AUDIENCE go together")
        if bool(self.language_model_url) != bool(self.language_model_name):
            raise ValueError("DAOGOU_LANGUAGE_MODEL_URL and DAOGOU_LANGUAGE_MODEL_NAME go together")
        if self.host not in LOOPBACK and not (self.guarded or self.allow_remote):
            message = (
                f"DAOGOU_HOST is {self.host}, which others can reach, and there is no key: expected 127.0.0.1, a key "
                "(daogou keys add NAME --role ROLE), DAOGOU_JWKS, or DAOGOU_ALLOW_REMOTE=true in a container whose "
                "port is on loopback"
            )
            raise ValueError(message)
        return self

    @property
    def keys(self) -> Path:
        """Where the hashes of API keys are."""
        return self.home / "keys.jsonl"

    @property
    def other_origins(self) -> tuple[str, ...]:
        """Origins of other sites whose pages may ask."""
        return tuple(self.origins.lower().split(",")) if self.origins else ()

    @property
    def guarded(self) -> bool:
        """Whether callers must show a key or a token for more than the public may."""
        return bool(self.jwks) or (self.keys.exists() and self.keys.stat().st_size > 0)

    @property
    def recogniser(self) -> Path:
        """Where the recogniser lies that `daogou demo` trains and `daogou extract` asks."""
        return self.home / "recogniser"

    def server(self) -> ServerOptions:
        """Return what decides which Neo4j is used."""
        return ServerOptions(
            home=self.home.absolute() / "neo4j",
            cache=self.cache,
            compose=PROJECT / "docker-compose.yml",
            uri=self.neo4j_uri,
            user=self.neo4j_user,
            password=self.neo4j_password.get_secret_value(),
            heap=self.heap,
        )


def _cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def environment_name(field: str) -> str:
    """Return the name of a setting in the environment."""
    alias = Settings.model_fields[field].validation_alias
    return str(alias.choices[0]) if isinstance(alias, AliasChoices) else f"DAOGOU_{field.upper()}"


def explain(error: ValidationError) -> str:
    """Return what is wrong with the settings, each by its name in the environment."""
    told = []
    for problem in error.errors(include_input=False):
        names = [environment_name(str(name)) for name in problem["loc"] if name in Settings.model_fields]
        told.append(": ".join([*names, str(problem["msg"]).removeprefix("Value error, ")]))
    return "; ".join(told)
