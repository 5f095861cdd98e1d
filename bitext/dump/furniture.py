"""What a page extractor leaves that is not the article, and the lead that it misses."""

import re
from collections.abc import Sequence

from lxml import etree

from bitext.dump.blocks import Block

TAIL_SHARE = 0.5
"""End matter is looked for in the second half of the text only."""
MARKER_CHARACTERS = 100
TITLE_CHARACTERS = 10
LEAD_CHARACTERS = 1500
_DESCRIPTION_MATCH = 40

END_MARKERS = (
    r"auch (auf \S+$|interessant|lesenswert)",
    r"(lesen sie|lies|lest) (auch|mehr|weiter)",
    r"zum weiterlesen",
    r"mehr (zum thema|zu diesem thema|artikel|von uns|aus (der|dem) )",
    r"weitere (\w+ )?(artikel|beiträge|meldungen|nachrichten|themen|links|news)\b",
    r"weiterführende (links|informationen)",
    r"das könnte (sie|dich|euch)",
    r"(ähnliche|verwandte|passende|empfohlene|neueste|beliebte) (artikel|beiträge|themen|posts)",
    r"(zum |unseren? |abonnieren sie .*)newsletter",
    r"newsletter[ -]?(anmeld|abonn|bestell)",
    r"jetzt (abonnieren|teilen|spenden)",
    r"(diesen )?(artikel|beitrag) (teilen|drucken|weiterempfehlen|bewerten|kommentieren)",
    r"teilen mit",
    r"(schreiben? (sie )?)?(einen )?kommentare?( \(\d+\)| schreiben| hinterlassen| verfassen)?\W*$",
    r"\d+ kommentare?\W*$",
    r"unterstütz(e|en sie|t) (uns|unsere|\w+ bereits|\w+ mit)",
    r"#?support ?your",
    r"while you are here",
    r"related (posts|articles)",
    r"über (den autor|die autorin|das (presse|unternehmen))",
    r"zur person\W*$",
    r"(ihr )?(presse|medien)?kontakt\W*$",
    r"(originalpublikation|originalveröffentlichung|zusatzinformationen|schlagw[oö]rter|tags|permalink)\W*(:|$)",
    r"teilnehmende blogs",
    r"ansprechpartner(in)?\b.{0,30}:?$",
    r"sofern nicht anders (ausgewiesen|angegeben)",
    r"zurück zu[rm]\b",
    r"(vorheriger|nächster) (artikel|beitrag)",
    r"alle rechte vorbehalten",
)
"""How short lines begin that open the end matter of German pages."""

_MARKERS = re.compile(r"^[\W_]*(" + "|".join(END_MARKERS) + ")", re.IGNORECASE)
_LEADS = ("p", "h2", "h3", "h4", "div", "span", "strong", "b")


def without_end_matter(blocks: Sequence[Block]) -> list[Block]:
    """The blocks up to the first one in the second half that opens end matter, such as ``Lesen Sie auch``.

    Blocks at the end that are links and nothing else go too.
    """
    total = sum(len(block.text) for block in blocks)
    seen, kept = 0, list(blocks)
    for index, block in enumerate(blocks):
        if seen >= TAIL_SHARE * total and len(block.text) <= MARKER_CHARACTERS and _MARKERS.search(block.text):
            kept = list(blocks[:index])
            break
        seen += len(block.text)
    while len(kept) > 1 and kept[-1].linked > 0.9:
        kept.pop()
    return kept


def find_lead(tree: etree._Element, description: str, text: str) -> str:
    """The paragraph of the page that its description repeats, if ``text`` lacks it; else nothing.

    Editors put the lead into the description; extractors tend to lose it, as it stands in the page's header.
    """
    wanted = flat(description).rstrip("… .")[:_DESCRIPTION_MATCH]
    if len(wanted) < _DESCRIPTION_MATCH // 2 or wanted in flat(text):
        return ""
    lead = ""
    for element in tree.iter(*_LEADS):
        if flat(" ".join(_first_texts(element))).startswith(wanted):
            whole = flat("".join(element.itertext()))
            if not lead or whole in lead:  # the innermost element that holds it
                lead = whole
        elif lead:
            break
    return lead if len(lead) <= LEAD_CHARACTERS and lead[:200] not in flat(text) else ""


def find_title(tree: etree._Element, title: str, site: str) -> str:
    """``title`` without the name of the site behind it: the page's ``h1`` if it begins so, else without ``site``."""
    for heading in tree.iter("h1"):
        text = flat("".join(heading.itertext()))
        if len(text) >= TITLE_CHARACTERS and flat(title).startswith(text):
            return text
    name = re.escape(flat(site)) or "$^"
    return re.sub(rf"\s+[-|–—:·»]\s+{name}$", "", flat(title), flags=re.IGNORECASE)


def _first_texts(element: etree._Element) -> list[str]:
    """The first few pieces of text in an element; a page's outer elements hold megabytes."""
    pieces: list[str] = []
    for piece in element.itertext():
        pieces.append(piece)
        if len(pieces) >= 8:
            break
    return pieces


def flat(text: str) -> str:
    """``text`` without soft hyphens and with single blanks."""
    return " ".join(text.replace("\xad", "").split())
