"""What is debris of a page and what only speaks of such things."""

import pytest

from bitext.classification import classify
from bitext.model import Article, Kind, Segment
from bitext.segmentation import Segmenter

LAST = "Das ist der letzte Satz des Textes, und er ist nicht so kurz wie jene, die vor ihm stehen."


def _first(text: str, title: str = "") -> Segment:
    article = Article("a", title, f"{text}\n\n{LAST}")
    return classify(article, Segmenter().segment(article))[0]


@pytest.mark.parametrize(
    "text",
    [
        "Abonnieren",
        "TeilenDrucken",
        "Politik > Ausland > Europa",
        "Kommentare (12)",
        "Mehr zum Thema",
        "loader",
        "Startseite",
        "07.01.2022",
        "Stand: 7. Januar 2022, 10:15 Uhr",
        "Freitag, 07.01.2022 | 10:15",
        "vor 3 Stunden",
        "10:15 Uhr",
        "0",
        "1920",
        "***",
        "- 3 -",
        "Foto: dpa",
        "Mit Material von AFP und dpa",
        "dpa/AFP",
        "© Reuters / Max Muster",
        "Von Max Muster und Anna Beispiel",
        "Seite 2 von 3",
        "Auf Facebook teilen",
        "Artikel drucken",
        "Lesen Sie auch: Was nun kommt",
        "Lesezeit: 3 Minuten",
        "redaktion@beispiel.de",
        "Bitte aktivieren Sie JavaScript.",
        "Jetzt kostenlos testen",
        "Alle akzeptieren",
        "https://beispiel.de/a/b",
        "(dpa, 3.4.2020)",
        "Loggen Sie sich ein oder registrieren Sie sich.",
        "Folgen Sie uns auf Instagram!",
        "Alle Rechte vorbehalten",
        "Mit Klick auf OK stimmen Sie der Verwendung von Cookies zu.",
        "Diese Website verwendet Cookies.",
    ],
)
def test_debris_is_boilerplate(text: str) -> None:
    """Menus, notices, forms, credits, dates and numbers are boilerplate with a reason."""
    segment = _first(text)

    assert (segment.kind, bool(segment.reason)) == (Kind.BOILERPLATE, True)


@pytest.mark.parametrize(
    "text",
    [
        "Der Gerichtshof urteilte, dass Webseiten Cookies nur mit Zustimmung setzen dürfen.",
        "Die Partei verschickt einen Newsletter und bittet um Kommentare.",
        "Wir teilen diese Sorge, und mehr noch: Wir handeln.",
        "Viele Nutzer kommentieren auf Facebook.",
        "Die Anmeldung war für viele Eltern schwierig.",
        "Am 12. Januar um 10.15 Uhr begann die Sitzung.",
        "Der Browser zeigt den Kommentar nicht an.",
        "„Lesen Sie mehr Bücher“, riet der Lehrer.",
        "Von Berlin nach Köln fährt der Zug vier Stunden.",
        "Das Foto zeigt den Kanzler.",
        "Live dabei waren tausend Gäste.",
        "Die Registrierung der Impfstoffe wurde erfolgreich abgeschlossen.",
        "Ja!",
        "Er kam um acht.",
        "Die BürgerInnen und der McDonald's-Chef nutzen YouTube.",
    ],
)
def test_sentences_about_such_things_are_text(text: str) -> None:
    """A sentence is not taken for debris because of its subject."""
    assert (_first(text).kind, _first(text).text) == (Kind.SENTENCE, text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("© SNX / Wladimir MusterDie Fahnen am Haus", ["© SNX / Wladimir Muster", "Die Fahnen am Haus"]),
        ("Foto: dpaDer Kanzler am Montag", ["Foto: dpa", "Der Kanzler am Montag"]),
        ("Der Kanzler am Montag (Foto: dpa)", ["Der Kanzler am Montag", "(Foto: dpa)"]),
        ("Der Kanzler am Montag - XYZ, 1920, 07.01.2022", ["Der Kanzler am Montag", "- XYZ, 1920, 07.01.2022"]),
        ("Streit um den HaushaltDer Rat hat beraten.", ["Streit um den Haushalt", "Der Rat hat beraten."]),
        ("Er ging fort. Sie blieb. Foto: dpa", ["Er ging fort.", "Sie blieb.", "Foto: dpa"]),
        ("© Ronald McDonald / dpa", ["© Ronald McDonald / dpa"]),
    ],
)
def test_glued_lines_are_cut_apart(text: str, parts: list[str]) -> None:
    """Credits, captions and headlines that a scraper ran together are segments of their own."""
    article = Article("a", "", f"{text}\n\n{LAST}")

    assert [s.text for s in classify(article, Segmenter().segment(article))] == [*parts, LAST]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Новости дня", "script: Cyrillic"),
        ("أخبار اليوم", "script: Arabic"),
        ("The council will meet again on the third of January in Paris.", "language: en"),
        ("Le conseil se réunira de nouveau la semaine prochaine à Paris.", "language: fr"),
    ],
)
def test_other_languages_are_foreign(text: str, reason: str) -> None:
    """What is not German by its script or words is foreign."""
    segment = _first(text)

    assert segment.kind is Kind.FOREIGN
    assert segment.reason.startswith(reason)


@pytest.mark.parametrize(
    "text", ["Black Friday", "Live aus New York", "Joe Biden", "Paris Saint-Germain", "Brexit-Deal"]
)
def test_names_and_loan_words_are_not_foreign(text: str) -> None:
    """Short headings with foreign names stay headings."""
    assert _first(text).kind is Kind.HEADING


def test_article_in_another_language_is_foreign_throughout() -> None:
    """In a document that is not German short lines are foreign too."""
    text = "Council meets\n\nThe council will meet again on the third of January in Paris. It has much to do."
    article = Article("a", "", text)

    assert {s.kind for s in classify(article, Segmenter().segment(article))} == {Kind.FOREIGN}


def test_headings_at_the_end_are_links() -> None:
    """A heading that no text follows is another article's, and the caption before it too; a quotation is not."""
    text = f"Streit im Rat\n\n{LAST}\n\nMinister im Regen - XYZ, 07.01.2022\nWas der Minister jetzt plant\n\n„So nicht“"
    article = Article("a", "", text)

    kinds = [s.kind.value for s in classify(article, Segmenter().segment(article))]
    assert kinds == ["heading", "sentence", "boilerplate", "boilerplate", "boilerplate", "heading"]


def test_repeated_headline_is_noted() -> None:
    """The second occurrence of a headline says which segment it repeats."""
    article = Article("a", "Streit im Rat", f"Streit im Rat\n\nStreit im Rat\n\n{LAST}")

    reasons = [s.reason for s in classify(article, Segmenter().segment(article))]
    assert reasons == ["title", "title; repeats segment 1", ""]


def test_credit_behind_the_last_sentence_is_boilerplate() -> None:
    """A picture credit that closes a paragraph is not translated, the paragraph is."""
    article = Article("a", "", f"Er ging fort. Sie blieb. Foto: dpa\n\n{LAST}")
    kinds = [s.kind for s in classify(article, Segmenter().segment(article))]

    assert kinds == [Kind.SENTENCE, Kind.SENTENCE, Kind.BOILERPLATE, Kind.SENTENCE]
