"""The features of the MT bridge."""

from collections.abc import Sequence

from bitext.alignment.lexical import ANCHOR, LONGEST, MachineBridge, bag, translated
from bitext.alignment.vectors import Sparse


def cosine(vectors: tuple[Sparse, Sparse], row: int, column: int) -> float:
    left, right = vectors[0].rows(row, row + 1)[0], vectors[1].rows(column, column + 1)[0]
    return float(left @ right / ((left @ left) * (right @ right)) ** 0.5)


def test_numbers_by_value() -> None:
    """Thousands and decimal marks of either language give the same feature."""
    assert bag("1.250,5") == bag("1,250.5")
    assert bag("12")["#12"] == ANCHOR


def test_words_and_their_parts() -> None:
    """Inflected forms share n-grams."""
    assert bag("ministers").keys() & bag("Minister").keys() >= {"^min", "inis", "ster"}


def test_names_are_copied() -> None:
    """A name in the source that the translation mangled still finds itself in the target."""

    def mangle(texts: Sequence[str]) -> list[str]:
        return ["Mrs Mülman said nothing." for _ in texts]

    vectors = MachineBridge(mangle).vectors(
        ["Frau Müllermann schwieg."], ["Frau Müllermann was silent.", "Nobody spoke."]
    )

    assert cosine(vectors, 0, 0) > 0.1 > cosine(vectors, 0, 1)


def test_glossary_terms_are_anchors() -> None:
    """A term that the glossary translates otherwise than the model pulls its sentence to the right target."""
    targets = ["The Federal Constitutional Court ruled.", "A supreme authority decided.", "It rained."]

    def translate(texts: Sequence[str]) -> list[str]:
        return ["A court of the country decided." for _ in texts]

    source = ["Das Bundesverfassungsgericht entschied."]
    plain = MachineBridge(translate).vectors(source, targets)
    anchored = MachineBridge(translate, lambda _: ["Federal Constitutional Court"]).vectors(source, targets)

    assert cosine(anchored, 0, 0) > cosine(plain, 0, 0) + 0.2


def test_long_lines_are_translated_in_pieces() -> None:
    """A line of several sentences goes to the model sentence by sentence and comes back as one."""
    seen: list[str] = []

    def translate(texts: Sequence[str]) -> list[str]:
        seen.extend(texts)
        return list(texts)

    line = " ".join(["Das ist ein Satz, der lang genug ist."] * (LONGEST // 30))

    assert translated([line, "Kurz."], translate) == [line, "Kurz."]
    assert len(seen) == LONGEST // 30 + 1


def test_prepared_sentences_are_translated_once() -> None:
    """What was translated for several texts at once is not translated again for each."""
    calls: list[int] = []

    def translate(texts: Sequence[str]) -> list[str]:
        calls.append(len(texts))
        return list(texts)

    similarity = MachineBridge(translate)
    similarity.prepare(["Eins.", "Zwei.", "Eins."])
    similarity.vectors(["Eins."], ["One."])
    similarity.vectors(["Zwei."], ["Two."])

    assert calls == [2]
