"""What most programs need, in one call each; the rest is in the modules that this one brings together."""

from collections.abc import Iterable, Iterator
from itertools import count

from bitext.model import Article, Segment, TranslationUnit
from bitext.pipeline import Options, Segmentation, Translator
from bitext.starter import STARTER


def translate(text: str, translator: Translator | None = None) -> list[TranslationUnit]:
    """The units of one German text, in reading order: one for every heading, sentence and caption.

    Without a translator the default model is loaded, with the starter glossary, anew in every call:
    make a Translator once for many texts.
    """
    return list(translate_articles([text], translator))


def translate_articles(
    articles: Iterable[Article | str], translator: Translator | None = None
) -> Iterator[TranslationUnit]:
    """The units of many articles as they are ready, in order; memory does not grow with their number.

    A plain text is an article whose id is ``text-`` and its number, from 1.
    """
    chosen = translator or Translator(Options(glossary=(STARTER,)))
    return chosen.translate_articles(map(_article, articles, count(1)))


def segment(text: str) -> tuple[Segment, ...]:
    """The segments of one German text with their kinds and offsets; with the gaps between them they are the text."""
    return Segmentation()(_article(text, 1))


def _article(given: Article | str, number: int) -> Article:
    return given if isinstance(given, Article) else Article(f"text-{number}", "", given)
