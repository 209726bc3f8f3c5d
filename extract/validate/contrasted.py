"""Systems that a text names only to compare with: groups of others ("existing methods"), and names behind words of comparison."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.language.attribution import Link
from extract.language.mentions import MentionKind
from extract.language.mentions import Role as MentionRole
from extract.validate.against import telling
from extract.validate.agreement import Relation, same_system
from extract.validate.binding import is_background, is_compared, places_of
from extract.validate.change import change_of
from extract.validate.owners import is_compared_value, is_others
from extract.validate.source import Source, is_proper

_OTHERS = (
    r"(?:others?|existing|prior|previous|conventional|traditional|competing|earlier|"
    r"current(?!\s+(?:study|work|paper|approach|method|model|system|framework)\b))"
)
_GROUP = re.compile(
    rf"(?:(?:the|all|most|many)\s+)*(?:{_OTHERS}|state-of-the-art|sota|vanilla|leading)\s.+|"
    r"(?:.*[\s-])?(?:baselines?|counterparts?|state of the art|sota)",
    re.IGNORECASE,
)
_HEAD_ENDS = re.compile(r"\s(?:that|which|who|with|using|for|in|of|on|from|based|trained|without)\b.*$")
_GROUPS = re.compile(rf"\b{_OTHERS}\s+(?P<what>(?:[\w'-]+,?\s+){{0,6}}?[a-z]{{4,}}s)\b", re.IGNORECASE)
_PLURAL = re.compile(r"[A-Za-z]{4,}[^s\W]s")
_POINTS = re.compile(r"(?:these|those|such|our|all|both|the proposed|new)\b", re.IGNORECASE)
_NEXT_CLAUSE = re.compile(
    r",|\bby\s|\b(?:achiev|reach|obtain|attain|yield|scor)ing\b|\band\s+(?:achiev|reach|obtain|attain|yield|get|set|require|need|use)",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r",?\s(?:which|that|who)\s[^,;:()]*")
_WITH = re.compile(r"\bwith\s")
_AGAINST = frozenset(("than", "compared", "over", "beaten", "sota", "aligned"))
_ACTING = frozenset(("subject", "subject-own", "subject-unnamed", "attached-own", "possessive", "bracket"))


def only_contrasted(source: Source, index: int, said: str, links: Sequence[Link]) -> str | None:
    """Return whose a number is by the text, where the given system is a group of others, or a name that is only compared with."""
    if source.is_own(said) or any(_may_be(source, said, link) for link in links):
        return None
    owner = _owner(source, index, links, said)
    others = owner is not None and _is_group(source, said)
    if owner is None or _has_place_here(source, index, said, others=others):
        return None
    return owner if others or _is_only_compared(source, said) else None


def _may_be(source: Source, said: str, link: Link) -> bool:
    """Tell whether a given system may be the linked one; "our method" is nobody else's, and a system with a name is not "others"."""
    relation = same_system(said, link.text)
    if is_ours(source, link):
        return relation is Relation.SAME and not names_others(said) and telling(said) <= telling(link.text)
    if relation is not Relation.UNCLEAR:
        return relation is Relation.SAME
    return is_proper(link.text) and not names_others(said)


def is_ours(source: Source, link: Link) -> bool:
    """Tell whether a linked phrase is one for the paper's own work: "planner" of "our planner"."""
    return link.mention is None and source.low.endswith(("our ", "the proposed "), 0, link.start)


def names_others(said: str) -> bool:
    """Tell whether a wording itself says that it is of others: "prior methods", "the baseline"."""
    return _GROUP.fullmatch(_HEAD_ENDS.sub("", said)) is not None and _POINTS.match(said) is None


def is_measured_against(source: Source, index: int, said: str, subjects: Sequence[Link], baselines: Sequence[Link]) -> bool:
    """Tell whether a gain is measured against the given system by a construction around it: "3% better than GIVEN"."""
    if source.is_own(said) or any(_may_be(source, said, link) for link in subjects):
        return False
    others, wanted = names_others(said), telling(said)
    against = [link.text for link in baselines if link.rule.removesuffix("-phrase") in _AGAINST and not source.is_own(link.text)]
    if not any((others and names_others(text)) or (wanted and wanted == telling(text)) for text in against):
        return False
    start, sentence = source.starts[index], source.sentence_at(index)
    ahead = [end for _, end in places_of(source, said, sentence) if end <= start]
    return not any(_NEXT_CLAUSE.search(source.text, end, start) is None for end in ahead)


def _owner(source: Source, index: int, links: Sequence[Link], said: str) -> str | None:
    """Return who has a number: what its clause speaks of, or what the sentence compares with the given system, or the own work."""
    change = change_of(source, index)
    if (change and index == change[0]) or is_background(source, index) or is_compared_value(source, index) or is_others(source, index):
        return None
    link = next((link for link in links if link.rule in _ACTING or is_ours(source, link)), None)
    if link is not None and is_ours(source, link):
        return f"our {link.text}"
    if link is not None:
        named = link.mention is not None and link.mention.kind is MentionKind.SYSTEM and link.mention.role is not MentionRole.RIVAL
        return link.text if named else None
    if places_of(source, said, source.sentence_at(index)):
        return "what is compared with it"
    return "the paper's own work" if source.speaks_of_own(source.sentence_at(index)) else None


def _has_place_here(source: Source, index: int, said: str, *, others: bool) -> bool:
    """Tell whether a sentence has the given name not only as what something is compared with, or right ahead of the number."""
    sentence, start = source.sentence_at(index), source.passage.readings[index].start
    places = places_of(source, said, sentence)
    ahead = [end for _, end in places if end <= start]
    if any(_RELATIVE.fullmatch(source.text, end, start) for end in ahead):
        return True
    if any(
        _NEXT_CLAUSE.search(source.text, end, start) is None and not (others and _WITH.search(source.text, end, start)) for end in ahead
    ):
        return True
    return any(not is_compared(source, sentence, at) for at, _ in places)


def _is_only_compared(source: Source, said: str) -> bool:
    """Tell whether a name stands only as what something is compared with, or before the text comes to its own work, which has a name."""
    places = [place for place in places_of(source, said, (0, len(source.text))) if not _goes_on(source.text, place[1])]
    begins = source.own_begins or 0 if is_proper(said) and not source.may_be_own(said) else 0
    return bool(places) and all(at < begins or is_compared(source, source.sentence_of(at), at) for at, _ in places)


def _goes_on(text: str, end: int) -> bool:
    """Tell whether a name is only the beginning of a longer word: "X-style"."""
    return text[end : end + 1] == "-" and text[end + 1 : end + 2].islower()


def _is_group(source: Source, said: str) -> bool:
    """Tell whether a wording is of a group of others: "prior methods", or "A methods" in a text on "existing B and A methods"."""
    if names_others(said):
        return True
    head = _HEAD_ENDS.sub("", said)
    words = head.split()
    wanted = telling(head)
    if len(words) < 2 or not wanted or _POINTS.match(head) or _PLURAL.fullmatch(words[-1]) is None:
        return False
    return any(wanted <= telling(found["what"]) for found in _GROUPS.finditer(source.text))
