"""Who may talk to the review server: the browser that was given the token, from the server's own pages only.

The server listens on loopback, but every program and every web page on this computer can reach loopback.
So each request must name the server as Host (no DNS rebinding), carry the token (no other user),
and, if it changes something, come from the server's own origin (no other web page).
"""

import hmac
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
ASGIApp = Callable[[Scope, Receive, Send], Awaitable[None]]

BODY_LIMIT = 64 * 1024
"""Bytes of a request's body; the longest sensible unit is a hundred times smaller."""

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


@dataclass(frozen=True, slots=True)
class Door:
    """What a request must show."""

    port: int
    token: str

    @property
    def hosts(self) -> tuple[str, str]:
        """The values of Host that mean this server."""
        return f"127.0.0.1:{self.port}", f"localhost:{self.port}"

    @property
    def cookie(self) -> str:
        """The cookie's name; with the port, for cookies are shared by all ports of a host."""
        return f"bitext_{self.port}"

    @property
    def url(self) -> str:
        """The address to open once; it trades the token for a cookie."""
        return f"http://{self.hosts[0]}/?token={self.token}"


class Gate:
    """ASGI middleware that lets through what the door allows, with safe headers and small bodies."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self.app = app
        self.door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            answer = self._refusal(scope) or self._login(scope)
            await (answer or self._limited)(scope, receive, _with_headers(send))

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if headers.get("host") not in self.door.hosts:
            return PlainTextResponse("Wrong Host: open the address that bitext review printed.\n", 421)
        own = headers.get("origin") == f"http://{headers['host']}"
        if scope["method"] not in ("GET", "HEAD") and not own:
            return PlainTextResponse("Wrong Origin: changes are taken from the review page only.\n", 403)
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin") and scope["path"] != "/":
            return PlainTextResponse("Asked for by another site.\n", 403)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > BODY_LIMIT:
            return PlainTextResponse(f"Too large: at most {BODY_LIMIT} bytes.\n", 413)
        return None

    def _login(self, scope: Scope) -> Response | None:
        """None for a request with the cookie; a redirect that sets it for the first one; else a refusal."""
        token = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("token", [""])[0]
        if scope["path"] == "/" and scope["method"] == "GET" and self._is_token(token):
            answer = RedirectResponse("/", status_code=303)
            answer.set_cookie(self.door.cookie, self.door.token, httponly=True, samesite="strict", path="/")
            return answer
        if self._is_token(_cookie(scope, self.door.cookie)):
            return None
        return PlainTextResponse("No access: open the address that bitext review printed.\n", 403)

    def _is_token(self, text: str) -> bool:
        return hmac.compare_digest(text.encode(), self.door.token.encode())

    async def _limited(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The app behind the gate, with a body that ends the request when it grows beyond the limit."""
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > BODY_LIMIT:
                return {"type": "http.disconnect"}
            return message

        await self.app(scope, counted, send)


def _cookie(scope: Scope, name: str) -> str:
    for part in Headers(scope=scope).get("cookie", "").split(";"):
        key, _, value = part.strip().partition("=")
        if key == name:
            return value
    return ""


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(HEADERS)
        await send(message)

    return sending
