"""What the articles of a dump have in common."""

from bitext.classification import Classifier, Repetition
from bitext.model import Article, Kind
from bitext.segmentation import Segmenter

PAGE = "Bleiben Sie mit uns informiert und gut unterhalten."
NAMES = ("Anna", "Bert", "Carl", "Dora", "Emil", "Fritz", "Gerd", "Hans")


def _article(name: str) -> Article:
    return Article(
        name, "", f"{PAGE}\n\n{name} ging am Montag durch die Stadt und kaufte dort ein neues Fahrrad für die Reise."
    )


def _kinds(classifier: Classifier, name: str) -> list[Kind]:
    article = _article(name)
    return [s.kind for s in classifier.classify(article, Segmenter().segment(article))]


def test_repeated_block_becomes_boilerplate() -> None:
    """What stands in four articles is the page's, from the fourth on; the articles' own text is not."""
    classifier = Classifier()
    first = [_kinds(classifier, name)[0] for name in NAMES[:5]]

    assert first == [Kind.SENTENCE] * 3 + [Kind.BOILERPLATE] * 2
    assert _kinds(classifier, NAMES[5])[1] is Kind.SENTENCE


def test_first_pass_makes_the_order_irrelevant() -> None:
    """With a first pass over the dump every article is judged alike."""
    repetition = Repetition()
    teacher = Classifier(repetition)
    for name in NAMES:
        teacher.learn(Segmenter().segment(_article(name)))
    judge = Classifier(repetition, learn=False)

    assert {_kinds(judge, name)[0] for name in NAMES} == {Kind.BOILERPLATE}


def test_copies_of_an_article_teach_nothing() -> None:
    """An article that is in the dump many times is not taken for its page."""
    classifier = Classifier()
    for _ in range(8):
        kinds = _kinds(classifier, "Anna")

    assert kinds == [Kind.SENTENCE, Kind.SENTENCE]


def test_memory_is_bounded() -> None:
    """Rare blocks are forgotten, frequent ones kept, when there are more than the limit."""
    repetition = Repetition(limit=10)
    for number in range(50):
        repetition.learn([PAGE, PAGE, f"Zeile {'x' * number}"])

    assert repetition.is_repeated(PAGE)
    assert not repetition.is_repeated("Zeile x")


def test_numbers_and_case_do_not_matter() -> None:
    """Counters and clocks in a repeated line do not hide it."""
    repetition = Repetition()
    for number in range(4):
        repetition.learn([f"Noch {number * 7} Plätze frei"])

    assert repetition.is_repeated("NOCH 99 Plätze frei")


def test_a_sentence_with_another_number_is_another_sentence() -> None:
    """News has formulas: the same sentence with other numbers in every article is still translated."""
    repetition = Repetition()
    for number in range(10):
        repetition.learn([f"Der Index schloss bei 14.{number}00 Punkten.", f"{number} Kommentare"])
    assert not repetition.is_repeated("Der Index schloss bei 15.000 Punkten.")
    assert repetition.is_repeated("77 Kommentare")
