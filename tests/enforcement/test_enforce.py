"""The chain: what is honoured, how, and what the audit says of it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bitext.decoding import Decoding, Draft
from bitext.enforcement import Enforced, enforce
from bitext.glossary import Glossary, Matcher
from bitext.model import Severity, TermEntry, TermStatus
from bitext.testing import WordEngine
from bitext.translation import draft

WORDS = {
    "Die": "The",
    "Nato": "Nato",
    "berät": "advises",
    "heute": "today",
    "mit": "with",
    "der": "the",
    "OSZE.": "OSZE.",
}
NATO = TermEntry("Nato", ("NATO",), origin="g.tsv:2")
OSCE = TermEntry("OSZE", ("OSCE",), origin="g.tsv:3")


def run(text: str, *entries: TermEntry, engine: WordEngine | None = None) -> Enforced:
    engine = engine or WordEngine(WORDS)
    drafts = draft(engine, [text], Decoding())
    return enforce(engine, drafts, [Matcher(Glossary(entries)).find(text)], Decoding())[0]


def test_free_hit_is_left_alone() -> None:
    """A term that free decoding gave costs no further request and is audited as free."""
    engine = WordEngine({**WORDS, "Nato": "NATO"})

    done = run("Die Nato berät heute", NATO, engine=engine)

    assert [(term.strategy, term.hit, term.target) for term in done.terms] == [("free", True, "NATO")]
    assert len(engine.requests) == 1


def test_missing_term_is_put_in() -> None:
    """A term that free decoding missed stands in the result, and the audit names how it came there."""
    done = run("Die Nato berät heute", NATO)

    assert "NATO" in done.draft.hypothesis.text
    assert "Nato " not in done.draft.hypothesis.text
    assert done.terms[0].hit
    assert done.terms[0].strategy in {"swap", "prefix", "splice"}
    assert done.terms[0].origin == "g.tsv:2"
    assert done.issues == ()


def test_several_and_repeated_terms() -> None:
    """Every occurrence is honoured on its own: a term said twice stands there twice."""
    done = run("Die Nato berät mit der Nato mit der OSZE.", NATO, OSCE)

    text = done.draft.hypothesis.text
    assert text.count("NATO") == 2
    assert text.count("OSCE") == 1
    assert [term.hit for term in done.terms] == [True, True, True]


def test_term_at_the_start_is_capitalised() -> None:
    """A term in small letters that begins the sentence gets a capital."""
    entry = TermEntry("Haushalt", ("budget",))

    done = run("Haushalt berät heute", entry)

    assert done.draft.hypothesis.text.startswith("Budget")


def test_preferred_terms_are_reported_and_not_forced() -> None:
    """A PREFER entry that is missed leaves a warning and the translation as it was."""
    entry = TermEntry("Nato", ("NATO",), status=TermStatus.PREFER)

    done = run("Die Nato berät heute", entry)

    assert done.draft.hypothesis.text == "The Nato advises today"
    assert [issue.severity for issue in done.issues] == [Severity.WARNING]
    assert not done.terms[0].hit


def test_do_not_translate() -> None:
    """A KEEP entry wants the matched form itself."""
    entry = TermEntry("Kurzarbeit", (), status=TermStatus.KEEP)
    engine = WordEngine({"Kurzarbeit": "short-time work", "hilft": "helps"})

    done = run("Kurzarbeit hilft", entry, engine=engine)

    assert "Kurzarbeit" in done.draft.hypothesis.text
    assert done.terms[0].hit


def test_forbidden_translation_is_an_error() -> None:
    """A forbidden target in the translation is an issue of severity error that marks it."""
    entry = TermEntry("Bundesrat", ("Bundesrat",), forbidden=("Senate",), status=TermStatus.PREFER)
    engine = WordEngine({"Bundesrat": "Senate", "tagt": "meets"})

    done = run("Bundesrat tagt", entry, engine=engine)

    errors = [issue for issue in done.issues if issue.severity is Severity.ERROR]
    assert [issue.check for issue in errors] == ["forbidden-term"]
    assert errors[0].span == (0, 6)


def test_engine_without_attention_still_gets_the_term() -> None:
    """Where attention gives no place the term is put in at the end rather than lost."""

    class Blind(WordEngine):
        def _one(self, request):  # type: ignore[no-untyped-def]
            from dataclasses import replace

            return replace(super()._one(request), attention=None)

    done = run("Die Nato berät heute", NATO, engine=Blind(WORDS))

    assert done.terms[0].hit
    assert done.terms[0].strategy == "splice"


def test_sentences_without_terms_are_the_same_objects() -> None:
    """A text without terms is byte for byte what it was without a glossary (law 5)."""
    engine = WordEngine(WORDS)
    drafts: list[Draft] = draft(engine, ["Die OSZE.", "heute"], Decoding())

    done = enforce(engine, drafts, [(), ()], Decoding())

    assert [one.draft for one in done] == drafts


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["Die", "Nato", "berät", "OSZE.", "heute", "mit"]), min_size=1, max_size=9))
def test_every_occurrence_is_a_hit_that_is_there_or_a_miss_with_an_issue(words: list[str]) -> None:
    """No hit is reported that is not in the output, and no miss is silent (law 2)."""
    done = run(" ".join(words), NATO, OSCE)

    text = done.draft.hypothesis.text
    for target in ("NATO", "OSCE"):
        hits = sum(term.hit for term in done.terms if term.target == target)
        assert text.count(target) >= hits
    assert sum(not term.hit for term in done.terms) <= len(done.issues)
    assert len(done.terms) == sum(word in {"Nato", "OSZE."} for word in words)
