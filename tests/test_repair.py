"""What is mended before translation, and what is said of it."""

import pytest

from bitext.repair import clean_for_translation, raw_offsets


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


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Der Bundes-\n   kanzler kommt heute.", "kommt"),
        ("Donau\u00addampf\u200bschiff  und\nKahn", "Kahn"),
        ("Die LÃ¤nder prÃ¼fen das GrundstÃ¼ck.", "das"),
        ("Das â€žHausâ€œ ist groÃŸ genug.", "ist"),
        ("U\u0308ber die U\u0308bung", "die"),
        ("a\x00\x01b und c", "und"),
        ("Ganz normal - nichts zu tun", "nichts"),
    ],
)
def test_offsets_lead_back_to_the_raw_text(text: str, word: str) -> None:
    """A word of the cleaned text is found in the raw one by its offsets."""
    clean, _ = clean_for_translation(text)
    offsets = raw_offsets(text, clean)
    start = clean.index(word)

    assert len(offsets) == len(clean) + 1
    assert offsets == sorted(offsets)
    assert text[offsets[start] : offsets[start + len(word) - 1] + 1] == word


def test_offsets_of_a_long_text_are_linear() -> None:
    """A very long text with many removed characters is no obstacle."""
    text = "Do\u00adnau  und\nInn " * 20_000
    clean, _ = clean_for_translation(text)

    assert text[raw_offsets(text, clean)[-2]] == "n"
