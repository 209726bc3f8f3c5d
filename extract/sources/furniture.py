"""The words around the entries of a listing page: navigation, buttons, day headings, footers.

The list is a help, not a need: a line that is not known here is told from titles by its place and its looks (see
`labelling`). Only whole lines match.
"""

from __future__ import annotations

import re

from extract.sources.details import MONTH

_MAX_CHARS = 120
_DAY = rf"(?:{MONTH}\s+\d\d?(?:,\s*\d{{4}})?|\d\d?\s+{MONTH}(?:,?\s+\d{{4}})?|\d{{4}}-\d\d-\d\d)"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
_TO = "\\s*(?:-|\u2013|\u2014|to)\\s*"
_PERIOD = r"(?:daily|weekly|monthly|yearly|trending|top|latest|recent|popular|new|all|hot|saved|featured)"
_COMMUNITY = r"by\s*\S.{0,40}? and the (?:research )?community"
_TAGLINE = r"get (?:the )?(?:trending|latest|new|daily|weekly) papers .{1,60}"

_NAVIGATION = (
    r"skip to (?:main )?content|hugging face|models?|datasets?|spaces?|buckets?(?: new)?|docs|documentation|enterprise|pricing|posts?",
    r"community|solutions?|collections?|organizations?|languages?|learn|blog|forum|discord|github|website|tasks?|home|(?:main )?menu|more",
    r"papers?|articles?|about(?: us)?|help|faq|contact(?: us)?|settings|profile|log ?(?:in|out)|sign ?(?:in|up|out)|join(?: now)?",
    r"subscribe(?: now)?|follow|share|new|search(?:\.\.\.|\u2026)?|search (?:any |all )?(?:papers?|models|datasets|arxiv)\b.{0,40}",
    r"filters?(?: by\b.{0,30})?|sort(?:ed)? by\b.{0,20}|sort|close|cancel|reset|clear",
)
_HEADINGS = (
    rf"{_PERIOD}|{_PERIOD} (?:research )?(?:papers|articles)|papers of the (?:day|week|month|year)",
    rf"{_COMMUNITY}|by|ak|and the research community|{_TAGLINE}",
    rf"{_WEEKDAY}{_DAY}|(?:week of )?{_DAY}{_TO}{_DAY}|{_DAY}{_TO}\d\d?(?:,\s*\d{{4}})?|week (?:of {_DAY}|\d\d?(?:,? \d{{4}})?)",
    rf"{MONTH}\s+\d{{4}}|\d{{4}}-w\d\d|\d{{4}}-\d\d|today|yesterday|(?:this|last) (?:week|month|year)",
    r"\d+ (?:minute|hour|day|week|month|year)s? ago",
)
_BUTTONS = (
    r"up-?votes?:?(?: \d+)?|\d[\d,.]*k?|\d[\d,.]*k? (?:up-?votes?|likes?|comments?|papers?|results?|stars?)|\[-\](?: \S{1,6})?",
    "[-\u2013\u2014\u00b7\u2022]+|submitted (?:by|on).{0,40}|published on.{0,40}|github [\\d.,]+k?|abstract:?|read more",
    r"(?:view )?arxiv(?: page| explained)?|(?:view )?pdf|project page|view (?:paper|abstract|details|all|more).{0,20}",
    r"(?:https?://|www\.)\S+",
)
_FOOTERS = (
    "[<\u2039\u00ab\u2190]?\\s*prev(?:ious)?(?: page| day| week)?|next(?: page| day| week)?\\s*[>\u203a\u00bb\u2192]?",
    r"(?:load|show|see) more.{0,20}|back to (?:top|home|list|papers|daily papers)|page \d+(?: of \d+)?|\d+(?:\s+\d+)+(?:\s+next)?",
    r"(?:©|\(c\)|copyright).{0,60}|tos|terms(?: of (?:service|use))?|privacy(?: policy)?|cookies?(?: policy| settings)?",
    r"company|careers|jobs|press|system theme",
)
_FURNITURE = re.compile("|".join(_NAVIGATION + _HEADINGS + _BUTTONS + _FOOTERS), re.IGNORECASE)
_SITE = re.compile(rf"(?:daily|weekly|monthly|trending) papers|{_COMMUNITY}|{_TAGLINE}", re.IGNORECASE)
_BUTTON = re.compile(r"subscribe|log ?in|sign ?up", re.IGNORECASE)
_GLUED = re.compile(
    r"(?:new)?(?:Subscribe(?!(?:s|d|r|rs|able)\b)"  # Subscribers are people, not a button
    r"|(?:Sign ?[Uu]p|[Ll]og ?[Ii]n|Sign ?[Ii]n)(?=[^\sa-z]))"
    rf"(?:(?:Daily|Weekly|Monthly|Trending) Papers)?(?:{_COMMUNITY})?"
    rf"(?:{MONTH} \d\d?(?:, \d{{4}})?)?(?=\S)"
)


def is_furniture(line: str) -> bool:
    """Say whether a line is known to belong to the page, not to an entry."""
    return len(line) <= _MAX_CHARS and _FURNITURE.fullmatch(line.strip()) is not None


def is_site_sign(line: str) -> bool:
    """Say whether a line tells that this is a listing page: a heading of such a site, or a button glued to a title."""
    if len(line) > 2 * _MAX_CHARS:
        return False
    return _SITE.fullmatch(line.strip()) is not None or glued_length(line) > 0


def is_button(line: str) -> bool:
    """Say whether a line is a button that stands on listing pages, and on other pages too."""
    return len(line) <= _MAX_CHARS and _BUTTON.fullmatch(line.strip()) is not None


def glued_length(line: str) -> int:
    """Return the number of characters of header text glued to the front of a title: 9 for "SubscribeTiny Models", else 0."""
    match = _GLUED.match(line)
    return match.end() if match else 0
