"""What a German sentence is: one short text per rule, cut with ``|`` where a segment ends."""

import pytest

from bitext.segmentation import segment

NUMBERS = [
    "Am 12. Januar tagt der Rat.|Danach reist er ab.",
    "Er kam am 3. Sept. und blieb.",
    "Die Sitzung ist für den 5. Mai geplant.",
    "Am 23. Oktober war Markt.",  # stanza#617
    "Der 1. FC Köln gewann.|Der Trainer lachte.",  # syntok#28
    "Das war der 17. Versuch heute.",  # languagetool PR#674
    "Zum 60. Geburtstag kam niemand.",
    "Der Unfall geschah am 4.Januar auf der A7.",
    "Im 1. bis 3. Jahrhundert war es warm.",
    "Vom 1. - 3. Mai ist zu.",
    "Es war im 13. oder 14. Jahrhundert.",
    "Friedrich II. starb in Potsdam.|Er war alt.",
    "Papst Pius XII. Er schwieg.".replace("XII. ", "XII.|"),
    "Dort herrschte Elisabeth II. Großbritannien trauerte nicht.",
    "Das steht auf Seite 12.|Merkel las es.",
    "Er wurde Dritter auf Platz 3.|Danach kam sie.",
    "Das war im Jahr 2014.|Putin schwieg.",
    "Es begann um 20.15 Uhr.|Um 9.30 Uhr war Schluss.",
    "Es kostet 1.250,30 Euro.|Das ist viel.",
    "Die Note stieg um 0.3 %11.|Der Rest sank.",
    "1. Die Ware ist neu.|Sie glänzt.",
    "Es gilt: 1. Die Ruhe bleibt.",
    "Am 24. 12. 2021 war Ruhe.|Am 25. 12. nicht.",
    "Sie wohnt in der Goethestr. 12 und las Kap. 3.|Dort stand alles.",
    "Es sind 20 °C.|Morgen wird es kalt.",
    "§ 5 Abs. 2 Nr. 3 gilt hier.",
]

ABBREVIATIONS = [
    "Wir trafen Dr. med. Meyer und Prof. Dr. Kurz.|Beide lachten.",
    "Obst, z. B. Äpfel, ist gesund.",
    "Viele, z. B. Die Grünen, warten.",
    "Er kommt, d. h. Sie gehen.",
    "Wir brauchen Wasser, Brot usw.|Dann fahren wir.",
    "Das kostet 3 Mio. Euro.",
    "Es sind 3 Mrd.|Das ist viel.",
    "Er lebte um 50 v. Chr. in Rom.|Er war reich.",
    "George W. Bush und J. F. Kennedy kamen.",
    "Der Täter heißt Klaus M.|Er ist alt.",
    "Sie wohnt in der Berliner Str. 5 in Bonn.",
    "Die St. Petersburger Zeitung schrieb.",
    "Der Verein e. V. ist alt.",
    "Dr. rer. nat. Anna Kurz und Dr. h. c. mult. Max Lang.",
    "Das ist Plan B.|Wir warten.",
    "Der Vorstand der Musik AG ging.|Er bekam nichts.",
    "Sie traf u. a. Angela Meier.",
    "Dr.Müller kam.|Er ging.",
]

SPEECH = [
    "„Darf ich mit?“, fragte Anna.|Niemand sprach.",  # pySBD#132
    "„Darf ich mit?“ fragte Anna.",
    "„Komm her!“ Er kam.".replace("“ ", "“|"),
    "»Nein!« rief er.|»Doch.« Sie ging.".replace("« S", "«|S"),
    "„Ich gehe“, sagte er, „und du bleibst.“|Sie nickte.",
    "Er sagte: „Es ist spät.“|Dann ging er.",
    "„Er rief ‚Halt!‘ und lief“, sagte sie.|Das war alles.",
    "«Ja.» Er ging.".replace("» ", "»|"),
    '"Ja!" sagte sie.|"Gut." Er ging.'.replace('" E', '"|E'),
    "“Bleibst du hier?”|“Nein!”",
    "Der Film „Was nun?“ läuft heute.",
]

MARKS = [
    "Er wartete … und ging.",
    "Er wartete…|Sie kam nicht.",
    "Er wartete...|Sie kam nicht.",
    "Was nun?!|Gehen wir!",
    "Er ging. (Das war im Mai.) Danach schlief er.".replace(". (", ".|(").replace(") D", ")|D"),
    "Er ging (so hieß es. Leider) fort.",
    "Das ist (wirklich!) Unsinn.",
    "Mehr auf www.beispiel.de. Dort steht es.".replace(". D", ".|D"),
    "Siehe https://beispiel.de/a.Bc?d=E.F für mehr.",
    "Schreib an anna.Meier@beispiel.de bitte.",
    "Das Ende.Die Fortsetzung folgt.".replace(".D", ".|D"),
    "Das Team von Yahoo! hat gewonnen.",
    "Er mag iPhones.|eBay auch nicht.|iPods schon.",
    "Es gilt: a) Das ist so.|b) Das nicht.",
    "Er schlief; sie las: Das Buch war gut.",
]


@pytest.mark.parametrize("case", NUMBERS + ABBREVIATIONS + SPEECH + MARKS)
def test_cuts_german_sentences(case: str) -> None:
    """A sentence ends where a reader of German says so."""
    expected = case.split("|")

    assert expected == [s.text for s in segment(case.replace("|", " "))] or expected == [
        s.text for s in segment(case.replace("|", ""))
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Am\u00a012.\u00a0Januar tagt der Rat.",
        "Am 12.\u202fJanuar tagt der Rat.",
        "Das ist z.\u2009B. Obst.",
        "Prof.\u200b Kurz kam mit Dr.\u00ad Meyer.",
        "Am 12.\x00Januar tagt der Rat.",  # pySBD#121
        "\ufeffAm 12. Jan\u00aduar tagt der Rat.",
    ],
)
def test_invisible_and_special_blanks_change_nothing(text: str) -> None:
    """No-break blanks, control and zero-width characters neither hide nor make a boundary."""
    assert [text] == [s.text for s in segment(text)]


def test_a_line_of_many_sentences_is_cut_into_each() -> None:
    """A model that is fed one line of many sentences drops all but the first (marian#389)."""
    text = " ".join(f"Das ist der Satz mit Namen {name}." for name in ("Anna", "Bert", "Carl", "Dora", "Emil", "Fritz"))

    assert len(segment(text)) == 6
