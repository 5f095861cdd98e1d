"""German texts translated for ``suggest`` and ``test``: the one place where these commands touch the pipeline."""

from collections.abc import Callable, Sequence
from pathlib import Path

from bitext.model import Article

Translate = Callable[[Sequence[str]], list[str]]
"""German texts in, as many English ones out, in order."""


def translator(model: str, engine: str, threads: int, glossary: tuple[Path, ...]) -> Translate:
    """A function that translates texts with a model and glossary files; the model loads when it is called."""
    from bitext.pipeline import Options, Translator

    pipeline = Translator(Options(model=model, engine=engine, threads=threads, glossary=glossary))

    def translate(texts: Sequence[str]) -> list[str]:
        parts: dict[str, list[str]] = {f"t{number}": [] for number in range(len(texts))}
        articles = (Article(f"t{number}", "", text) for number, text in enumerate(texts))
        for unit in pipeline.translate_articles(articles):
            parts[unit.article].append(unit.target)
        return [" ".join(part) for part in parts.values()]

    return translate
