"""The review page's server: one page, and the JSON that it asks for."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bitext.errors import BitextError, GlossaryError, OutputError, ReviewError, StaleVerdictError
from bitext.model import Action, BitextHeader, Verdict
from bitext.review.gate import ASGIApp, Door, Gate
from bitext.review.matches import Pair, fuzzy_matches
from bitext.review.payload import Badness, badness, file_payload, row_payload
from bitext.review.store import Row, Store
from bitext.review.terms import TermDesk, entry_from, touched
from bitext.review.verdict import DONE

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class PageOptions:
    """What the page shows besides the units."""

    name: str
    """Name of the file under review."""
    header: BitextHeader = field(default_factory=BitextHeader)
    rank: Badness = badness
    memory: Sequence[Pair] = ()
    """Approved pairs of other files."""
    terms: TermDesk | None = None


def create_app(store: Store, options: PageOptions, door: Door) -> ASGIApp:
    """The ASGI application; nothing in it reads or writes a path that a request names."""
    page = _Page(store, options)
    routes = [
        Route("/", page.shell),
        Route("/api/units", page.units),
        Route("/api/changes", page.changes),
        Route("/api/units/{index:int}/matches", page.matches),
        Route("/api/units/{index:int}/verdict", page.verdict, methods=["POST"]),
        Route("/api/units/{index:int}/undo", page.undo, methods=["POST"]),
        Route("/api/units/{index:int}/draft", page.draft, methods=["POST"]),
        Route("/api/terms/check", page.check_term, methods=["POST"]),
        Route("/api/terms", page.add_term, methods=["POST"]),
        Mount("/static", StaticFiles(directory=_HERE / "static")),
    ]
    handlers: Mapping[Any, Any] = {BitextError: _failure, ClientDisconnect: _too_large}
    return Gate(Starlette(routes=routes, exception_handlers=handlers), door)


class _Page:
    """The handlers; what waits for the disk or compares texts runs in a thread."""

    def __init__(self, store: Store, options: PageOptions) -> None:
        self._store = store
        self._options = options
        templates = Environment(loader=FileSystemLoader(_HERE / "templates"), autoescape=True)
        self._template = templates.get_template("page.html")

    async def shell(self, request: Request) -> Response:
        options = self._options
        return HTMLResponse(self._template.render(name=options.name, header=options.header, terms=options.terms))

    async def units(self, request: Request) -> Response:
        def body() -> dict[str, Any]:
            version = self._store.version
            titles = {row.unit.article: row.unit.provenance.get("title", "") for row in self._store.rows}
            return {
                "version": version,
                "titles": {article: title for article, title in titles.items() if title},
                "units": file_payload(self._store.rows, self._options.rank),
            }

        return JSONResponse(await run_in_threadpool(body))

    async def changes(self, request: Request) -> Response:
        since = _number(request.query_params.get("since"), "since")
        rows = self._store.changes(since)
        return JSONResponse({"version": self._store.version, "units": [row_payload(row) for row in rows]})

    async def matches(self, request: Request) -> Response:
        row = self._store.row(request.path_params["index"])

        def body() -> list[dict[str, Any]]:
            approved = [
                Pair(other.unit.source, other.unit.target, other.key)
                for other in self._store.rows
                if other.unit.state in DONE and other.index != row.index
            ]
            found = fuzzy_matches(row.unit.source, [*approved, *self._options.memory])
            return [{**asdict(match.pair), "similarity": int(match.similarity)} for match in found]

        return JSONResponse({"matches": await run_in_threadpool(body)})

    async def verdict(self, request: Request) -> Response:
        """Body: {version, actions: [accept|edit|reject, ...], target, note}; several actions are one step."""
        values = await _body(request)
        target, note = _string(values, "target"), _string(values, "note")
        actions = values.get("actions")
        if not isinstance(actions, list) or not 0 < len(actions) <= 2:
            raise ReviewError("a verdict needs one or two actions; reload the page.")
        verdicts = [Verdict("", _action(action), target, note) for action in actions]
        version = _number(values.get("version"), "version")
        index = request.path_params["index"]
        return await self._changed(index, lambda: self._store.decide(index, verdicts, version))

    async def undo(self, request: Request) -> Response:
        values = await _body(request)
        version = _number(values.get("version"), "version")
        index = request.path_params["index"]
        return await self._changed(index, lambda: self._store.undo(index, version))

    async def draft(self, request: Request) -> Response:
        values = await _body(request)
        text, version = _string(values, "target"), _number(values.get("version"), "version")
        index = request.path_params["index"]
        return await self._changed(index, lambda: self._store.draft(index, text, version))

    async def check_term(self, request: Request) -> Response:
        desk = self._desk()
        entry = entry_from(await _body(request))

        def body() -> dict[str, Any]:
            units = touched(desk, entry, self._store.rows)
            return {"findings": list(desk.check(entry)), "touched": [asdict(unit) for unit in units]}

        return JSONResponse(await run_in_threadpool(body))

    async def add_term(self, request: Request) -> Response:
        desk = self._desk()
        entry = entry_from(await _body(request))
        await run_in_threadpool(desk.add, entry)
        return JSONResponse({"added": entry.source, "glossary": desk.name})

    def _desk(self) -> TermDesk:
        if self._options.terms is None:
            raise GlossaryError("no glossary is open; start bitext review with --glossary FILE.")
        return self._options.terms

    async def _changed(self, index: int, change: Callable[[], Row]) -> Response:
        """The row after a change, or with status 409 the row as it is now."""
        try:
            row = await run_in_threadpool(change)
        except StaleVerdictError as error:
            return JSONResponse({"error": str(error), "unit": row_payload(self._store.row(index))}, 409)
        return JSONResponse({"unit": row_payload(row), "version": self._store.version})


async def _body(request: Request) -> dict[str, Any]:
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise ReviewError("the request is not JSON; reload the page.")
    try:
        values = json.loads(await request.body())
    except ValueError as error:
        raise ReviewError(f"the request is not JSON ({error}); reload the page.") from error
    if not isinstance(values, dict):
        raise ReviewError("the request is not a JSON object; reload the page.")
    return values


def _string(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name, "")
    if not isinstance(value, str):
        raise ReviewError(f"{name} must be a text; reload the page.")
    return value


def _number(value: Any, name: str) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        raise ReviewError(f"{name} must be a number; reload the page.") from None


def _action(value: Any) -> Action:
    try:
        return Action(value)
    except ValueError as error:
        raise ReviewError(f"{error}; reload the page.") from error


async def _failure(request: Request, error: Exception) -> Response:
    return JSONResponse({"error": str(error)}, 507 if isinstance(error, OutputError) else 422)


async def _too_large(request: Request, error: Exception) -> Response:
    return JSONResponse({"error": "the text is too large."}, 413)
