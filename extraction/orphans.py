"""A process that ends with the one that started it, however that ends and whatever this one does then."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from multiprocessing import parent_process
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import Final

PR_SET_PDEATHSIG: Final = 1
"""Of Linux: the signal that a process gets when the thread that started it ends."""


def end_with_parent() -> None:
    """End when the parent does, or now if it has.

    Linux does it. A thread does elsewhere, and has to wait while a call holds the interpreter's lock, as a regular
    expression's search does.
    """
    parent = parent_process()
    if parent is None:
        return
    if not _killed_with_parent():
        Thread(target=_end_after, args=(parent,), daemon=True).start()
    # It may have ended before anything watched; an orphan's parent is another process.
    if os.getppid() != parent.pid:
        os._exit(1)


def _killed_with_parent() -> bool:
    """Ask Linux for it; return whether it will."""
    if sys.platform != "linux":
        return False
    try:
        return bool(ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, ctypes.c_ulong(signal.SIGKILL), 0, 0, 0) == 0)
    except (OSError, AttributeError):
        return False


def _end_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
