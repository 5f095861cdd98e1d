"""What a user may say about the reading of inputs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

KIB, MIB, GIB = 2**10, 2**20, 2**30


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How inputs are read; the defaults fit scraped news."""

    encoding: str = ""
    """Python codec name of text inputs; empty means UTF-8, and a helpful error for anything else."""
    format: str = ""
    """Read every input as this format (a key of ``READERS``); empty means by the file's suffix."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Field of an article -> name (or number, from 1) of the column or JSON key it is read from."""
    delimiter: str = ""
    """Column delimiter of .csv and .tsv; empty means found out from the header line."""
    max_article_bytes: int = 4 * MIB
    """A longer plain text is read as several articles, cut at a paragraph, a sentence or a blank."""
    max_record_bytes: int = 64 * MIB
    """A longer line of .jsonl or row of .csv is reported and skipped without being held in memory."""
    max_page_bytes: int = 8 * MIB
    """A longer HTML page is reported and skipped."""
    max_unpacked_bytes: int = 256 * GIB
    """What one compressed input may unpack to before it is taken for a zip bomb."""
    max_ratio: int = 200
    """The same as a multiple of the compressed size (text packs 3 to 30 times); counts from 64 MiB on."""
    max_depth: int = 3
    """Archives inside archives up to this depth are opened."""
