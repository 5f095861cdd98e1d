"""The values that every step takes and gives back.

Frozen dataclasses and enumerations of the standard library, nothing else.
The string under a field is its specification.
Character offsets count Unicode code points of the text they refer to, end exclusive.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum


class Kind(StrEnum):
    """What a piece of an article is."""

    HEADING = "heading"
    SENTENCE = "sentence"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"
    FOREIGN = "foreign"


class State(StrEnum):
    """Where a unit is in its life; the states of an XLIFF 2.1 segment (section 4.3.1.38)."""

    INITIAL = "initial"
    TRANSLATED = "translated"
    REVIEWED = "reviewed"
    FINAL = "final"


class Origin(StrEnum):
    """Who wrote the target of a unit."""

    MT = "mt"
    MEMORY = "memory"
    HUMAN = "human"
    COPY = "copy"
    NONE = "none"


class Severity(IntEnum):
    """How bad an issue is; the order is the order of harm (MQM: neutral, minor, major)."""

    INFO = 0
    WARNING = 1
    ERROR = 2


class Category(StrEnum):
    """MQM error types (MQM Core typology, https://themqm.org), as ``dimension/type``."""

    TERMINOLOGY = "terminology/wrong-term"
    TERM_INCONSISTENT = "terminology/inconsistent-use"
    ADDITION = "accuracy/addition"
    MISTRANSLATION = "accuracy/mistranslation"
    OMISSION = "accuracy/omission"
    UNTRANSLATED = "accuracy/untranslated"
    DO_NOT_TRANSLATE = "accuracy/do-not-translate"
    NUMBER = "accuracy/number"
    GRAMMAR = "linguistic-conventions/grammar"
    PUNCTUATION = "linguistic-conventions/punctuation"
    SPELLING = "linguistic-conventions/spelling"
    UNINTELLIGIBLE = "linguistic-conventions/unintelligible"
    ENCODING = "linguistic-conventions/character-encoding"
    LOCALE = "locale-conventions/number-format"
    STYLE = "style/inconsistent"
    DESIGN = "design-and-markup/length"
    OTHER = "other"


class Side(StrEnum):
    """The side of a unit that a span refers to."""

    SOURCE = "source"
    TARGET = "target"


class TermStatus(StrEnum):
    """What the glossary wants of a term; TBX administrativeStatus in brackets."""

    MUST = "must"
    """One of the targets must be in the translation (preferredTerm-admn-sts)."""
    PREFER = "prefer"
    """A miss is a warning, not an error, and is not enforced (admittedTerm-admn-sts)."""
    FORBIDDEN = "forbidden"
    """None of the targets may be in the translation (deprecatedTerm-admn-sts)."""
    KEEP = "keep"
    """Do not translate: the matched form itself must be in the translation."""


class CasePolicy(StrEnum):
    """How the case of a source form is matched."""

    AUTO = "auto"
    """Acronyms and other capitals-only forms match as written, the rest may start a sentence or stand in capitals."""
    SENSITIVE = "sensitive"
    INSENSITIVE = "insensitive"


@dataclass(frozen=True, slots=True)
class TermEntry:
    """One concept of a glossary: a German term and its English ones."""

    source: str
    """MUST be non-empty, without leading or trailing blanks; the citation form."""
    targets: tuple[str, ...]
    """The first is the one to write, the others are accepted; MAY be empty only for KEEP and FORBIDDEN."""
    variants: tuple[str, ...] = ()
    """Other source forms that mean the same (spellings, short forms)."""
    forbidden: tuple[str, ...] = ()
    """Targets that MUST NOT stand for this term."""
    case: CasePolicy = CasePolicy.AUTO
    status: TermStatus = TermStatus.MUST
    note: str = ""
    example: str = ""
    """A German sentence with the term."""
    origin: str = field(default="", compare=False)
    """``path:line`` the entry was read from."""


@dataclass(frozen=True, slots=True)
class TermMatch:
    """One occurrence of an entry in a text."""

    entry: TermEntry
    start: int
    end: int
    form: str
    """The text between start and end."""
    how: str
    """``exact``, ``variant``, ``inflected`` or ``compound``."""


@dataclass(frozen=True, slots=True)
class TermAudit:
    """What became of one occurrence; the audit record without article and segment, which the unit names."""

    source: str
    """The entry's citation form."""
    form: str
    """The form matched in the source."""
    start: int
    end: int
    """Offsets in the unit's source."""
    target: str
    """The target form found, or for a miss the one wanted."""
    strategy: str
    """``free``, ``prefix``, ``constrained``, ``splice``, ``memory`` or ``none``."""
    hit: bool
    cost: float = 0.0
    """Mean log-probability per token lost against free decoding; 0 for a term that free decoding gave."""
    origin: str = ""
    """``file:line`` of the entry."""
    status: TermStatus = TermStatus.MUST
    """What the glossary wants of the term; a miss counts as one only for MUST and KEEP."""

    @property
    def missed(self) -> bool:
        """Whether the glossary demanded what is not there."""
        return not self.hit and self.status is not TermStatus.PREFER


@dataclass(frozen=True, slots=True)
class Article:
    """A document of a dump."""

    id: str
    """Unique in a run; no tab or newline."""
    title: str
    text: str
    """Exactly what was read, decoded, without a byte order mark."""
    metadata: Mapping[str, str] = field(default_factory=dict)
    """``path``, and as known ``url``, ``date``, ``author``."""
    terms: tuple[TermEntry, ...] = ()
    """Terms that hold for this article only."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of an article that is translated, or kept, as one."""

    id: str
    """``<article id>#<n>``, n from 1 in reading order."""
    article: str
    text: str
    """MUST equal the article's text between start and end."""
    start: int
    end: int
    kind: Kind = Kind.SENTENCE
    reason: str = ""
    """Why it has this kind, in a few words; empty for plain sentences."""
    paragraph: int = 0
    """Number of the block it stands in, from 0."""


@dataclass(frozen=True, slots=True)
class Translation:
    """A target text as an engine gave it."""

    text: str
    score: float = 0.0
    """Mean log-probability per target token, end of sentence included; 0 is best."""
    alignment: tuple[tuple[int, int], ...] = ()
    """Word links (source index, target index) over whitespace-separated words, the Pharaoh format's numbers."""


@dataclass(frozen=True, slots=True)
class Bead:
    """Source and target segments that belong together."""

    sources: tuple[int, ...]
    targets: tuple[int, ...]
    score: float = 1.0
    """0 to 1: how sure the aligner is."""


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that a check found."""

    check: str
    """Name of the check, as in docs/checks.md."""
    severity: Severity
    category: Category
    message: str
    side: Side = Side.TARGET
    span: tuple[int, int] | None = None
    """Offsets on that side, or None for the whole of it."""


@dataclass(frozen=True, slots=True)
class TranslationUnit:
    """One row of bitext: TMX ``<tu>``, XLIFF ``<segment>``, a line of TSV."""

    id: str
    """Unique in a file; the id of its first source segment."""
    article: str
    source: str
    target: str
    kind: Kind = Kind.SENTENCE
    state: State = State.INITIAL
    origin: Origin = Origin.MT
    score: float = 0.0
    """Mean log-probability per token for MT; the bead's score (0 to 1) for aligned texts."""
    start: int = 0
    end: int = 0
    """Offsets of the source in the article's text."""
    issues: tuple[Issue, ...] = ()
    terms: tuple[TermAudit, ...] = ()
    alignment: tuple[tuple[int, int], ...] = ()
    """Word links as in Translation."""
    machine: str = ""
    """What the engine had written, when a person changed it; else empty."""
    note: str = ""
    """A reviewer's remark."""
    provenance: Mapping[str, str] = field(default_factory=dict)
    """Who made it: ``signature``, ``model``, ``engine``, ``glossary``, ``title``, ``url``, ``date``, ``reason``, ..."""


@dataclass(frozen=True, slots=True)
class BitextHeader:
    """What a bitext file says of itself."""

    source_language: str = "de"
    """BCP 47 tag."""
    target_language: str = "en"
    created: str = ""
    """ISO 8601 in UTC with seconds, or empty for a file that is the same on every run."""
    properties: Mapping[str, str] = field(default_factory=dict)
    """What holds for the whole file: ``signature``, ``model``, ``engine``, ..."""


class Action(StrEnum):
    """What a reviewer may say of a unit."""

    ACCEPT = "accept"
    EDIT = "edit"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A reviewer's word on one unit."""

    unit: str
    action: Action
    target: str = ""
    """The new target of an EDIT."""
    note: str = ""
