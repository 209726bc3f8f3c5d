"""What the words of a slot say besides a name, and what speaks against it in the sentence of the number."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from extract.language.mentions import MentionKind
from extract.records import Verdict
from extract.schemas.markers import Role
from extract.validate.absent import other_than
from extract.validate.against import against, excludes, in_metric, rival
from extract.validate.agreement import Relation, same_dataset, same_system, siblings, stems
from extract.validate.binding import (
    achieved_by,
    acting_variant,
    bound_elsewhere,
    bracket_owner,
    compared_with,
    is_background,
    other_variant,
    places_of,
)
from extract.validate.change import brings_about, change_of, clearly_before, end_of_change, is_reached, means_of, says_after, says_before
from extract.validate.conditions import other_condition
from extract.validate.contrasted import is_measured_against, only_contrasted
from extract.validate.frames import contrast, named_elsewhere, other_act
from extract.validate.linked import LOOSE, held_by, links_of, relation_to
from extract.validate.messages import shorten
from extract.validate.metrics import is_measure
from extract.validate.owners import (
    accompanied,
    contrasted_owner,
    is_compared_value,
    is_label_of_compared,
    is_others,
    other_actor,
    other_people,
    owns_other,
    possessor,
)
from extract.validate.reach import Where, where
from extract.validate.reasons import Reason
from extract.validate.slots import KINDS, OTHER, Attached, given_to
from extract.validate.source import Source
from extract.validate.statements import Statement
from extract.validate.things import other_thing
from extract.validate.values import exact
from extract.validate.wording import only_part, other_gain, other_noun, other_purpose, other_split, other_use


def find_doubt(source: Source, index: int, role: Role, said: str, statement: Statement, verdict: Attached) -> Attached | None:
    """Look for what the words of a slot say besides its name: before or after, measured against what, under which condition."""
    if role is Role.METRIC:
        return _doubt_metric(source, index, said, statement, verdict)
    if role is Role.SUBJECT:
        found = (
            _before_change(source, index, said, statement)
            or _others_work(source, index, said)
            or _peoples(source, index, said)
            or _bound(source, index, said)
        )
        if found is not None:
            return found
    if role is Role.DATASET and (split := other_split(source, index, said)):
        return given_to(source, index, role, split)
    if verdict.reason is Reason.ATTACHED and verdict.sure:
        return None
    return _other_frame(source, index, role, said) or _doubt_name(source, index, role, said) or _absent(source, index, role, said)


def _absent(source: Source, index: int, role: Role, said: str) -> Attached | None:
    """A system that the sentence does not name has no number of what it does name."""
    if role is Role.SUBJECT and other_than(source, index, said):
        return given_to(source, index, role, "the paper's own work")
    if role is Role.SUBJECT and (owner := only_contrasted(source, index, said, links_of(source, index, role))) is not None:
        return given_to(source, index, role, owner)
    if role is Role.SUBJECT and is_measured_against(source, index, said, *(links_of(source, index, r) for r in (role, Role.BASELINE))):
        return given_to(source, index, role, f"what it compares with {shorten(said)}")
    return given_to(source, index, role, f"something named before {shorten(said)}") if _is_of_later(source, index, role, said) else None


def _is_of_later(source: Source, index: int, role: Role, said: str) -> bool:
    """Tell whether a name that has numbers of the sort stands only behind the sentence of this one, and is not the own work."""
    if links_of(source, index, role) or (role is Role.SUBJECT and source.may_be_own(said)):
        return False
    same = same_dataset if role is Role.DATASET else same_system
    return where(source, index, said) is Where.LATER and held_by(source, index, role, said, same) is not None


def _doubt_metric(source: Source, index: int, said: str, statement: Statement, verdict: Attached) -> Attached | None:
    if (found := _wrong_time(source, index, said, statement)) is not None or verdict.sure:
        return found
    return (
        _other_frame(source, index, Role.METRIC, said)
        or _wrong_baseline(source, index, in_metric(said))
        or _wrong_condition(source, index, said)
        or _other_words(source, index, said, statement.said(Role.UNIT))
    )


def _doubt_name(source: Source, index: int, role: Role, said: str) -> Attached | None:
    if role is Role.BASELINE:
        return _wrong_baseline(source, index, said)
    if role is Role.SUBJECT and (found := _achieved_by(source, index, said) or _other_owner(source, index, said)) is not None:
        return found
    if role is Role.SUBJECT and (variant := other_variant(source, index, said, KINDS[role])):
        return given_to(source, index, role, variant)
    return _other_name(source, index, role, said)


def _other_frame(source: Source, index: int, role: Role, said: str) -> Attached | None:
    whole = role is not Role.METRIC
    if whole and not places_of(source, said, source.sentence_at(index)):
        found = named_elsewhere(source, index, said)
    else:
        found = contrast(source, index, said, whole=whole)
    if found is None:
        return None
    mine, other = (source.passage.readings[i] for i in (index, found))
    message = f"the text gives {other.quote} for {shorten(said)}, not {mine.quote}"
    return Attached(Verdict.MISATTRIBUTED, OTHER[role], message, mine.start, mine.end)


def _other_name(source: Source, index: int, role: Role, said: str) -> Attached | None:
    """Look for a construction in the number's own sentence that binds it to another name of the sort."""
    name = bound_elsewhere(source, index, said, KINDS[role])
    return None if name is None else given_to(source, index, role, name)


def _peoples(source: Source, index: int, said: str) -> Attached | None:
    name = other_people(source, index, said) or possessor(source, index, said)
    return None if name is None else given_to(source, index, Role.SUBJECT, name)


def _bound(source: Source, index: int, said: str) -> Attached | None:
    name = acting_variant(source, index, said, KINDS[Role.SUBJECT]) or bracket_owner(source, index, said)
    return None if name is None else given_to(source, index, Role.SUBJECT, name)


def _achieved_by(source: Source, index: int, said: str) -> Attached | None:
    name = achieved_by(source, index)
    if name is None or frozenset(stems(said)) & frozenset(stems(name)):
        return None
    return given_to(source, index, Role.SUBJECT, name)


def _other_owner(source: Source, index: int, said: str) -> Attached | None:
    name = (
        contrasted_owner(source, index, said)
        or accompanied(source, index, said)
        or (f"another than {said}" if owns_other(source, index, said) or is_label_of_compared(source, index, said) else None)
    )
    return None if name is None else given_to(source, index, Role.SUBJECT, name)


def _others_work(source: Source, index: int, said: str) -> Attached | None:
    """What a sentence only compares with does not have the value; a number from before the own work is not its own."""
    reading = source.passage.readings[index]
    if source.is_own(said):
        actor = other_actor(source, index, said) or ("earlier work" if is_others(source, index) else None)
        if actor is not None:
            return given_to(source, index, Role.SUBJECT, actor)
        if not is_background(source, index) and not is_compared_value(source, index):
            return None
        message = f"the text gives {reading.quote} as others' value"
    else:
        links, change = links_of(source, index, Role.SUBJECT), change_of(source, index)
        if not links or (change and index == change[0]) or not compared_with(source, index, said):
            return None
        if any(same_system(said, link.text) is not Relation.OTHER for link in links):
            return None
        message = f"the text gives {reading.quote} to {shorten(links[0].text)} and compares it with {shorten(said)}"
    return Attached(Verdict.MISATTRIBUTED, Reason.OTHER_SUBJECT, message, reading.start, reading.end)


def _wrong_time(source: Source, index: int, metric: str, statement: Statement) -> Attached | None:
    ranges = source.passage.readings[index].values[0].high is not None
    change, end = change_of(source, index), end_of_change(source, index, _given_value(statement)) if ranges else None
    words = f"{metric} {statement.said(Role.CONDITION) or ''}"
    if change is None and end is None:
        reached = clearly_before(words) and is_reached(source, index)
        return _came_to(source, index) if reached else None
    before = index == change[0] if change else end == 0
    means = means_of(metric) if before and not says_before(words) else None
    swapped = (says_after(words) or (means and brings_about(source, index, means))) if before else clearly_before(words)
    if not swapped:
        return None
    return _swapped(source, change) if change else _swapped_ends(source, index)


def _before_change(source: Source, index: int, subject: str, statement: Statement) -> Attached | None:
    """A value before a change is not that of the system which brings the change about, unless the words say "before"."""
    change = change_of(source, index)
    if change is None or index != change[0]:
        return None
    if says_before(f"{statement.said(Role.METRIC) or ''} {statement.said(Role.CONDITION) or ''} {subject}"):
        return None
    other_acts = any(siblings(subject, link.text) for link in links_of(source, change[1], Role.SUBJECT))
    if other_acts or not brings_about(source, index, subject):
        return None
    return _swapped(source, change)


def _given_value(statement: Statement) -> Fraction | None:
    given = next((given.value for given in statement.numbers if given.key == "value"), None)
    claim = exact(given) if isinstance(given, (int, float, str, Decimal)) else None
    return claim.value if claim else None


def _came_to(source: Source, index: int) -> Attached:
    reading = source.passage.readings[index]
    message = f"the text gives {reading.quote} after the change, not before it"
    return Attached(Verdict.MISATTRIBUTED, Reason.BEFORE_AFTER_SWAPPED, message, reading.start, reading.end)


def _swapped_ends(source: Source, index: int) -> Attached:
    reading = source.passage.readings[index]
    message = f"of {reading.quote}, the first is before the change and the second after it"
    return Attached(Verdict.MISATTRIBUTED, Reason.BEFORE_AFTER_SWAPPED, message, reading.start, reading.end)


def _swapped(source: Source, change: tuple[int, int]) -> Attached:
    before, after = (source.passage.readings[i] for i in change)
    message = f"the text gives {before.quote} before the change and {after.quote} after it"
    return Attached(Verdict.MISATTRIBUTED, Reason.BEFORE_AFTER_SWAPPED, message, before.start, after.end)


def _wrong_condition(source: Source, index: int, metric: str) -> Attached | None:
    condition = other_condition(source, index, metric)
    if condition is None:
        return None
    message = f"the text gives {source.passage.readings[index].quote} under another condition than {shorten(condition.quote)}"
    return Attached(Verdict.MISATTRIBUTED, Reason.OTHER_METRIC, message, condition.start, condition.end)


def _other_words(source: Source, index: int, metric: str, unit: str | None) -> Attached | None:
    """Compare a metric with the words right around the number: a gain in what, cases for what, what is counted."""
    words = (
        other_gain(source, index, metric)
        or other_use(source, index, metric)
        or only_part(source, index, metric)
        or other_purpose(source, index, metric)
        or other_noun(source, index, metric)
        or other_thing(source, index, metric, unit)
        or (None if is_measure(metric) else other_act(source, index, metric))
    )
    if words is None:
        return None
    reading = source.passage.readings[index]
    message = f"the text gives {reading.quote} for {shorten(words)}, not for {shorten(metric)}"
    return Attached(Verdict.MISATTRIBUTED, Reason.OTHER_METRIC, message, reading.start, reading.end)


def _wrong_baseline(source: Source, index: int, said: str | None) -> Attached | None:
    """Check what a gain is said to be measured against, by the text's own words for it and by what it is linked to."""
    if not said:
        return None
    other, stated = rival(source, index, said), against(source, index)
    listed = [link for link in links_of(source, index, Role.BASELINE) if link.rule == "aligned" or (stated or "") in link.text]
    if any(link.rule not in LOOSE and relation_to(source, said, link, same_system) is Relation.SAME for link in listed):
        return None
    if other is None and not (stated and excludes(source, index, said, stated)):
        return _linked_baseline(source, index, said)
    mine = source.passage.readings[index]
    rest = f", not {shorten(said)}" if other is None else f"; against {shorten(said)} it gives {source.passage.readings[other].quote}"
    message = f"the text measures {mine.quote} against {shorten(stated or '')}{rest}"
    return Attached(Verdict.MISATTRIBUTED, Reason.OTHER_BASELINE, message, mine.start, mine.end)


def _linked_baseline(source: Source, index: int, said: str) -> Attached | None:
    links = [link for link in links_of(source, index, Role.BASELINE) if link.mention and link.mention.kind is MentionKind.SYSTEM]
    relations = [relation_to(source, said, link, same_system) for link in links]
    if not links or Relation.SAME in relations or Relation.OTHER not in relations or not source.keys_of(said):
        return None
    if places_of(source, said, source.sentence_at(index)):
        other = held_by(source, index, Role.BASELINE, said, same_system)
        if other is None:
            return None
    reading = source.passage.readings[index]
    message = f"the text measures {reading.quote} against {shorten(links[0].text)}, not {shorten(said)}"
    return Attached(Verdict.MISATTRIBUTED, Reason.OTHER_BASELINE, message, links[0].start, links[0].end)
