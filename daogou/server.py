"""The server of one process: it ends gracefully."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import uvicorn

from api import limits

if TYPE_CHECKING:
    import socket

    from starlette.applications import Starlette

    from api.channels import Channels

ENDING: Final = 5.0
"""Seconds for subscriptions to be told that they end."""
FINISHING: Final = int(limits.MAX_SECONDS) + 5
"""Seconds for requests in flight; none takes longer."""
OPTIONS: Final[dict[str, Any]] = {
    "log_level": "warning",
    "ws": "websockets-sansio",
    "ws_max_size": limits.MAX_BODY,
    # A compressor takes more memory than all else of an idle socket.
    "ws_per_message_deflate": False,
    "timeout_graceful_shutdown": FINISHING,
}


class Server(uvicorn.Server):
    """Takes nobody new when it is stopped, ends subscriptions, and finishes what else is in flight."""

    def __init__(self, config: uvicorn.Config, channels: Channels) -> None:
        super().__init__(config)
        self._channels = channels

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop; subscriptions complete first, since nothing else ends them."""
        for server in self.servers:
            server.close()
        await self._channels.stop(ENDING)
        await super().shutdown(sockets)


def server_of(app: Starlette) -> Server:
    """Return the server of an application that `create_app` made."""
    return Server(uvicorn.Config(app, **OPTIONS), app.state.channels)
