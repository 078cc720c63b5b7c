"""The compose file cannot be run where no engine is; that it agrees with the settings can be told anywhere."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from daogou.settings import Settings
from graph.server.container import BOLT
from graph.server.maven import FOLDER

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    parsed = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
    return dict(parsed["services"])


def test_the_service_is_told_what_the_settings_read(
    services: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = services["daogou"]["environment"]
    for name, value in told.items():
        monkeypatch.setenv(name, re.sub(r"\$\{.*\}", "secret", value))
    settings = Settings()
    assert settings.neo4j_uri == "bolt://neo4j:7687"
    assert settings.neo4j_password.get_secret_value() == "secret"
    assert (settings.host, settings.port) == ("0.0.0.0", 8000)  # noqa: S104 (inside the container)
    fields = {"NEO4J_URI", "NEO4J_USER", "NEO4J_PASSWORD"} | {
        f"DAOGOU_{name.upper()}" for name in Settings.model_fields
    }
    assert set(told) <= fields


def test_ports_are_published_on_loopback_only(services: dict[str, Any]) -> None:
    ports = [port for service in services.values() for port in service["ports"]]
    assert f"127.0.0.1:{BOLT}:7687" in ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_no_password_stands_in_the_file(services: dict[str, Any]) -> None:
    for service in services.values():
        for name, value in service["environment"].items():
            if "PASSWORD" in name or "AUTH" in name:
                assert re.fullmatch(r"(neo4j/)?\$\{NEO4J_PASSWORD:\?.*\}", value)


def test_every_service_is_watched(services: dict[str, Any]) -> None:
    assert all("healthcheck" in service and service["volumes"] for service in services.values())


def test_both_ways_run_the_same_neo4j(services: dict[str, Any]) -> None:
    version = re.search(
        r"<artifactId>neo4j</artifactId><version>(\d+\.\d+)", (FOLDER / "pom.xml").read_text("utf-8")
    )
    assert version
    assert services["neo4j"]["image"] == f"neo4j:{version[1]}-community"
