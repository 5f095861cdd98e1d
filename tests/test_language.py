"""Which language a text is in."""

import pytest

from bitext.language import german_words, identify, script


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Der Rat hat am Montag lange beraten.", "de"),
        ("The council met on Monday for a long time.", "en"),
        ("Le conseil a longtemps délibéré lundi.", "fr"),
        ("De raad heeft maandag lang vergaderd over het geld.", "nl"),
        ("Совет долго заседал в понедельник.", "ru"),
        ("", "und"),
        ("12.3 \x00 ---", "und"),
    ],
)
def test_identifies_languages(text: str, code: str) -> None:
    """The language of a sentence is named; a text without letters has none."""
    assert identify(text).code == code


def test_odd_characters_do_no_harm() -> None:
    """Line breaks, NULs and lone surrogates are no obstacle."""
    assert identify("Der Rat\n\x00 hat \ud800 am Montag\r\n lange beraten.").code == "de"


@pytest.mark.parametrize(("text", "name"), [("Ärger", "LATIN"), ("Новости", "CYRILLIC"), ("新闻", "CJK"), ("12", "")])
def test_names_scripts(text: str, name: str) -> None:
    """The script of most letters is named."""
    assert script(text) == name


@pytest.mark.parametrize(
    ("text", "count"), [("und der Rest ist nicht da", 2), ("på vår ö är", 1), ("over the hill", 0)]
)
def test_counts_german_words(text: str, count: int) -> None:
    """Function words count each, words with umlauts once in all."""
    assert german_words(text) == count
