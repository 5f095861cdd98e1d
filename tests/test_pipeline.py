"""The main job with a dictionary for a model: the laws, over whole articles."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bitext.model import Article, Kind, Origin, Segment, Severity, TermEntry
from bitext.pipeline import Boilerplate, Options, Translator
from bitext.testing import WordEngine

TEXT = """Anmeldung erfolgreich abgeschlossen!

Rat tagt am 12. Januar in Brüssel

Die Nato-Staaten beraten am Freitag. „Wir sind bereit“, sagte sie.
Заголовок открываемого материала
0
"""


@pytest.fixture
def glossary(tmp_path: Path) -> Path:
    path = tmp_path / "g.tsv"
    path.write_text("source\ttarget\nNato\tNATO\n", "utf-8")
    return path


def translator(*glossaries: Path, boilerplate: Boilerplate = Boilerplate.SKIP) -> Translator:
    return Translator(Options(glossary=glossaries, boilerplate=boilerplate), WordEngine())


def test_every_segment_is_one_unit(glossary: Path) -> None:
    """n segments in, n units out, in order, none empty, and together with the gaps they are the article (law 1)."""
    seen: list[Segment] = []
    article = Article("a", "", TEXT)

    units = list(translator(glossary).translate_articles([article], lambda _, found: seen.extend(found)))

    assert [unit.id for unit in units] == [segment.id for segment in seen]
    assert all(unit.target.strip() for unit in units)
    assert all(TEXT[unit.start : unit.end] == unit.source for unit in units)
    covered = {i for unit in units for i in range(unit.start, unit.end)}
    assert not "".join(char for i, char in enumerate(TEXT) if i not in covered).strip()


def test_what_is_not_german_text_is_kept_and_marked() -> None:
    """Foreign script and segments without letters are copied with a kind and an issue, not translated."""
    units = list(translator().translate_articles([Article("a", "", TEXT)]))

    by_text = {unit.source: unit for unit in units}
    assert by_text["Заголовок открываемого материала"].kind is Kind.FOREIGN
    assert by_text["0"].origin is Origin.COPY
    assert by_text["0"].issues[0].check == "passed-through"


def test_boilerplate_can_be_translated_or_dropped() -> None:
    """--boilerplate decides what becomes of notices: kept, translated, or left out."""
    article = Article("a", "", TEXT)
    notice = "Anmeldung erfolgreich abgeschlossen!"

    kept = {unit.source: unit for unit in translator().translate_articles([article])}
    done = {u.source: u for u in translator(boilerplate=Boilerplate.TRANSLATE).translate_articles([article])}
    left = {u.source for u in translator(boilerplate=Boilerplate.DROP).translate_articles([article])}

    assert kept[notice].origin is Origin.COPY
    assert done[notice].origin is Origin.MT
    assert notice not in left


def test_terms_are_enforced_and_audited(glossary: Path) -> None:
    """A matched name stands in the target, and the unit says which entry, form and strategy."""
    units = list(translator(glossary).translate_articles([Article("a", "", TEXT)]))

    [term] = [term for unit in units for term in unit.terms]
    [unit] = [unit for unit in units if unit.terms]
    assert "NATO" in unit.target
    assert (term.source, term.form, term.hit) == ("Nato", "Nato", True)
    assert unit.source[term.start : term.end] == "Nato"


def test_terms_of_an_article_hold_for_it_only() -> None:
    """Terms that came with a record are enforced in that article and in no other."""
    articles = [
        Article("a", "", "Der Alpenrat tagt heute.", terms=(TermEntry("Alpenrat", ("Alpine Council",)),)),
        Article("b", "", "Der Alpenrat tagt heute."),
    ]

    first, second = translator().translate_articles(articles)

    assert "Alpine Council" in first.target
    assert "Alpine Council" not in second.target


def test_text_without_terms_is_the_same_without_a_glossary(glossary: Path) -> None:
    """A unit without terms is identical with and without a glossary, provenance included (law 5)."""
    article = Article("a", "", "Der Rat tagt heute.")

    assert list(translator(glossary).translate_articles([article])) == list(translator().translate_articles([article]))


def test_every_translated_unit_names_its_maker(glossary: Path) -> None:
    """Model, engine, options, version and a digest of them all are on each unit (law 4)."""
    units = list(translator(glossary).translate_articles([Article("a", "T", TEXT, {"url": "u"})]))

    for unit in units:
        assert unit.provenance["url"] == "u"
        if unit.origin is Origin.MT:
            assert {"signature", "model", "engine", "options", "bitext"} <= unit.provenance.keys()


def test_long_sentences_are_split_and_joined() -> None:
    """A sentence that the model cannot take is translated in clauses, nothing of it lost, and flagged."""
    words = [f"Wort{i}," if i % 10 == 9 else f"Wort{i}" for i in range(200)]
    text = "Der Satz " + " ".join(words) + "."

    [unit] = translator().translate_articles([Article("a", "", text)])

    assert unit.target == text
    assert "split" in {issue.check for issue in unit.issues}


class EasilyTired(WordEngine):
    """Takes 64 words, but reads only 8 well."""

    def __init__(self) -> None:
        super().__init__()
        self.info = replace(self.info, comfortable=8)


def test_sentences_beyond_comfort_are_cut_at_clause_ends_only() -> None:
    """What the model could take whole is cut where a clause ends near the middle, and nowhere else."""
    cut = "Der Rat tagt heute in Wien, die Minister reden am 3. Mai."
    whole = "Der Rat und die Minister tagen am 3. Mai heute in Wien."
    engine = EasilyTired()

    units = [*Translator(engine=engine).translate_articles([Article("a", "", cut), Article("b", "", whole)])]

    assert [unit.target for unit in units] == [cut, whole]
    asked = {" ".join(request.source).replace("▁", "") for request in engine.requests}
    assert asked == {"Der Rat tagt heute in Wien,", "die Minister reden am 3. Mai.", whole}


def test_no_term_is_cut(tmp_path: Path) -> None:
    """A sentence that the model could take whole stays whole where the cut would go through a term."""
    terms = tmp_path / "terms.tsv"
    terms.write_text("source\ttarget\nWien, die Stadt\tVienna\n")
    text = "Der Rat tagt heute in Wien, die Stadt am blauen Fluss."

    engine = EasilyTired()
    [unit] = Translator(Options(glossary=(terms,)), engine).translate_articles([Article("a", "", text)])

    assert len(unit.terms) == 1
    assert "split" not in {issue.check for issue in unit.issues}


def test_articles_stream() -> None:
    """Units come out while articles still come in."""
    read = 0

    def articles() -> Iterator[Article]:
        nonlocal read
        for i in range(3000):
            read += 1
            yield Article(f"a{i}", "", "Der Rat tagt heute.")

    next(translator().translate_articles(articles()))

    assert read < 3000


def test_mended_text_keeps_the_source_as_it_was() -> None:
    """Soft hyphens are taken out for the model only; offsets of terms count in the source as it stands."""
    entry = TermEntry("Bundestag", ("Bundestag",))
    text = "Der Bun\u00addes\u00adtag tagt heute."

    [unit] = translator().translate_articles([Article("a", "", text, terms=(entry,))])

    assert unit.source == text
    assert "Bundestag" in unit.target
    assert unit.source[unit.terms[0].start : unit.terms[0].end] == "Bun\u00addes\u00adtag"


def test_empty_translation_is_an_error_and_keeps_the_source() -> None:
    """When the model writes nothing the source stands in the target, with an error."""
    engine = WordEngine(respond=lambda _: "")

    [unit] = Translator(Options(), engine).translate_articles([Article("a", "", "Der Rat tagt heute.")])

    assert unit.target == unit.source
    assert any(issue.severity is Severity.ERROR for issue in unit.issues)
