"""GraphiQL's own files, so that no page loads from a CDN."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from graph.server.maven import FOLDER, Report, fetch_files

ASSETS: Final = {
    "graphiql.min.js": (
        "graphiql-3.2.0.jar",
        "META-INF/resources/_static/graphiql/3.2.0/graphiql.min.js",
        "142d5074f94382c8e6589b6425f3ba4edee9285cdafdb66ec0ab70db947fee6e",
    ),
    "graphiql.min.css": (
        "graphiql-3.2.0.jar",
        "META-INF/resources/_static/graphiql/3.2.0/graphiql.min.css",
        "c13cdf9f5ddafa92cc079acc7b2b0f3d1d613bbc744b049e408f9c9f0ed575b1",
    ),
    "react.production.min.js": (
        "react-18.3.1.jar",
        "META-INF/resources/webjars/react/18.3.1/umd/react.production.min.js",
        "d949f1c3687aedadcedac85261865f29b17cd273997e7f6b2bfc53b2f9d4c4dd",
    ),
    "react-dom.production.min.js": (
        "react-dom-18.3.1.jar",
        "META-INF/resources/webjars/react-dom/18.3.1/umd/react-dom.production.min.js",
        "35f4f974f4b2bcd44da73963347f8952e341f83909e4498227d4e26b98f66f0d",
    ),
}
"""File → (jar, path inside, SHA-256)."""


def fetch_assets(cache: Path, *, report: Report = lambda _: None) -> Path:
    """Return a folder with GraphiQL's four files, checked by SHA-256.

    Raises:
        ServerError: Maven is missing or fails, or a file is not the one expected.
    """
    return fetch_files(FOLDER / "assets.pom.xml", ASSETS, cache, "graphiql", report=report)
