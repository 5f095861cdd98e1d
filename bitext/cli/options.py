"""Options that several commands share, and their defaults."""

import re
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from bitext.dump import READERS, ReadOptions
from bitext.dump.options import MIB
from bitext.errors import OptionError
from bitext.formats import SUFFIXES
from bitext.memory import is_memory
from bitext.model import Severity
from bitext.starter import STARTER

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]
SEVERITIES = {severity.name.lower(): severity for severity in Severity}
"""What issues can be, by the names that options take, the lightest first."""
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


INPUTS = click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
"""Files, folders, patterns, URLs or ``-``."""

QUIET = click.option(
    "-q", "--quiet", is_flag=True, help="No progress and no summary; only errors, and why the exit code is 3."
)

OVERWRITE = click.option(
    "--overwrite", is_flag=True, help="Write over files that hold what a person approved or changed."
)

FILE = click.Path(dir_okay=False, path_type=Path)
EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)

SRX = click.option("--srx", type=EXISTING, help="Segmentation rules (SRX 2.0) that are asked before the built-in ones.")


def stack(*decorators: Decorator) -> Decorator:
    """Several options as one decorator, shown in the order given."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return decorate


def _language(ctx: click.Context, parameter: click.Parameter, value: str) -> str:
    """A language tag that is well-formed as far as programs need it (BCP 47, section 2.1)."""
    if not _TAG.fullmatch(value) and value != parameter.default:
        guess = value.replace("_", "-")
        hint = f"write {guess}" if _TAG.fullmatch(guess) else "write de, en or de-AT, for instance"
        raise click.BadParameter(f"{value!r} is no language code; {hint}.", ctx, parameter)
    return value


def languages(where: str = " in the outputs", *, as_in: str = "") -> Decorator:
    """The options that name the two languages; ``where`` says in the help what the codes are for.

    With ``as_in``, the argument that tells the languages by itself, an option that is not given is empty.
    """
    return stack(
        *(
            click.option(
                f"--{name}-lang",
                default="" if as_in else default,
                show_default=f"as in {as_in}" if as_in else True,
                metavar="CODE",
                callback=_language,
                help=f"Language code (BCP 47) of the {side}{where}.",
            )
            for name, default, side in (("src", "de", "source"), ("tgt", "en", "target"))
        )
    )


ENCODING = click.option(
    "--encoding", default="", help="Encoding of text inputs that are not UTF-8.  [default: UTF-8 only]"
)


def _columns(ctx: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """FIELD=NAME as a mapping."""
    for value in values:
        if not all(value.partition("=")):
            raise click.BadParameter(f"{value!r} is not FIELD=NAME, as in text=body.", ctx, parameter)
    return {field: name for field, _, name in (value.partition("=") for value in values)}


_READING = stack(
    ENCODING,
    click.option(
        "--format",
        "input_format",
        type=click.Choice(list(READERS)),
        help="Read every input as this.  [default: by the suffix]",
    ),
    click.option(
        "--column",
        "columns",
        multiple=True,
        metavar="FIELD=NAME",
        callback=_columns,
        help="Column or JSON key, by name or number, of an article's id, title, text, url ...; may be given again.",
    ),
    click.option("--delimiter", default="", help="Column delimiter of .csv and .tsv.  [default: found out]"),
    click.option(
        "--max-article-mb",
        type=click.FloatRange(min=0, min_open=True),
        default=4,
        show_default=True,
        help="A longer plain text becomes several articles.",
    ),
    click.option(
        "--max-record-mb",
        type=click.FloatRange(min=0, min_open=True),
        default=64,
        show_default=True,
        help="A longer record of a dump is reported and skipped.",
    ),
)


def reading(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options about the reading of inputs; the command gets them as ``read``."""

    @wraps(function)
    def command(
        *arguments: Any,
        encoding: str,
        input_format: str | None,
        columns: dict[str, str],
        delimiter: str,
        max_article_mb: float,
        max_record_mb: float,
        **others: Any,
    ) -> Any:
        tabs = delimiter.replace("\\t", "\t")
        limits = {"max_article_bytes": int(max_article_mb * MIB), "max_record_bytes": int(max_record_mb * MIB)}
        return function(*arguments, read=ReadOptions(encoding, input_format or "", columns, tabs, **limits), **others)

    return _READING(command)


ENGINE = stack(
    click.option(
        "-m",
        "--model",
        default="auto",
        show_default=True,
        help="MarianMT folder or hub id; auto takes a cached opus-mt-de-en, else the embedded model.",
    ),
    click.option(
        "--engine",
        type=click.Choice(["ctranslate2", "transformers"]),
        default="ctranslate2",
        show_default=True,
        help="What runs the model.",
    ),
    click.option(
        "--device",
        type=click.Choice(["auto", "cpu", "cuda"]),
        default="auto",
        show_default=True,
        help="Where it runs; auto takes a GPU that the engine can use, else the CPU.",
    ),
    click.option("--threads", type=click.IntRange(0), default=0, help="CPU threads.  [default: all cores]"),
)

MODEL = stack(
    ENGINE,
    click.option("--beam", type=click.IntRange(1, 32), default=4, show_default=True, help="Beam size."),
)


class _Glossary(click.Path):
    """The path of a glossary; the word ``starter`` is that of the starter glossary."""

    name = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return STARTER if value == "starter" else super().convert(value, param, ctx)


class _Memory(click.Path):
    """The path of a bitext file or of a memory; one that is missing is told how memories are made."""

    name = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if is_memory(Path(value)) and not Path(value).exists():
            made = f"'bitext memory import {value} FILE' and 'bitext review FILE --tm {value}' make one"
            self.fail(f"there is no memory {value}; {made}.", param, ctx)
        return super().convert(value, param, ctx)


MEMORY_FILE = _Memory(exists=True, dir_okay=False, path_type=Path)

GLOSSARY_FILE = _Glossary(exists=True, dir_okay=False, path_type=Path)

GLOSSARY = stack(
    click.option(
        "-g",
        "--glossary",
        multiple=True,
        type=GLOSSARY_FILE,
        help="Glossary to enforce, instead of the starter glossary; -g starter -g FILE takes both. May be given again, "
        "later ones win.  [default: starter]",
    ),
    click.option("--no-glossary", is_flag=True, help="Translate without any glossary."),
)


def glossary_paths(glossary: tuple[Path, ...], no_glossary: bool) -> tuple[Path, ...]:
    """The glossary files that the options mean."""
    if no_glossary and glossary:
        raise OptionError("--glossary and --no-glossary contradict each other; leave one out.")
    return () if no_glossary else glossary or (STARTER,)


def check_outputs(outputs: tuple[Path, ...]) -> None:
    """Refuse outputs whose suffix is no bitext format, or that are named twice, before any work is done."""
    for path in outputs:
        if path.suffix.lower() not in SUFFIXES:
            raise OptionError(f"{path}: no bitext format has the suffix {path.suffix!r}; use one of {formats_help()}.")
        check_folder(path)
    if len(set(outputs)) < len(outputs):
        raise OptionError("an output is named twice; name each once.")


def check_folder(output: Path) -> None:
    """Refuse an output whose folder is not there, before any work is done."""
    if not output.absolute().parent.is_dir():
        raise OptionError(f"{output}: the folder {output.parent} does not exist; make it first.")


def formats_help() -> str:
    """The suffixes that name a bitext format."""
    return ", ".join(SUFFIXES)
