"""Where the starter termbase lies, which ships with the package; glossary/README.md says where its entries come from."""

from pathlib import Path

STARTER = Path(__file__).parent / "termbase" / "de-en.tsv"
