"""Where the starter termbase of the package lies; glossary/README.md says where its entries come from."""

from pathlib import Path

STARTER = Path(__file__).parent / "termbase" / "de-en.tsv"
