"""Options that several commands share, and their defaults."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from bitext.errors import OptionError
from bitext.formats import SUFFIXES, format_of

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]
STARTER = Path(__file__).parent.parent / "termbase" / "de-en.tsv"

INPUTS = click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
"""Files, folders, patterns or ``-``."""

QUIET = click.option("-q", "--quiet", is_flag=True, help="No progress and no summary, errors only.")

FILE = click.Path(dir_okay=False, path_type=Path)
EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)

SRX = click.option("--srx", type=EXISTING, help="Segmentation rules (SRX 2.0) that are asked before the built-in ones.")

ENCODING = click.option("--encoding", default="", help="Encoding of text inputs.  [default: UTF-8]")


def stack(*decorators: Decorator) -> Decorator:
    """Several options as one decorator, shown in the order given."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return decorate


MODEL = stack(
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
    click.option("--device", default="auto", show_default=True, help="cpu, cuda or auto."),
    click.option("--threads", type=click.IntRange(0), default=0, help="CPU threads.  [default: all cores]"),
    click.option("--beam", type=click.IntRange(1, 32), default=4, show_default=True, help="Beam size."),
)

GLOSSARY = stack(
    click.option(
        "-g",
        "--glossary",
        multiple=True,
        type=EXISTING,
        help="Glossary to enforce; may be given again, later ones win.  [default: the starter glossary]",
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
        format_of(path)
        if not path.absolute().parent.is_dir():
            raise OptionError(f"{path}: the folder {path.parent} does not exist; make it first.")
    if len(set(outputs)) < len(outputs):
        raise OptionError("an output is named twice; name each once.")


def formats_help() -> str:
    """The suffixes that name a bitext format."""
    return ", ".join(SUFFIXES)
