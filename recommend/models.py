"""The live model in memory."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from recommend.errors import ModelError
from recommend.model_file import load
from recommend.remembered import Remembered

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

logger = logging.getLogger(__name__)


class Models:
    """Holds one model whole; a new version is read beside it and takes its place, so that no answer mixes two.

    Args:
        read: returns the model of a version, None where that is no longer the live one.
    """

    def __init__(self, read: Callable[[str], Awaitable[bytes | None]]) -> None:
        self._read = read
        self._model: Remembered | None = None
        self._version: str | None = None
        self._reading: asyncio.Task[None] | None = None

    @property
    def version(self) -> str | None:
        """The version that is held, None where none is."""
        return self._version if self._model else None

    async def get(self, version: str | None) -> Remembered | None:
        """Return the model of `version`, or the one before it while that is read; only the first is waited for.

        A version that cannot be read is told in the log, once, and leaves the one before it.

        Raises:
            Exception: what `read` raises, where there is no model before it.
        """
        if version is None:
            return None
        if version != self._version and self._reading is None:
            self._reading = asyncio.create_task(self._take(version))
            self._reading.add_done_callback(self._done)
        if self._model is None and self._reading is not None:
            await asyncio.shield(self._reading)
        return self._model

    async def _take(self, version: str) -> None:
        content = await self._read(version)
        if content is None:
            return
        try:
            self._model = Remembered(await asyncio.to_thread(load, content))
        except ModelError as error:
            logger.warning("the model that was published last is left out: %s", error)
        self._version = version

    def _done(self, task: asyncio.Task[None]) -> None:
        self._reading = None
        if not task.cancelled() and (error := task.exception()):
            logger.warning("the live model could not be read: %s", error)
