"""Check a name against what the text links the number to."""

from __future__ import annotations

import re
from collections.abc import Callable

from extract.language.attribution import Link
from extract.language.mentions import MentionKind
from extract.language.mentions import Role as MentionRole
from extract.records import Verdict
from extract.schemas.markers import Role
from extract.validate.against import telling
from extract.validate.agreement import Relation, differ_in_both, same_dataset, same_system
from extract.validate.binding import goes_with, is_compared, places_of
from extract.validate.comparable import comparable
from extract.validate.contrasted import is_ours, names_others
from extract.validate.frames import stands_beside
from extract.validate.messages import shorten
from extract.validate.metrics import is_measure
from extract.validate.names import find_name
from extract.validate.reach import Where, fits, out_of_reach, where
from extract.validate.reasons import Reason
from extract.validate.slots import KINDS, LINKED, OTHER, Attached
from extract.validate.source import Source
from extract.validate.statements import Statement

JOINED = 24  # characters between two names of a list
MIN_STRENGTH = 0.66  # of a link that, with a better place for the given name, speaks against it
MIN_STRENGTH_OF_OWN = 0.9  # of a link to "we" or "our method"
# rules that only fill gaps
LOOSE = frozenset(("earlier", "later", "sentence", "own", "carried", "earlier-parallel", "with", "shared", "shared-ahead", "behind-phrase"))

_TIED = {  # constructions around the number itself
    Role.DATASET: frozenset(("aligned", "bracket", "before", "behind", "opening", "parallel")),
    Role.SUBJECT: frozenset(("aligned", "possessive", "rival")),
    Role.BASELINE: frozenset(("aligned", "than", "compared", "over", "compared-before")),
}
_UNSURE = {  # constructions that say nothing against another name
    Role.DATASET: frozenset[str](),
    Role.SUBJECT: frozenset(("attached", "attached-own")),
    Role.BASELINE: frozenset(("beaten",)),
}
_EXAMPLE = re.compile(r"\(\s*e\.g\.[^()]*\Z")
_TOPIC = re.compile(
    r"\W*(?:the\s+|our\s+|its\s+)?(?:[\w-]+\s+){0,3}?(?:performance|accuracy|results?|scores?|errors?|progress)\s+(?:on|for)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_USED_WITH = re.compile(r"\b(?:for|with|on|using)\s+(?:both\s+)?(?:[\w-]+(?:,|\s+and|,\s+and)\s+){0,4}$")
_BEHIND = re.compile(r"\b(?:for|on|in)\s+(?:the\s+)?$")
NEAR = 60  # characters
OPENING = 12
_AND = re.compile(r"(?:,|and|or|&|/|the|as well as|\s)+")

Compare = Callable[[str, str], Relation]


def check_name(source: Source, index: int, role: Role, said: str, statement: Statement) -> Attached:
    """Check a dataset, a subject or a baseline against what the text links the number to."""
    place = find_name(source, said)
    if place is None:
        if role is Role.DATASET:
            return Attached(Verdict.UNSUPPORTED, Reason.NAME_NOT_IN_SOURCE, f"neither title nor text names {shorten(said)}")
        return Attached(Verdict.NOT_CHECKED, Reason.PARAPHRASED, "the wording is not the text's own")
    same = same_dataset if role is Role.DATASET else same_system
    if (listed := goes_with(source, index, said, KINDS[role]) or _modified(source, index, role, said)) is not None:
        return Attached(Verdict.SUPPORTED, Reason.ATTACHED, f"the text gives it to {shorten(said)}", *listed, sure=True)
    links = links_of(source, index, role) or (_holders(source, index) if role is Role.DATASET else [])
    relations = [relation_to(source, said, link, same) for link in links]
    if Relation.SAME in relations:
        link = links[relations.index(Relation.SAME)]
        message, sure = f"the text gives it to {shorten(link.text)}", link.rule not in LOOSE
        sure = sure and (link.rule != "clause" or _leads_sentence(source, index, link))
        return Attached(Verdict.SUPPORTED, Reason.ATTACHED, message, link.start, link.end, sure)
    subject = statement.said(Role.SUBJECT)
    if role is Role.DATASET and subject and any(same_system(subject, link.text) is Relation.SAME for link in links):
        relations = []  # what was taken for a dataset is the system
    links_to_measure = any(is_measure(link.text) for link in links)  # a metric taken for a name says nothing
    if Relation.OTHER in relations and not links_to_measure and (role is not Role.DATASET or _is_named(source, index, said)):
        link = links[relations.index(Relation.OTHER)]
        has_numbers = role is Role.SUBJECT and held_by(source, index, role, said, same) is not None
        return out_of_reach(source, index, role, said, link, has_numbers=has_numbers) or _contrary(source, index, role, said, link, same)
    return Attached(Verdict.AMBIGUOUS, Reason.UNDECIDED, "the text does not show which number it belongs to", place.start, place.end)


def _holders(source: Source, index: int) -> list[Link]:
    """Return the data that a number is a size of, by the text: "X, a set of 600 leaves"."""
    links = links_of(source, index, Role.SUBJECT)
    return [link for link in links if link.rule == "counted" and link.mention is not None and link.mention.kind is MentionKind.DATASET]


def _is_named(source: Source, index: int, dataset: str) -> bool:
    """Tell whether words for data are a name of the text; other words only where they all stand behind the number's sentence."""
    return bool(source.keys_of(dataset)) or where(source, index, dataset) is Where.LATER


def _modified(source: Source, index: int, role: Role, said: str) -> tuple[int, int] | None:
    """Return the place of a system that a number stands right before, as its attribute: "a 3-bit GIVEN"."""
    end = source.passage.readings[index].end
    if role is not Role.SUBJECT or source.text[end : end + 1] not in (" ", "-"):
        return None
    return next((place for place in places_of(source, said, source.sentence_of(end - 1)) if place[0] == end + 1), None)


def _contrary(source: Source, index: int, role: Role, said: str, link: Link, same: Compare) -> Attached:
    """Judge a name that the text links to something else: wrong if the construction is tight, or the name has another value."""
    message = f"the text gives {source.passage.readings[index].quote} to {shorten(link.text)}"
    held = rival_of(source, index, role, said, same)
    if held is not None:
        message += f"; it gives {source.passage.readings[held].quote} to {shorten(said)}"
    if stands_beside(source, index, said):
        return Attached(Verdict.AMBIGUOUS, Reason.UNDECIDED, message, link.start, link.end)
    tight = link.firm or (link.rule in _TIED[role] and not _parted(source, index, link))
    if role is Role.DATASET and not tight:
        tight = (link.rule == "counted" and _is_behind(source, index, said)) or _is_past(source, index, link, said)
    loose = link.rule in LOOSE or link.strength < MIN_STRENGTH or held is None
    # The value of a backbone is that of the method which uses it, too.
    loose = loose or (role is Role.SUBJECT and source.may_be_own(said))
    loose = loose or (role is Role.DATASET and link.rule == "clause" and not _leads_sentence(source, index, link))
    sentence = source.sentence_at(index)
    both_here = held is not None and link.rule == "subject-phrase" and sentence[0] <= source.starts[held] < sentence[1]
    loose = loose or not (fits(role, link.mention) or both_here)
    loose = loose or (link.rule.endswith("-own") and (link.strength < MIN_STRENGTH_OF_OWN or bool(places_of(source, said, sentence))))
    if role is Role.SUBJECT and source.may_be_own(said) and link.mention is not None and link.mention.kind is MentionKind.OTHER:
        tight = False
    if link.rule in _UNSURE[role] or (role is Role.SUBJECT and link.rule == "aligned" and source.is_own(said)):
        tight, loose = False, True  # such a list may be of what the own work was tried on
    if role is Role.SUBJECT and link.rule == "aligned" and _tries_out(source, link, said, sentence):
        tight, loose = False, True
    if role is Role.SUBJECT and not link.firm and _stands_between(source, index, link, said, sentence):
        tight, loose = False, True
    if (tight or not loose) and not _may_share(source, index, role, said, link, held):
        return Attached(Verdict.MISATTRIBUTED, OTHER[role], message, link.start, link.end)
    return Attached(Verdict.AMBIGUOUS, Reason.UNDECIDED, message, link.start, link.end)


def _tries_out(source: Source, link: Link, said: str, sentence: tuple[int, int]) -> bool:
    """Tell whether a sentence opens with the given system, and the linked one is of a list that it was used with: "for A and B"."""
    opens = any(at <= sentence[0] + OPENING for at, _ in places_of(source, said, sentence))
    return opens and _USED_WITH.search(source.text, max(sentence[0], link.start - NEAR), link.start) is not None


def _is_behind(source: Source, index: int, said: str) -> bool:
    """Tell whether a sentence has the given name only behind a number."""
    end = source.passage.readings[index].end
    return all(at >= end for at, _ in places_of(source, said, source.sentence_at(index)))


def _is_past(source: Source, index: int, link: Link, said: str) -> bool:
    """Tell whether a number of the sort stands between the name behind a number and the given one: "1 and 2 on A, and 3 on GIVEN"."""
    sentence = source.sentence_at(index)
    first = min((at for at, _ in places_of(source, said, sentence)), default=-1)
    if not source.passage.readings[index].end <= link.start < link.end <= first or link.rule not in ("shared", "behind", "later"):
        return False
    return any(link.end <= source.starts[other] < first for other in comparable(source, index))


def _leads_sentence(source: Source, index: int, link: Link) -> bool:
    """Tell whether a linked name stands ahead of every number of the sort in the sentence."""
    start, _ = source.sentence_at(index)
    numbers = [index, *comparable(source, index)]
    return link.end <= min(source.passage.readings[i].start for i in numbers if source.passage.readings[i].start >= start)


def _stands_between(source: Source, index: int, link: Link, said: str, sentence: tuple[int, int]) -> bool:
    """Tell whether a given system stands between the linked one and the number, not as what is compared with."""
    reading = source.passage.readings[index]
    between = [at for at, _ in places_of(source, said, sentence) if link.end <= at < reading.start]
    return bool(between) and not is_compared(source, sentence, between[-1])


def _may_share(source: Source, index: int, role: Role, said: str, link: Link, held: int | None) -> bool:
    """Tell whether the given name may hold as well: joined to the linked one by "and", or behind two numbers."""
    start, end = source.sentence_at(index)
    example = _EXAMPLE.search(source.text, start, source.passage.readings[index].start) if role is Role.DATASET else None
    for place, _ in places_of(source, said, (start, end)):
        if example is not None and place < example.start():
            return True  # what the example is of
        joined = source.text[link.end : place] if link.end <= place else ""
        if link.rule != "aligned" and joined and len(joined) < JOINED and _AND.fullmatch(joined):
            return True
        behind = held is not None and source.passage.readings[index].end <= source.passage.readings[held].start < place
        if role is Role.DATASET and _is_told_behind(source, index, said, place):
            return True
        if role is Role.DATASET and _is_topic(source, index, start, place):
            return True
        if role is Role.DATASET and not _is_behind_own(source, index, link, place, held) and _is_nearer(source, index, link, place):
            return True
        if link.rule not in _TIED[role] and behind and not _is_named_between(source, index, role, place):
            return True
    return False


def _is_told_behind(source: Source, index: int, said: str, place: int) -> bool:
    """Tell whether words that are no name of data stand behind a number, before the next of the sort: "3% in X accuracy for GIVEN"."""
    end = source.passage.readings[index].end
    if source.is_data(said) or place < end or any(end <= source.starts[i] < place for i in comparable(source, index)):
        return False
    return _BEHIND.search(source.text, max(end, place - NEAR), place) is not None


def _is_topic(source: Source, index: int, start: int, place: int) -> bool:
    """Tell whether a dataset is what a sentence speaks of, up to its first number: "accuracy on GIVEN rose to 3 on the board"."""
    if not _TOPIC.fullmatch(source.text, start, place):
        return False
    return not any(place <= source.starts[i] < source.starts[index] for i in comparable(source, index))


def _is_behind_own(source: Source, index: int, link: Link, place: int, held: int | None) -> bool:
    """Tell whether a given name stands behind a number of its own, as the linked one behind this: "3 on A and 4 on B"."""
    readings = source.passage.readings
    return link.rule == "behind" and held is not None and readings[held].end <= place <= readings[index].start


def _is_nearer(source: Source, index: int, link: Link, place: int) -> bool:
    """Tell whether a given dataset stands nearer to the number than the linked one, with no number of the sort between."""
    if link.rule not in ("opening", "behind"):
        return False
    reading = source.passage.readings[index]
    start, end = (reading.end, place) if place >= reading.end else (place, reading.start)
    linked = link.start - reading.end if link.start >= reading.end else reading.start - link.end
    between = any(start <= source.passage.readings[i].start < end for i in comparable(source, index))
    return not between and abs(end - start) < linked


def _is_named_between(source: Source, index: int, role: Role, place: int) -> bool:
    end = source.passage.readings[index].end
    return any(end <= m.start < place and m.kind in KINDS[role] for m in source.passage.mentions)


def _parted(source: Source, index: int, link: Link) -> bool:
    """Tell whether another number of the same sort stands between a number and what it is linked to, outside lists."""
    reading = source.passage.readings[index]
    start, end = min(reading.end, link.end), max(reading.start, link.start)
    between = any(start <= source.passage.readings[i].start < end for i in comparable(source, index))
    return between and link.rule not in ("aligned", "opening", "parallel")


def links_of(source: Source, index: int, role: Role) -> list[Link]:
    """Return what the text links a number to in one slot, the surest first."""
    slot = LINKED[role]
    return [link for link in source.links.get(index, ()) if link.slot is slot]


def _is_own(link: Link) -> bool:
    return link.mention is not None and link.mention.role is MentionRole.OWN


def relation_to(source: Source, said: str, link: Link, same: Compare) -> Relation:
    """Compare a given name with a linked one, by the names that the text itself has for either."""
    relation = same(said, link.text)
    if relation is Relation.SAME and same is same_system and (is_ours(source, link) or _is_own(link)):
        if names_others(said):
            return Relation.OTHER
        if link.mention is None and telling(said) - telling(link.text):
            return Relation.UNCLEAR  # "dense planners", where it is "our planner"
    if relation is Relation.SAME:
        return relation
    if link.mention is not None:
        keys = source.keys_of(said)
        if link.mention.key in keys:
            return Relation.SAME
        if same(said, link.mention.text) is Relation.SAME:
            return Relation.SAME
        differ = same is same_dataset or differ_in_both(said, link.mention.text)
        if differ and relation is Relation.UNCLEAR and source.names_both(said, link.mention.text):
            return Relation.OTHER
    return relation


def rival_of(source: Source, index: int, role: Role, said: str, same: Compare) -> int | None:
    """Return another number of the same sort and another value that the text links the given name to."""
    for other in comparable(source, index):
        if any(relation_to(source, said, link, same) is Relation.SAME and link.rule not in LOOSE for link in links_of(source, other, role)):
            return other
    return None


def held_by(source: Source, index: int, role: Role, said: str, same: Compare) -> int | None:
    """Return another number of the sort that is linked to the given name, by any rule."""
    for other in comparable(source, index):
        if any(relation_to(source, said, link, same) is Relation.SAME for link in links_of(source, other, role)):
            return other
    return None
