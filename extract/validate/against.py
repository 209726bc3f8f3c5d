"""What a number is measured against: "2.3% better than B", "outperforming B by 2.3%", "B (+2.3%)"."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.language.mentions import MentionKind
from extract.validate.agreement import Relation, differ_in_both, same_system, stems
from extract.validate.binding import is_compared
from extract.validate.comparable import comparable
from extract.validate.frames import stands_beside
from extract.validate.source import Source
from extract.validate.vocabulary import RIVAL_WORDS

_WORDS = (
    r"over|than|relative to|compared (?:to|with)|in comparison (?:to|with)|against|versus|vs\.?|v\.s\.|with respect to|w\.r\.t\.?|"
    r"compared against|as compared (?:to|with)"
)
_IN_METRIC = re.compile(rf"\b(?:{_WORDS})\s+(.+)$", re.IGNORECASE)
REACH = 120  # characters before a number
_END = r"(?=\s*(?:[,;:.()]|\b(?:by|while|when|with|using|on|in|at|and|which|that|under|without|for|across|"
_END += r"but|to|as|from|after|where|via|is|are|maintaining|achieving|having|reducing|requiring)\b|$))"
_BEHIND = re.compile(
    rf"\)?(?:(?!\b(?:while|whereas)\b)[^.;()]){{0,90}}?\b(?:{_WORDS})\s+(?:the\s+|a\s+|an\s+)?(.{{2,60}}?){_END}", re.IGNORECASE | re.DOTALL
)
_AHEAD = re.compile(
    r"\b(?:outperform|surpass|exceed|beat|improv\w* (?:over|upon|on)|over|than|compared to|compared with|relative to)\w*\s+"
    r"(?P<name>[^;:()]{2,80}?)\s*,?\s+by\s+(?:(?:up to|about|approximately|over|more than|nearly|an?|margins? of|absolute)\s+)*[~<>+$]*$",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"\s*,?\s*(?:and|,)\s+(?:the\s+)?(?P<name>[^,;:()]{2,50}?)\s+by\s+(?:(?:up to|about|over|more than|nearly|around|an?)\s+)*[~<>+$]*$",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"((?:[^\s,;:()]+\s+){0,3}[^\s,;:()]+)\s*(?:\[\d+(?:,\s*\d+)*\]\s*)?\((?:[^()]{0,40}\s)?[~<>+$]*$")
_ON = re.compile(r"\b(?:on|in|for)\b")
_ON_BRACKET = re.compile(r"\b(?:on|in|for)\s+[^(),;]{2,40}\s\([^()]*\)\s*,?\s*$")
_SHORT = re.compile(r"\s\([A-Z][\w-]{0,9}\)(?!\s*$)")  # the short form of a name
_LIST = re.compile(r"(?:(?!\b(?:over|than|versus|against|while|but|which|compared|respectively)\b)[^.;()]){0,60}\band\s+(?:by\s+)?[~<>+$]*")
_GENERIC = frozenset(stems(RIVAL_WORDS))


def in_metric(metric: str) -> str | None:
    """Return what a metric's own wording measures against: X of "gain over X"."""
    found = _IN_METRIC.search(metric)
    return found[1].strip() if found else None


def against(source: Source, index: int) -> str | None:
    """Return the words that say what a number is measured against, where its own clause has them."""
    if index not in source.baselines:
        source.baselines[index] = None  # a list that leads back to this number ends here
        source.baselines[index] = _find_baseline(source, index)
    return source.baselines[index]


def _find_baseline(source: Source, index: int) -> str | None:
    readings = source.passage.readings
    reading, (start, end) = readings[index], source.sentence_at(index)
    others = [(i, readings[i]) for i in comparable(source, index) if readings[i].distractor is None]  # not the zero of "zero-shot"
    sentence_end = end
    ahead = [(other.end, i) for i, other in others if start <= other.start and other.end <= reading.start]
    end = min([end, *(other.start for _, other in others if other.start >= reading.end)])
    lead = source.text[max([start, *(at for at, _ in ahead)]) : reading.start]
    if stated := _stated(lead, source.text[reading.end : end]):
        return stated
    later = min((i for i, other in others if reading.end <= other.start < sentence_end), default=None)
    if later is not None and _LIST.fullmatch(source.text, reading.end, readings[later].start) and _behind(source, later):
        return against(source, later)
    following = _NEXT.match(lead) if ahead and len(lead) < REACH else None
    if following and ahead and not _names_data(source, following["name"]) and against(source, max(ahead)[1]):
        return following["name"]
    return None


def _behind(source: Source, index: int) -> bool:
    """Tell whether the words for a number's baseline stand behind it."""
    readings = source.passage.readings
    end = min([source.sentence_of(readings[index].start)[1], *(r.start for r in readings[index + 1 : index + 2])])
    return _BEHIND.match(source.text[readings[index].end : end]) is not None


def _names_data(source: Source, words: str) -> bool:
    return any(m.kind in (MentionKind.DATASET, MentionKind.METRIC) and m.text in words for m in source.passage.mentions)


@lru_cache(maxsize=4096)
def _stated(lead: str, rest: str) -> str | None:
    close = _SHORT.sub("", lead)[-REACH:]
    if " by" in close[-30:] and (ahead := _AHEAD.search(close)):
        return ahead["name"]
    if behind := _BEHIND.match(rest):
        return behind[1]
    bracket = _BRACKET.search(close) if "(" in close[-60:] else None
    return bracket[1] if bracket and _names(bracket[1]) and not _is_governed(bracket[1], close[: bracket.start()]) else None


def _is_governed(words: str, lead: str) -> bool:
    """Tell whether words before a bracket say what a gain was measured on: "on A (+2%) and B (+3%)"."""
    listed = words.startswith(("and ", "or ")) and _ON_BRACKET.search(lead)
    return bool(listed) or _ON.search(words) is not None


def _names(words: str) -> bool:
    return any(char.isupper() for char in words) or not _GENERIC.isdisjoint(stems(words))


def excludes(source: Source, index: int, said: str, stated: str) -> bool:
    """Tell whether the words for a number's baseline name another one, and the given name stands nowhere near the number."""
    keys, theirs = source.keys_of(said), source.keys_of(stated)
    if source.is_own(stated) or not _names(stated) or ("baseline" in stated.lower() and stated == stated.lower()):
        return False  # "the baseline" may be any of those named
    mine, other = telling(said), telling(stated)
    if not keys or not theirs or keys & theirs or mine <= other or other <= mine:
        return False
    if same_system(said, stated) is not Relation.OTHER and not differ_in_both(said, stated):
        return False
    start, end = source.sentence_at(index)
    here = [m.start for m in source.passage.mentions if m.key in keys and start <= m.start < end]
    return all(is_compared(source, (start, end), at) for at in here)


def telling(words: str) -> frozenset[str]:
    """Return the stems that tell one baseline from another."""
    return frozenset(stem for stem in stems(words) if stem not in _GENERIC)


def rival(source: Source, index: int, said: str) -> int | None:
    """Return another number that is measured against the given baseline, where this one is against another.

    Both have to be said in so many words, and the other one has to fit the given words better.
    """
    mine, wanted = against(source, index), telling(said)
    if stands_beside(source, index, said):
        return None
    if mine is None or source.is_own(mine) or not wanted or not telling(mine) or not wanted - telling(mine):
        return None
    for other in source.quantities:
        theirs = against(source, other) if other != index else None
        if theirs and wanted <= telling(theirs) and telling(mine) - wanted:
            return other
    return None
