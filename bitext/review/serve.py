"""Running the review server on loopback until it is told to stop."""

import secrets
import socket
from dataclasses import dataclass

import uvicorn

from bitext.errors import OptionError
from bitext.review.app import PageOptions, create_app
from bitext.review.gate import Door
from bitext.review.store import Store

HOST = "127.0.0.1"
"""Never anything else: the page is for the person at this computer."""


@dataclass(frozen=True, slots=True)
class Listener:
    """A socket that is bound to loopback, and what a request to it must show."""

    socket: socket.socket
    door: Door


def listen(port: int = 0) -> Listener:
    """A listening socket with a fresh token; port 0 takes a free one, OptionError if the port is taken."""
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((HOST, port))
        # From here on the system holds connections until the server takes them, so the address can be shown at once.
        bound.listen(128)
    except (OSError, OverflowError) as error:
        bound.close()
        raise OptionError(
            f"port {port} of {HOST} cannot be used ({error}); leave --port out or choose another."
        ) from error
    return Listener(bound, Door(bound.getsockname()[1], secrets.token_urlsafe(24)))


def serve(store: Store, options: PageOptions, listener: Listener) -> None:
    """Answer requests until SIGINT, or until a handler of the caller's raises KeyboardInterrupt.

    The caller folds the store afterwards; what was answered is in the journal already.
    """
    app = create_app(store, options, listener.door)
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, lifespan="off", server_header=False, timeout_graceful_shutdown=3
    )
    try:
        uvicorn.Server(config).run(sockets=[listener.socket])
    except KeyboardInterrupt:
        # uvicorn raises the signal again after a clean end.
        pass
    finally:
        listener.socket.close()
