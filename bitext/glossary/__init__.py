"""Glossaries: entries, formats, matching in German text, and checking of English text.

``load(paths)`` gives a Glossary, ``Matcher(glossary).find(text)`` the occurrences of its terms, and
``find_targets``, ``find_forbidden``, ``wanted_forms`` and ``check_terms`` deal with the English side.
"""

from bitext.glossary.matching import Matcher
from bitext.glossary.store import Glossary, load
from bitext.glossary.targets import check_terms, find_forbidden, find_targets, wanted_forms

__all__ = ["Glossary", "Matcher", "check_terms", "find_forbidden", "find_targets", "load", "wanted_forms"]
