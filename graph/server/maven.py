"""Jars through Maven into the user's cache, once for all projects."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from graph.errors import ServerError
from graph.server.locks import locked

Report = Callable[[str], None]
FOLDER: Final = Path(__file__).parent
LEAST_JAVA: Final = 17
INSTALL: Final = (
    "install a JDK or JRE 17 or 21 and Maven (Debian: apt-get install openjdk-17-jre-headless maven)"
)


def require_java() -> str:
    """Return the path of a Java that runs Neo4j 5.26.

    Raises:
        ServerError: none is on the PATH, or it is too old; says what to install.
    """
    java = shutil.which("java")
    if not java:
        raise ServerError(f"found no java on the PATH, expected Java {LEAST_JAVA} or newer: {INSTALL}")
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(?:1\.)?(\d+)', said)
    if not version or int(version[1]) < LEAST_JAVA:
        found = said.splitlines()[0] if said else "nothing"
        raise ServerError(f"{java} says {found!r}, expected Java {LEAST_JAVA} or newer: {INSTALL}")
    return java


def fetch_jars(pom: Path, cache: Path, *, report: Report = lambda _: None) -> Path:
    """Return a folder with all jars of `pom`, fetched when the cache lacks them.

    The folder is named after the pom's content and appears only when complete, so a download that broke off
    is begun again; two processes wait for one another.

    Raises:
        ServerError: Maven is missing or fails; says what it printed.
    """
    checksum = hashlib.sha256(pom.read_bytes()).hexdigest()[:16]
    folder = cache / f"{pom.name.removesuffix('.xml')}-{checksum}"
    if folder.is_dir():
        return folder
    mvn = shutil.which("mvn")
    if not mvn:
        raise ServerError(f"found no mvn on the PATH, expected Maven 3.6 or newer: {INSTALL}")
    cache.mkdir(parents=True, exist_ok=True)
    with locked(cache / f"{folder.name}.lock"):
        if not folder.is_dir():
            _copy_dependencies(mvn, pom, folder, report)
    return folder


def fetch_files(
    pom: Path,
    files: Mapping[str, tuple[str, str, str]],
    cache: Path,
    name: str,
    *,
    report: Report = lambda _: None,
) -> Path:
    """Return a folder with files out of the jars of `pom`, named after `name`; it appears only when complete.

    `files` says for each its jar, its path inside and its SHA-256.

    Raises:
        ServerError: Maven is missing or fails, or a file is not the one expected.
    """
    jars = fetch_jars(pom, cache, report=report)
    folder = cache / f"{name}-{jars.name.rpartition('-')[2]}"
    with locked(cache / f"{folder.name}.lock"):
        if folder.is_dir():
            return folder
        with tempfile.TemporaryDirectory(dir=cache, prefix="partial-") as partial:
            for file, (jar, member, checksum) in files.items():
                content = zipfile.ZipFile(jars / jar).read(member)
                if hashlib.sha256(content).hexdigest() != checksum:
                    raise ServerError(
                        f"{jars / jar}: {member} is not the file we know: remove {jars} and try again"
                    )
                (Path(partial) / file).write_bytes(content)
            shutil.copytree(partial, folder)
    return folder


def _copy_dependencies(mvn: str, pom: Path, folder: Path, report: Report) -> None:
    report(f"fetching {re.sub(r'(?:[.]pom)?-[0-9a-f]{16}$', '', folder.name)} jars through Maven …")
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="partial-") as partial:
        jars = Path(partial) / "jars"
        command = [
            mvn,
            "-q",
            "-B",
            "-f",
            str(pom),
            "dependency:copy-dependencies",
            f"-DoutputDirectory={jars}",
        ]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, cwd=partial, env=dict(os.environ)
        )
        if done.returncode or not any(jars.glob("*.jar")):
            said = (done.stdout + done.stderr).strip().splitlines()
            raise ServerError(
                f"Maven could not fetch the jars of {pom}: {said[0] if said else 'it brought none'}; "
                "is its repository within reach?"
            )
        jars.rename(folder)
