"""What a line of a scraped page says of itself: patterns for menus, notices, credits and the like.

Every pattern is for a whole block, or for a sentence that speaks to the visitor of a page.
What an article may say about cookies, newsletters or comments must not fit.
"""

import re

from bitext.model import Kind

Label = tuple[Kind, str]
"""A kind and the reason for it."""

_MENU = (
    r"abonnieren|abo|an- und abmelden|anmelden|abmelden|einloggen|ausloggen|log-?in|log-?out|registrieren|"
    r"registrierung|mein konto|startseite|home|menü|navigation|suche|suchen|newsletter|newsticker|"
    r"(?:live-?)?ticker|live|chats?|kommentare?|kommentieren|diskussion|teilen|drucken|merken|vorlesen|"
    r"versenden|weiterempfehlen|antworten|melden|gefällt mir|folgen|weiterlesen|weiterlesen ?\.\.\.|"
    r"mehr lesen|mehr|mehr dazu|mehr zum thema|mehr anzeigen|alle anzeigen|alle akzeptieren|ablehnen|"
    r"akzeptieren|einstellungen|auch interessant|meistgelesen(?:e artikel)?|top-?themen|themen|"
    r"schlagw[oö]rter?|schlagworte|tags|impressum|datenschutz(?:erklärung|hinweise?)?|agb|kontakt|"
    r"über uns|hilfe|faq|rss|mediathek|podcasts?|videos?|bilder|bildergalerie|fotostrecke|anzeige|werbung|"
    r"advertisement|sponsored|loader|loading|lädt|wird geladen|nach oben|zum seitenanfang|zurück|weiter|"
    r"schließen|facebook|twitter|whatsapp|telegram|instagram|youtube|linkedin|xing|pinterest|e-?mail|"
    r"link kopieren|in die zwischenablage|neueste (?:oben|zuerst)|älteste (?:oben|zuerst)|"
    r"beliebteste(?: zuerst)?|e-?paper|archiv|shop|cookie-einstellungen|quellen?|copyright|"
    r"alle rechte vorbehalten"
)
_SECTION = (
    r"politik|wirtschaft|sport|kultur|panorama|wissen(?:schaft)?|technik|digital|ausland|inland|"
    r"international|deutschland|europa|welt|gesellschaft|meinung|feuilleton|reise|auto|gesundheit|"
    r"karriere|unterhaltung|regional|lokales|wetter|finanzen|börse|fußball|netzwelt|medien|leben|stil|"
    r"geschichte|bildung|leute|nachrichten|aktuell(?:es)?|russland|ukraine"
)
_SEPARATORS = r"[\s|>»›/·•,+:#…↑↓←→▼▲✕×&-]*+"
_BETWEEN = rf"(?>{_SEPARATORS}(?:\(?\d++\)?{_SEPARATORS})?)"
_MENU_LINE = re.compile(rf"{_BETWEEN}(?:(?:{_MENU}|{_SECTION}){_BETWEEN})+", re.IGNORECASE)
_STRONG = re.compile(rf"\b(?:{_MENU})\b|(?:{_MENU})(?=\Z)|\A(?:{_MENU})", re.IGNORECASE)

_NETWORK = (
    r"(?:Facebook|Twitter|X|WhatsApp|Telegram|Instagram|YouTube|LinkedIn|Xing|Pinterest|E-Mail|Mail|VK|"
    r"Google(?: News)?)"
)
_DATE = (
    r"(?:(?:Mo|Di|Mi|Do|Fr|Sa|So)(?:\w*tag|\w*woch|nnabend)?\.?,?\s*)?(?:den\s+)?"
    r"\d{1,2}\.\s?(?:\d{1,2}\.|[A-ZJ][a-zä]{2,8}\.?)"
    r"\s?(?:\d{4}|\d\d)?|\d{4}-\d\d-\d\d"
)
_TIME = r"(?:um\s+)?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s*(?:Uhr|h|MEZ|MESZ|CET|GMT))?"

_BLOCKS: tuple[tuple[str, str], ...] = (
    (
        "timestamp",
        rf"(?:(?:Stand|Datum|Veröffentlicht|Erstellt|Aktualisiert|Update|Letzte (?:Aktualisierung|Änderung)|Publiziert|"
        rf"Erschienen)(?: am)?\s*:?\s*)?(?:(?:{_DATE})(?:[\s,|/–-]*(?:{_TIME}))?|{_TIME})(?:[\s,|/–-]*(?:Stand|Update|"
        rf"aktualisiert|(?:{_DATE})|{_TIME}))*+",
    ),
    ("timestamp", r"vor (?:\d+|einer|einem) (?:Sekunden?|Minuten?|Stunden?|Tag(?:en)?|Wochen?|Monat(?:en)?)"),
    (
        "reading time",
        r"(?:Lesezeit|Lesedauer|Dauer)\s*:?\s*(?:ca\.\s*)?\d+\s*(?:Min(?:uten?|\.)?)|\d+ Min(?:uten|\.)? Lesezeit",
    ),
    ("page number", r"Seite \d+(?: (?:von|/) ?\d+)?"),
    (
        "comment form",
        r"(?:\d+|Keine) Kommentare?|Kommentare? (?:schreiben|verfassen|hinzufügen|abgeben|anzeigen|lesen|laden)",
    ),
    ("comment form", r"(?:Ihr |Dein )?(?:Name|Kommentar|E-Mail(?:-Adresse)?|Website)\s?\*"),
    (
        "share",
        rf"(?:Auf|Per|Via|Bei|Über|Mit) {_NETWORK} (?:teilen|senden|versenden|weiterleiten|verschicken|empfehlen)",
    ),
    (
        "share",
        r"(?:Diesen |Den )?(?:Artikel|Beitrag|Seite|Text) "
        r"(?:teilen|drucken|versenden|merken|empfehlen|anhören|speichern)",
    ),
    (
        "related link",
        r"(?:Lesen Sie (?:auch|dazu|mehr|hier|weiter)|Lies auch|Siehe auch|Auch interessant|Mehr zum Thema)\b"
        r"[^.!?]*[.!?]?",
    ),
    ("related link", r"(?:Das|Dies) könnte (?:Sie|dich|Ihnen|dir) (?:auch )?(?:interessieren|gefallen)[^.!?]*[.!?]?"),
    (
        "related link",
        r"(?:Weitere|Ähnliche|Verwandte|Neueste|Aktuelle) (?:Artikel|Nachrichten|Meldungen|Themen|Beiträge)\b.{0,40}",
    ),
    ("copyright", r"(?:©|\(c\)|Copyright)\s?.{0,60}\b(?:19|20)\d\d\b.{0,60}|.{0,60}\bAlle Rechte vorbehalten\b.{0,20}"),
    ("byline", r"(?:Von|Autor(?:in)?:|Text:|Redaktion:) [A-ZÄÖÜ][\w.-]+(?:,? (?:[A-ZÄÖÜ][\w.-]+|von|und|de)){1,5}"),
    (
        "picture credit",
        r"(?:©|\(c\)|(?:Archiv|Symbol)?(?:[Ff]oto|[Bb]ild)s?:|Bildquelle:|Quelle:|Credit:|Grafik:)\s?[^!?]{1,80}",
    ),
    (
        "sign-off",
        r"[Mm]it Material (?:von|der) [^.!?]{2,60}|"
        r"(?:dpa|AFP|AP|Reuters|APA|epd|KNA|SDA)(?:[/, ]+(?:dpa|AFP|AP|red|\w{2,4}))*",
    ),
    ("address", r"\S+@\S+\.\w+|(?:https?://|www\.)\S+"),
)
_NOTICES: tuple[tuple[str, str], ...] = (
    (
        "registration notice",
        r"^(?:Ihre |Deine |Die )?(?:Registrierung|Anmeldung|Bestellung)(?: war| ist| wurde)? erfolgreich\b",
    ),
    (
        "registration notice",
        r"\b(?:[Ll]oggen|[Rr]egistrieren) Sie sich\b|^(?:Bitte )?[Mm]elden Sie sich (?:bitte |jetzt |hier )?an\b",
    ),
    (
        "registration notice",
        r"\b(?:[Kk]licken Sie|[Bb]itte (?:bestätigen|überprüfen|geben|aktivieren) Sie)\b.{0,60}"
        r"\b(?:Links?\b.{0,30}E-?Mail|Ihre E-?Mail|E-?Mail-Adresse|Passwort|Benutzernamen?|Registrierung|Anmeldung|"
        r"Newsletter)\b",
    ),
    (
        "registration notice",
        r"\b(?:Sie haben|Haben Sie|Noch|Bereits) (?:bereits |schon |noch )?(?:ein|kein) (?:Konto|Abo|Account)\b",
    ),
    (
        "cookie notice",
        r"\b(?:[Ww]ir|[Dd]iese (?:Web)?[Ss]eite|[Dd]iese Website|[Uu]nsere (?:Web)?[Ss]eite|[Uu]nsere Partner)\b.{0,80}"
        r"\b(?:verwende[tn]|nutz(?:t|en)|setz(?:t|en)|speicher[tn]|benutz(?:t|en))\b.{0,40}\bCookies\b",
    ),
    (
        "cookie notice",
        r"\bCookies? (?:akzeptieren|ablehnen|zulassen|verwalten)\b|\bVerwendung von Cookies (?:zu|einverstanden)\b",
    ),
    (
        "privacy notice",
        r"\b(?:[Uu]nsere[rn]?|[Dd]ie|[Dd]en) "
        r"(?:Datenschutz(?:erklärung|bestimmungen|hinweisen?)|Nutzungsbedingungen|AGB)"
        r"\b.{0,60}"
        r"\b(?:akzeptier|stimme|zustimm|gelesen|finden Sie)|"
        r"\b(?:finden Sie|Details|[Mm]ehr dazu)\b.{0,30}\bin unser(?:er|en) (?:Datenschutz|Nutzungsbedingungen|AGB)",
    ),
    (
        "newsletter",
        r"\b(?:unseren?|[Jj]etzt|kostenlosen?|den) .{0,30}Newsletter .{0,20}"
        r"\b(?:abonnieren|anmelden|bestellen|sichern)\b",
    ),
    ("newsletter", r"\b(?:[Aa]bonnieren|[Bb]estellen) Sie (?:hier |jetzt |unseren? |den )"),
    ("share", rf"\b[Ff]olge(?:n Sie)? uns (?:auch )?(?:auf|bei) {_NETWORK}\b"),
    (
        "comment form",
        r"\bUm an der (?:Diskussion|Debatte) teilzunehmen\b|"
        r"\b(?:Ihre|Deine) E-Mail-Adresse wird nicht veröffentlicht\b",
    ),
    (
        "comment form",
        r"^(?:Schreiben Sie|Schreibe) (?:einen|den ersten|Ihren|deinen) Kommentar\b|^Erforderliche Felder sind\b",
    ),
    (
        "player",
        r"\bJavaScript (?:ist )?(?:in Ihrem Browser )?(?:aktivieren|deaktiviert|einschalten)\b|"
        r"^Ihr Browser (?:unterstützt|ist veraltet)",
    ),
    (
        "player",
        r"^(?:Bitte )?(?:[Aa]ktivieren|[Dd]eaktivieren) Sie (?:bitte )?(?:Ihren |den )?(?:JavaScript|Ad-?[Bb]locker)",
    ),
    (
        "player",
        r"^(?:Empfohlener (?:redaktioneller|externer) Inhalt|An dieser Stelle finden Sie (?:einen externen )?Inhalt)",
    ),
    (
        "subscription",
        r"^(?:Jetzt|Hier) (?:kostenlos |gratis |einen Monat )?"
        r"(?:testen|weiterlesen|abonnieren|registrieren|anmelden)\b",
    ),
)
_ARTICLE = r"(?:(?:[Dd]ies(?:en|es|er)?|[Dd]en|[Dd]er|[Ii]hren?) )?(?:Artikel|Beitrag|Seite|Text|Blog|Inhalt)"
_REQUESTS: tuple[tuple[str, str], ...] = (
    (
        "comment form",
        r"(?:Hinterlass(?:e|en Sie)|Schreib(?:e|en Sie)|Verfass(?:e|en Sie)|Kommentar) "
        r"(?:(?:eine|einen|deinen|Ihren) )?(?:Antwort|Kommentar|verfassen|abgeben|hinterlassen).{0,20}",
    ),
    (
        "comment form",
        r"(?:Kommentare sind|Die Kommentarfunktion ist|Comments are) (?:geschlossen|deaktiviert|closed)\W*",
    ),
    ("comment form", r"\d+ (?:Antworten|Gedanken|Reaktionen|Responses) (?:zu|auf|to)\b.{0,100}"),
    (
        "share",
        rf"(?:Teil|Empfehl|Empfiehl)(?:e|en Sie)? (?:{_ARTICLE}|dies)\b.{{0,40}}|"
        rf"(?:{_ARTICLE} )?(?:[Tt]eilen|[Ss]haren)(?: mit| auf| bei)?\s?:?|"
        rf"{_ARTICLE} (?:bewerten|weiterempfehlen|melden)",
    ),
    ("share", r"(?:Folg(?:e|t|en Sie) (?:mir|uns)|Follow(?: us| me)?)\b.{0,60}"),
    (
        "rating",
        r"(?:War|Ist|Fanden Sie|Gefällt Ihnen|Wie bewerten Sie) (?:dies(?:er|en)|der) (?:Artikel|Beitrag)\b.{0,30}",
    ),
    (
        "related link",
        r"(?:Letzte|Neueste|Aktuelle|Beliebte(?:ste)?|Interessante|Ähnliche|Weitere|Verwandte|Meist ?gelesene) "
        r"(?:Artikel|Beiträge|Kommentare|Nachrichten|News|Meldungen|Themen|Posts|Informationen)|"
        r"Empfohlen(?:e Artikel)? ?(?:für (?:dich|Sie))?|Related [Pp]osts|Am meisten gelesen\W*",
    ),
    (
        "filed under",
        r"(?:Abgelegt unter|Verschlagwortet(?: mit)?|Getaggt mit|Veröffentlicht (?:in|unter|von)|Posted (?:in|by|on)|"
        r"Tagged(?: with)?|Permalink|(?:Kategorien?|Schlagwörter) ?:)[^.!?]{0,80}|Kategorien",
    ),
    (
        "filed under",
        r"Dieser (?:Eintrag|Beitrag|Artikel) wurde (?:am .{4,20} )?(?:von .{2,40} )?"
        r"(?:veröffentlicht|gepostet)\b.{0,120}",
    ),
    (
        "menu",
        r"[Zz]urück (?:zu[rm] )?(?:Übersicht|Startseite|Liste|Anfang|Artikel)\w*|"
        r"(?:Zum|Zur) (?:Shop|Startseite|Übersicht)",
    ),
    (
        "newsletter",
        r"(?:Abonnier(?:e|en Sie)|Zum|Ja, ich möchte den)\b.{0,40}Newsletter\b.{0,30}|Newsletter\b.{0,20}\banmelden",
    ),
    ("newsletter", r"Gib (?:deine|Deine) E-Mail-Adresse\b.{0,100}|(?:Um )?(?:neue )?Beiträge per E-Mail\b.{0,60}"),
    ("player", r"(?:Wird geladen|Bitte warten|Lädt|Loading)\W*"),
)
_BLOCK_PATTERNS = tuple((reason, re.compile(pattern)) for reason, pattern in (*_BLOCKS, *_REQUESTS))
_NOTICE_PATTERNS = tuple((reason, re.compile(pattern, re.DOTALL)) for reason, pattern in _NOTICES)
_LONGEST_BLOCK = 200
_LONGEST_NOTICE = 400


def block_label(text: str) -> Label | None:
    """What a whole block is, by its form alone; None when it may well be text."""
    if not any(map(str.isalpha, text)):
        return Kind.BOILERPLATE, "no letters"
    if len(text) > _LONGEST_BLOCK:
        return None
    if len(text) <= 100 and _MENU_LINE.fullmatch(text) and (_STRONG.search(text) or len(text.split()) > 2):
        return Kind.BOILERPLATE, "menu"
    stripped = text.strip(" \t|•·*-–—[]()<>»›")
    for reason, pattern in _BLOCK_PATTERNS:
        if pattern.fullmatch(stripped):
            return Kind.BOILERPLATE, reason
    return None


def credit_label(text: str) -> Label | None:
    """The label of a picture credit, which may also stand behind the last sentence of a block; None for all else."""
    label = block_label(text)
    return label if label and label[1] == "picture credit" else None


def notice_label(text: str) -> Label | None:
    """What a sentence to the visitor of the page is; None for any other."""
    if len(text) <= _LONGEST_NOTICE:
        for reason, pattern in _NOTICE_PATTERNS:
            if pattern.search(text):
                return Kind.BOILERPLATE, reason
    return None
