"""What is mended before translation, and what is said of it."""

import pytest

from bitext.repair import clean_for_translation


@pytest.mark.parametrize(
    ("text", "clean", "notes"),
    [
        ("Ein ganz normaler Satz – „ja“.", "Ein ganz normaler Satz – „ja“.", ()),
        ("Der Bundes-\nkanzler kommt.", "Der Bundeskanzler kommt.", ("hyphenation removed",)),
        ("Der Bundes\u00ad\n kanzler kommt.", "Der Bundeskanzler kommt.", ("hyphenation removed",)),
        ("Vor-\nund Nachteile", "Vor- und Nachteile", ()),
        ("Nato-\nStaaten", "Nato- Staaten", ()),
        ("Donau\u00addampf\u200bschiff", "Donaudampfschiff", ("invisible characters removed",)),
        ("Am\u00a012.\u202fMai\n war  es", "Am 12. Mai war es", ()),
        ("Die LÃ¤nder prÃ¼fen das GrundstÃ¼ck.", "Die Länder prüfen das Grundstück.", ("mojibake repaired",)),
        ("Das â€žHausâ€œ ist groÃŸ.", "Das „Haus“ ist groß.", ("mojibake repaired",)),
        ("U\u0308ber", "Über", ("letters composed",)),
        ("a\x00b \ud800", "a b \ufffd", ("control characters removed", "broken characters replaced")),
        ("São Paulo und Ångström", "São Paulo und Ångström", ()),
    ],
)
def test_mends_and_notes(text: str, clean: str, notes: tuple[str, ...]) -> None:
    """The text comes back on one line, with a note for each thing mended."""
    assert clean_for_translation(text) == (clean, notes)
