"""Check what a number is said to be attached to: its dataset, metric, subject and baseline."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extract.language.attribution import Link, Slot
from extract.language.mentions import MentionKind
from extract.records import Verdict
from extract.schemas.markers import Role
from extract.validate.against import against, excludes, in_metric, rival
from extract.validate.agreement import Relation, same_dataset, same_system, stems
from extract.validate.binding import achieved_by, bound_elsewhere, compared_with, is_background, other_variant, places_of
from extract.validate.change import brings_about, change_of, says_after, says_before
from extract.validate.comparable import comparable
from extract.validate.conditions import other_condition
from extract.validate.messages import shorten
from extract.validate.metrics import is_measure, missing, same_metric, telling
from extract.validate.names import find_name
from extract.validate.reasons import Reason
from extract.validate.source import Source
from extract.validate.statements import Statement
from extract.validate.wording import other_gain, other_noun, other_purpose, other_split

SLOTS = (Role.METRIC, Role.SUBJECT, Role.DATASET, Role.BASELINE)

_KINDS = {
    Role.SUBJECT: frozenset((MentionKind.SYSTEM, MentionKind.OTHER)),
    Role.DATASET: frozenset((MentionKind.DATASET,)),
}
_SLOT = {Role.METRIC: Slot.METRIC, Role.SUBJECT: Slot.SUBJECT, Role.DATASET: Slot.DATASET, Role.BASELINE: Slot.BASELINE}
_OTHER = {
    Role.METRIC: Reason.OTHER_METRIC,
    Role.SUBJECT: Reason.OTHER_SUBJECT,
    Role.DATASET: Reason.OTHER_DATASET,
    Role.BASELINE: Reason.OTHER_BASELINE,
}
_LOOSE = frozenset(("earlier", "later", "sentence", "own", "carried", "with", "shared", "shared-ahead"))  # rules that only fill gaps
_TIED = {  # constructions around the number itself
    Role.DATASET: frozenset(("aligned", "bracket", "modifier", "before", "behind", "opening", "parallel")),
    Role.SUBJECT: frozenset(("aligned", "possessive", "rival", "rival-phrase")),
    Role.BASELINE: frozenset(("aligned", "than", "compared", "over", "compared-before")),
}

_COUNTING = frozenset(("behind-noun", "share-noun", "adjacent-noun"))
JOINED = 24  # characters
MIN_STRENGTH = 0.7  # of a link that, with a better place for the given name, speaks against it
_MEASURED = frozenset(("behind", "of", "object", "in", "aligned", "pair", "bracket", "comparative", "parallel", "share", "adjacent"))

Compare = Callable[[str, str], Relation]


@dataclass(frozen=True, slots=True)
class Attached:
    """The verdict on one slot of a number; the span is where the text says it, or says otherwise."""

    verdict: Verdict
    reason: Reason
    message: str
    start: int | None = None
    end: int | None = None
    sure: bool = False  # shown by a construction of the text, not only by what it says elsewhere


def attached(source: Source, index: int, statement: Statement) -> dict[Role, Attached]:
    """Return the verdict on each slot that is given for a number of the text."""
    verdicts: dict[Role, Attached] = {}
    for role in SLOTS:
        if said := statement.said(role):
            verdict = _metric(source, index, said) if role is Role.METRIC else _named(source, index, role, said, statement)
            doubt = None if verdict.verdict.flags else _doubt(source, index, role, said, statement, verdict)
            verdicts[role] = doubt or verdict
    return verdicts


def _doubt(source: Source, index: int, role: Role, said: str, statement: Statement, verdict: Attached) -> Attached | None:
    """Look for what the words of a slot say besides its name: before or after, measured against what, under which condition."""
    if role is Role.METRIC:
        return (
            _wrong_time(source, index, said, statement)
            or _wrong_baseline(source, index, in_metric(said))
            or _wrong_condition(source, index, said)
            or _other_words(source, index, said)
        )
    if role is Role.BASELINE:
        return _wrong_baseline(source, index, said)
    if role is Role.SUBJECT:
        found = _before_change(source, index, said, statement) or _others_work(source, index, said) or _achieved_by(source, index, said)
        if found is not None:
            return found
    if role is Role.DATASET and (split := other_split(source, index, said)):
        return _given_to(source, index, role, split)
    if variant := other_variant(source, index, said, _KINDS[role]):
        return _given_to(source, index, role, variant)
    return None if verdict.reason is Reason.ATTACHED and verdict.sure else _other_name(source, index, role, said)


def _other_name(source: Source, index: int, role: Role, said: str) -> Attached | None:
    """Look for a construction in the number's own sentence that binds it to another name of the sort."""
    name = bound_elsewhere(source, index, said, _KINDS[role])
    return None if name is None else _given_to(source, index, role, name)


def _achieved_by(source: Source, index: int, said: str) -> Attached | None:
    name = achieved_by(source, index)
    if name is None or frozenset(stems(said)) & frozenset(stems(name)):
        return None
    return _given_to(source, index, Role.SUBJECT, name)


def _given_to(source: Source, index: int, role: Role, name: str) -> Attached:
    reading = source.passage.readings[index]
    return Attached(Verdict.MISATTRIBUTED, _OTHER[role], f"the text gives {reading.quote} to {shorten(name)}", reading.start, reading.end)


def _others_work(source: Source, index: int, said: str) -> Attached | None:
    """A system that the sentence only compares with does not have the value; a number from before the paper's own work is not its own."""
    reading = source.passage.readings[index]
    if source.is_own(said):
        if not is_background(source, index):
            return None
        message = f"the text gives {reading.quote} where it speaks of others' work"
    else:
        links, change = list(_links(source, index, Role.SUBJECT)), change_of(source, index)
        if not links or (change and index == change[0]) or not compared_with(source, index, said) or any(same_system(said, link.text) is not Relation.OTHER for link in links):
            return None
        message = f"the text gives {reading.quote} to {shorten(links[0].text)} and compares it with {shorten(said)}"
    return Attached(Verdict.MISATTRIBUTED, Reason.OTHER_SUBJECT, message, reading.start, reading.end)


def _wrong_time(source: Source, index: int, metric: str, statement: Statement) -> Attached | None:
    change = change_of(source, index)
    words = f"{metric} {statement.said(Role.CONDITION) or ''}"
    if change is None or not ((index == change[1] and says_before(words)) or (index == change[0] and says_after(words))):
        return None
    return _swapped(source, change)


def _before_change(source: Source, index: int, subject: str, statement: Statement) -> Attached | None:
    """A value before a change is not that of the system which brings the change about, unless the words say "before"."""
    change = change_of(source, index)
    words = f"{statement.said(Role.METRIC) or ''} {statement.said(Role.CONDITION) or ''} {subject}"
    if change is None or index != change[0] or says_before(words) or not brings_about(source, index, subject):
        return None
    return _swapped(source, change)


def _other_words(source: Source, index: int, metric: str) -> Attached | None:
    """Compare a metric with the words right around the number: a gain in what, cases for what, what is counted."""
    words = other_gain(source, index, metric) or other_purpose(source, index, metric) or other_noun(source, index, metric)
    if words is None:
        return None
    reading = source.passage.readings[index]
    message = f"the text gives {reading.quote} for {shorten(words)}, not for {shorten(metric)}"
    return Attached(Verdict.MISATTRIBUTED, Reason.OTHER_METRIC, message, reading.start, reading.end)


def _swapped(source: Source, change: tuple[int, int]) -> Attached:
    before, after = (source.passage.readings[i] for i in change)
    message = f"the text gives {before.quote} before the change and {after.quote} after it"
    return Attached(Verdict.MISATTRIBUTED, Reason.BEFORE_AFTER_SWAPPED, message, before.start, after.end)


def _wrong_baseline(source: Source, index: int, said: str | None) -> Attached | None:
    """Check what a gain is said to be measured against, by the text's own words for it and by what it is linked to."""
    if not said:
        return None
    other, stated = rival(source, index, said), against(source, index)
    if other is None and not (stated and excludes(source, index, said, stated)):
        return _linked_baseline(source, index, said)
    mine = source.passage.readings[index]
    message = f"the text measures {mine.quote} against {shorten(stated or '')}"
    message += f"; against {shorten(said)} it gives {source.passage.readings[other].quote}" if other is not None else f", not {shorten(said)}"
    return Attached(Verdict.MISATTRIBUTED, Reason.OTHER_BASELINE, message, mine.start, mine.end)


def _linked_baseline(source: Source, index: int, said: str) -> Attached | None:
    links = [link for link in _links(source, index, Role.BASELINE) if link.mention and link.mention.kind is MentionKind.SYSTEM]
    relations = [_relation(source, said, link, same_system) for link in links]
    if not links or Relation.SAME in relations or Relation.OTHER not in relations or not source.keys_of(said):
        return None
    if places_of(source, said, source.sentence_of(source.passage.readings[index].start)):
        other = _held(source, index, Role.BASELINE, said, same_system)
        if other is None:
            return None
    reading = source.passage.readings[index]
    message = f"the text measures {reading.quote} against {shorten(links[0].text)}, not {shorten(said)}"
    return Attached(Verdict.MISATTRIBUTED, Reason.OTHER_BASELINE, message, links[0].start, links[0].end)


def _held(source: Source, index: int, role: Role, said: str, same: Compare) -> int | None:
    """Return another number of the sort that is linked to the given name, by any rule."""
    for other in comparable(source, index):
        if any(_relation(source, said, link, same) is Relation.SAME for link in _links(source, other, role)):
            return other
    return None


def _wrong_condition(source: Source, index: int, metric: str) -> Attached | None:
    condition = other_condition(source, index, metric)
    if condition is None:
        return None
    message = f"the text gives {source.passage.readings[index].quote} under another condition than {shorten(condition.quote)}"
    return Attached(Verdict.MISATTRIBUTED, Reason.OTHER_METRIC, message, condition.start, condition.end)


def _metric(source: Source, index: int, said: str) -> Attached:
    """Check a metric against the one that the text links the number to; a wording of one's own is no reason to flag."""
    link = next(_links(source, index, Role.METRIC), None)
    if link is None:
        return Attached(Verdict.NOT_CHECKED, Reason.PARAPHRASED, "the text does not say in so many words what the number measures")
    relation = same_metric(said, link.text)
    other = _metric_rival(source, index, said, link) if _contrasts(said, link) else None
    if other is not None or (relation is Relation.OTHER and link.rule in _MEASURED and _in_text(source, said)):
        message = f"the text gives {source.passage.readings[index].quote} as {shorten(link.text)}"
        message += f"; as {shorten(said)} it gives {source.passage.readings[other].quote}" if other is not None else f", not as {shorten(said)}"
        return Attached(Verdict.MISATTRIBUTED, Reason.OTHER_METRIC, message, link.start, link.end)
    if relation is Relation.SAME:
        return Attached(Verdict.SUPPORTED, Reason.ATTACHED, f"the text gives it as {shorten(link.text)}", link.start, link.end)
    return Attached(Verdict.AMBIGUOUS, Reason.UNDECIDED, f"the text gives it as {shorten(link.text)}", link.start, link.end)


def _contrasts(said: str, link: Link) -> bool:
    """Tell whether a linked wording can speak against a given metric: it names a measure itself, or both only count things."""
    if link.rule in _LOOSE or link.rule == "unit":
        return False
    return is_measure(link.text) or (not is_measure(said) and link.rule in _COUNTING)


def _metric_rival(source: Source, index: int, said: str, link: Link) -> int | None:
    """Return another number of the same sort whose metric has the given words that this one's lacks."""
    lacking = missing(said, link.text)
    if not lacking and same_metric(said, link.text) is not Relation.OTHER:
        return None
    for other in comparable(source, index):
        for theirs in _links(source, other, Role.METRIC):
            if theirs.rule not in _LOOSE and _contrasts(said, theirs) and same_metric(said, theirs.text) is Relation.SAME and _fits_better(said, lacking, link, theirs):
                return other
    return None


def _fits_better(said: str, lacking: frozenset[str], link: Link, theirs: Link) -> bool:
    if (link.start, link.end) == (theirs.start, theirs.end):
        return False
    words, mine, others = frozenset(stems(said)), frozenset(stems(link.text)), frozenset(stems(theirs.text))
    return bool(lacking & others) and bool(telling(link.text) - words) and len(words - others) < len(words - mine)


def _in_text(source: Source, said: str) -> bool:
    """Tell whether a metric is worded with the text's own words."""
    return telling(said) <= source.stems


def _named(source: Source, index: int, role: Role, said: str, statement: Statement) -> Attached:
    """Check a dataset, a subject or a baseline against what the text links the number to."""
    place = find_name(source, said)
    if place is None:
        if role is Role.DATASET:
            return Attached(Verdict.UNSUPPORTED, Reason.NAME_NOT_IN_SOURCE, f"neither title nor text names {shorten(said)}")
        return Attached(Verdict.NOT_CHECKED, Reason.PARAPHRASED, "the wording is not the text's own")
    same = same_dataset if role is Role.DATASET else same_system
    links = list(_links(source, index, role))
    relations = [_relation(source, said, link, same) for link in links]
    if Relation.SAME in relations:
        link = links[relations.index(Relation.SAME)]
        return Attached(Verdict.SUPPORTED, Reason.ATTACHED, f"the text gives it to {shorten(link.text)}", link.start, link.end, link.rule not in _LOOSE)
    subject = statement.said(Role.SUBJECT)
    if role is Role.DATASET and subject and any(same_system(subject, link.text) is Relation.SAME for link in links):
        relations = []  # what was taken for a dataset is the system
    if Relation.OTHER in relations:
        return _contrary(source, index, role, said, links[relations.index(Relation.OTHER)], same)
    return Attached(Verdict.AMBIGUOUS, Reason.UNDECIDED, "the text does not show which number it belongs to", place.start, place.end)


def _contrary(source: Source, index: int, role: Role, said: str, link: Link, same: Compare) -> Attached:
    """Judge a name that the text links to something else: wrong where the construction is tight, or where the name has another value."""
    message = f"the text gives {source.passage.readings[index].quote} to {shorten(link.text)}"
    held = rival_of(source, index, role, said, same)
    if held is not None:
        message += f"; it gives {source.passage.readings[held].quote} to {shorten(said)}"
    tight = link.firm or (link.rule in _TIED[role] and not _parted(source, index, link))
    loose = link.rule in _LOOSE or link.strength < MIN_STRENGTH or held is None
    if (tight or not loose) and not _may_share(source, index, role, said, link, held):
        return Attached(Verdict.MISATTRIBUTED, _OTHER[role], message, link.start, link.end)
    return Attached(Verdict.AMBIGUOUS, Reason.UNDECIDED, message, link.start, link.end)


def _may_share(source: Source, index: int, role: Role, said: str, link: Link, held: int | None) -> bool:
    """Tell whether the given name may hold as well: joined to the linked one by "and", or the first of its sort behind two numbers."""
    start, end = source.sentence_of(source.passage.readings[index].start)
    for place, _ in places_of(source, said, (start, end)):
        joined = source.text[link.end : place] if link.end <= place else ""
        if link.rule != "aligned" and joined and len(joined) < JOINED and re.fullmatch(r"\s*(?:,|and|or|&|/|the|as well as|\s)+\s*", joined):
            return True
        behind = held is not None and source.passage.readings[index].end <= source.passage.readings[held].start < place
        if link.rule not in _TIED[role] and behind and not _named_between(source, index, role, place):
            return True
    return False


def _named_between(source: Source, index: int, role: Role, place: int) -> bool:
    kinds = _KINDS.get(role, frozenset((MentionKind.SYSTEM,)))
    return any(source.passage.readings[index].end <= m.start < place and m.kind in kinds for m in source.passage.mentions)


def _parted(source: Source, index: int, link: Link) -> bool:
    """Tell whether another number of the same sort stands between a number and what it is linked to, outside lists."""
    reading = source.passage.readings[index]
    start, end = min(reading.end, link.end), max(reading.start, link.start)
    between = any(start <= source.passage.readings[i].start < end for i in comparable(source, index))
    return between and link.rule not in ("aligned", "opening", "parallel")


def _links(source: Source, index: int, role: Role) -> Iterator[Link]:
    return (link for link in source.links.get(index, ()) if link.slot is _SLOT[role])


def _relation(source: Source, said: str, link: Link, same: Compare) -> Relation:
    """Compare a given name with a linked one, by the names that the text itself has for either."""
    relation = same(said, link.text)
    if relation is Relation.SAME:
        return relation
    if link.mention is not None:
        keys = source.keys_of(said)
        if link.mention.key in keys:
            return Relation.SAME
        if same(said, link.mention.text) is Relation.SAME:
            return Relation.SAME
        if same is same_dataset and relation is Relation.UNCLEAR and source.names_both(said, link.mention.text):
            return Relation.OTHER
    return relation


def rival_of(source: Source, index: int, role: Role, said: str, same: Compare) -> int | None:
    """Return another number of the same sort and another value that the text links the given name to."""
    for other in comparable(source, index):
        if any(_relation(source, said, link, same) is Relation.SAME and link.rule not in _LOOSE for link in _links(source, other, role)):
            return other
    return None
