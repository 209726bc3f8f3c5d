"""Check a metric against the one that the text links the number to."""

from __future__ import annotations

import re

from extract.language.aliases import name_key
from extract.language.attribution import Link
from extract.records import Verdict
from extract.schemas.markers import Role
from extract.validate.agreement import Relation, abbreviates, stems
from extract.validate.binding import is_rival
from extract.validate.comparable import comparable
from extract.validate.contrary import contrary
from extract.validate.courses import other_course
from extract.validate.elsewhere import of_another, of_another_sentence
from extract.validate.gapping import other_gap
from extract.validate.linked import LOOSE, links_of
from extract.validate.messages import shorten
from extract.validate.metrics import KINDS, RESOURCES, concepts, head, is_measure, is_size, missing, other_name, same_metric, telling
from extract.validate.pairs import place_in_row
from extract.validate.possible import is_impossible, is_of_unit
from extract.validate.reasons import Reason
from extract.validate.respective import Listed
from extract.validate.slots import Attached
from extract.validate.source import Source
from extract.validate.spelling import spelled_places

_COUNTING = frozenset(("behind-noun", "share-noun", "adjacent-noun"))  # rules that find a counted noun
_MEASURED = frozenset(("behind", "of", "object", "aligned", "bracket", "comparative", "parallel", "share", "adjacent"))
_LEADING = frozenset(("carried", "topic", "adjacent", "leads", "pair"))  # rules that tell which kind of measure it is
_GUESSING = LOOSE | {"unit", "by-unit", "clause", "ahead", "pair", "earlier-parallel"}  # rules that take what is near


_NAMED = frozenset(("topic", "of", "in", "adjacent", "bracket"))  # whatever stands there is a measure

_GAIN = re.compile(
    r"[)\s]{0,2}(?:[\w-]+\s+){0,4}?(?:higher|lower|better|worse|improve\w*|gains?|faster|slower|more|fewer|less|increase|reduction|smaller|larger|savings?)\b"
)
_SHORT_FORM = re.compile(r"\s\(([A-Za-z@][\w@-]{1,9})\)")  # behind the long one
_AND = re.compile(r"(?:,|/|\band\b|\bor\b|&|\s)+")
_BRACKET = re.compile(r"\s?\(([^()]{1,30})\)")
NEAR = 60  # characters
_IN = re.compile(r"\s+(?:in|of|for|on)\s+(?:the\s+)?")


def check_metric(source: Source, index: int, said: str) -> Attached:
    """Check a metric against the one that the text links the number to; a wording of one's own is no reason to flag."""
    if is_impossible(source, index, said):
        reading = source.passage.readings[index]
        message = f"{shorten(said)} is not measured in {shorten(reading.values[0].unit or '')}"
        return Attached(Verdict.MISATTRIBUTED, Reason.OTHER_METRIC, message, reading.start, reading.end)
    links = links_of(source, index, Role.METRIC)
    if (listed := place_in_row(source, index, said)) is not None:
        return _of_row(source, index, said, listed)
    opposed = contrary(source, index, said, links[0] if links else None) or other_course(source, index, said)
    opposed = opposed or other_gap(source, index, said)
    if opposed is not None:
        return _measured_otherwise(source, index, said, opposed)
    if not links:
        return Attached(Verdict.NOT_CHECKED, Reason.PARAPHRASED, "the text does not say in so many words what the number measures")
    link = links[0]
    relation = same_metric(said, link.text)
    other = _rival(source, index, said, link) if _contrasts(said, link) or link.rule in _NAMED else None
    other = of_another(source, index, said, link) if other is None else other
    differs = other is not None or (_contradicts(source, index, said, link, relation) and _in_text(source, said))
    differs = differs or of_another_sentence(source, index, said, link)
    if differs and not _is_joined(source, said, link) and not _is_doubtful(source, index, link) and not is_rival(source, index, link):
        rest = f", not as {shorten(said)}" if other is None else f"; as {shorten(said)} it gives {source.passage.readings[other].quote}"
        message = f"the text gives {source.passage.readings[index].quote} as {shorten(link.text)}{rest}"
        return Attached(Verdict.MISATTRIBUTED, Reason.OTHER_METRIC, message, link.start, link.end)
    if relation is Relation.SAME:
        sure = link.rule in _MEASURED and name_key(said) == name_key(link.text)
        return Attached(Verdict.SUPPORTED, Reason.ATTACHED, f"the text gives it as {shorten(link.text)}", link.start, link.end, sure)
    return Attached(Verdict.AMBIGUOUS, Reason.UNDECIDED, f"the text gives it as {shorten(link.text)}", link.start, link.end)


def _of_row(source: Source, index: int, said: str, listed: Listed) -> Attached:
    """Return the verdict on a metric that names a member of the list which goes with the row of a number."""
    if not listed.own:
        return _measured_otherwise(source, index, said, listed.member)
    reading = source.passage.readings[index]
    return Attached(Verdict.SUPPORTED, Reason.ATTACHED, f"the text gives it as {shorten(listed.member)}", reading.start, reading.end, True)


def _measured_otherwise(source: Source, index: int, said: str, words: str) -> Attached:
    reading = source.passage.readings[index]
    message = f"the text gives {reading.quote} for {shorten(words)}, not for {shorten(said)}"
    return Attached(Verdict.MISATTRIBUTED, Reason.OTHER_METRIC, message, reading.start, reading.end)


def _contradicts(source: Source, index: int, said: str, link: Link, relation: Relation) -> bool:
    """Tell whether a construction gives the number to another measure than the given one, which is not named along with it."""
    if _belongs(source, said, link) or _is_label(source, index, said) or is_of_unit(source, index, said):
        return False
    if link.rule in _MEASURED:
        return _is_other(source, said, link, relation)
    return (link.rule in _LEADING or _is_of_clause(source, index, said, link)) and relation is Relation.OTHER and not is_size(link.text)


def _is_of_clause(source: Source, index: int, said: str, link: Link) -> bool:
    """Tell whether the clause of a number names one measure and none of the words of the given one."""
    start, end = source.clause_of(source.passage.readings[index].start)
    return link.rule == "clause" and start <= link.start < end and telling(said).isdisjoint(stems(source.text[start:end]))


def _is_joined(source: Source, said: str, link: Link) -> bool:
    """Tell whether the given words stand beside the linked measure in a list: "GIVEN and MAE"."""
    near = (max(0, link.start - NEAR), min(len(source.low), link.end + NEAR))
    first = re.split(r"[\s-]", head(said))[0]
    places = spelled_places(source.low, head(said), near) + spelled_places(source.low, first, near)
    return any(_AND.fullmatch(source.text, min(end, link.end), max(start, link.start)) for start, end in places)


def _is_label(source: Source, index: int, said: str) -> bool:
    """Tell whether the given words stand in a bracket right behind the number: "scores of 0.9 (GIVEN)"."""
    found = _BRACKET.match(source.text, source.passage.readings[index].end)
    return found is not None and not frozenset(stems(found[1])).isdisjoint(telling(said))


def _belongs(source: Source, said: str, link: Link) -> bool:
    """Tell whether the given words follow the linked measure: "speedup in GIVEN"."""
    return any(
        _IN.fullmatch(source.text, link.end, start) for start, _ in spelled_places(source.low, said, (link.end, len(source.low)))[:1]
    )


def _is_other(source: Source, said: str, link: Link, relation: Relation) -> bool:
    return relation is Relation.OTHER or other_name(said, link.text) or _is_other_sort(source, said, link)


def _is_doubtful(source: Source, index: int, link: Link) -> bool:
    """Tell whether a measure is one of a list with slashes that the number has no place in, or stands before a gain in something else."""
    listed = _has_slash(source.text, link.start, link.end) and link.rule not in ("aligned", "parallel")
    reading = source.passage.readings[index]
    if listed and not _has_slash(source.text, reading.start, reading.end):
        return True
    return link.rule == "object" and link.figure in ("gain", "saving") and _GAIN.match(source.text, reading.end) is not None


def _has_slash(text: str, start: int, end: int) -> bool:
    return "/" in (text[start - 1 : start], text[end : end + 1])


def _contrasts(said: str, link: Link) -> bool:
    """Tell whether a linked wording can speak against a given metric: it names a measure itself, or both only count things."""
    if link.rule in _GUESSING or (link.rule == "leads" and is_size(link.text)):
        return False
    return is_measure(link.text) or (not is_measure(said) and link.rule in _COUNTING and not link.text[:1].isupper())


def _rival(source: Source, index: int, said: str, link: Link) -> int | None:
    """Return another number of the same sort whose metric has the given words that this one's lacks."""
    short = _SHORT_FORM.match(source.text, link.end)
    stated = f"{link.text} {short[1]}" if short else link.text
    lacking = missing(said, stated)
    if abbreviates(said, link.text) or abbreviates(link.text, said):
        return None
    if not lacking and same_metric(said, stated) is not Relation.OTHER:
        return None
    anywhere = is_measure(said) and is_measure(link.text) and link.rule != "comparative"
    for other in source.quantities if anywhere else comparable(source, index):
        for theirs in links_of(source, other, Role.METRIC):
            fits = _contrasts(said, theirs) and same_metric(said, theirs.text) is Relation.SAME
            if fits and _fits_better(said, lacking, link, theirs):
                return other
    return None


def _fits_better(said: str, lacking: frozenset[str], link: Link, theirs: Link) -> bool:
    if (link.start, link.end) == (theirs.start, theirs.end):
        return False
    words, mine, others = frozenset(stems(said)), frozenset(stems(link.text)), frozenset(stems(theirs.text))
    return bool(lacking & others) and bool(telling(link.text) - words) and len(words - others) < len(words - mine)


def _in_text(source: Source, said: str) -> bool:
    """Tell whether a metric is worded with the text's own words, but for those that name its kind: "query time"."""
    words = telling(said)
    others = words - KINDS
    return words <= source.stems or (bool(others) and others <= source.stems and concepts(said) <= RESOURCES)


def _is_other_sort(source: Source, said: str, link: Link) -> bool:
    """Tell whether the text has the given wording as such, and it is the linked measure with other words before it: pixel-level AUROC."""
    mine, theirs = stems(head(said)), stems(head(link.text))
    if not is_measure(link.text) or mine[-1:] != theirs[-1:] or not set(mine) - set(theirs) or not set(theirs) - set(mine):
        return False
    return bool(spelled_places(source.low, head(said), (0, len(source.low))))
