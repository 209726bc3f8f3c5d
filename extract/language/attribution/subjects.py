"""Who has a value."""

from __future__ import annotations

from collections.abc import Mapping

from extract.language.attribution.clause_subjects import clause_begins, clause_subject
from extract.language.attribution.data_phrases import glossed_with_size, sized
from extract.language.attribution.found import Found, name_at
from extract.language.attribution.owners import is_rival_value, tied
from extract.language.attribution.phrases import lead_of, phrase_after
from extract.language.attribution.rivals import rival_after
from extract.language.attribution.roles import Figure
from extract.language.attribution.scene import Place, Scene
from extract.language.attribution.tokens import Kind
from extract.language.attribution.words import W
from extract.language.mentions import MentionKind, Role


def link_subjects(scene: Scene, figures: Mapping[int, Figure], own: Found | None, topic: Found | None) -> dict[int, Found]:
    """Return, for the index of each reading, the system that has the value.

    `own` is the paper's own system, `topic` the last subject of earlier sentences.
    """
    found: dict[int, Found] = {}
    of_clause: dict[int, Found | None] = {}
    previous: Found | None = None
    before: Place | None = None
    for place in scene.places:
        figure = figures[place.index]
        hit = tied(scene, place, figure) or _data_counted(scene, place, figure, before, found) or _glossed(scene, before, place, found)
        before = place
        if hit is None and not is_rival_value(scene, place) and not (figure is Figure.COUNT and _counts_tests(scene, place)):
            start = clause_begins(scene, place.at)
            if of_clause.get(start) is None:
                of_clause[start] = clause_subject(scene, start, place.at, own, topic)
            previous = of_clause[start] or previous
            hit = _holder(scene, place, previous) if previous is not None else _by_default(scene, place, own)
            if hit is None and _is_before(scene, place):
                hit = _compared_with(scene, place)
        if hit is not None:
            found[place.index] = hit
    return found


def _by_default(scene: Scene, place: Place, own: Found | None) -> Found | None:
    """Return the paper's own system for what it changes or states itself, not for what was before it or is said before it is named."""
    if own is None:
        return _with_behind(scene, place)
    return None if place.reading.start < own.start or _is_before(scene, place) else own


def _holder(scene: Scene, place: Place, subject: Found) -> Found | None:
    """Return the subject of the clause, or who had the value that it changes, as far as the text says."""
    if subject.rule.startswith("subject") and _is_before(scene, place) and not _changes_itself(scene, place, subject):
        return _owner_of_measure(scene, place)
    return subject


_TESTS = frozenset(("datasets", "benchmarks", "tasks", "dataset", "benchmark"))


def _counts_tests(scene: Scene, place: Place) -> bool:
    """On 22 image benchmarks, across six datasets: what is evaluated on belongs to nobody."""
    tokens, at = scene.tokens, place.rank.first - 1
    while at > 0 and not tokens[at].classes.isdisjoint((W.DETERMINER, W.ABOUT)):
        at -= 1
    _, end = phrase_after(tokens, place.rank.last + 1)
    return at >= 0 and W.PLACE in tokens[at].classes and tokens[end - 1].word in _TESTS


def _data_counted(scene: Scene, place: Place, figure: Figure, before: Place | None, found: Mapping[int, Found]) -> Found | None:
    """Plants (600 classes); Plants, a corpus of 600 leaves of 9 trees: the dataset has the size."""
    if figure is not Figure.COUNT:
        return None
    hit = sized(scene, place)
    if hit is None:
        return glossed_with_size(scene, place) or _counted_on(scene, before, place, found)
    return hit.by("counted") if hit.rule in ("bracket", "holds") else None


def _counted_on(scene: Scene, before: Place | None, place: Place, found: Mapping[int, Found]) -> Found | None:
    """Return the dataset that has the number before, where only a phrase stands between the two: "14 tasks of 6 sorts"."""
    hit = found.get(before.index) if before is not None else None
    if before is None or hit is None or hit.rule != "counted" or scene.clause_of[before.at] != scene.clause_of[place.at]:
        return None
    between = scene.tokens[before.at + 1 : place.at]
    return None if any(token.finite or token.names(MentionKind.SYSTEM) for token in between) else hit


def _glossed(scene: Scene, before: Place | None, place: Place, found: dict[int, Found]) -> Found | None:
    """Ten times more parameters (4.4B): the bracket tells more of the number right before it."""
    if before is None or place.bracket is None or before.bracket == place.bracket or before.index not in found:
        return None
    between = scene.tokens[before.at + 1 : place.bracket]
    return found[before.index] if place.bracket > before.at and all(t.content for t in between) else None


def _is_before(scene: Scene, place: Place) -> bool:
    """Tell whether the number is where a change starts: "from 46" with a "to" behind it."""
    tokens = scene.tokens
    return place.at > 0 and tokens[place.at - 1].word == "from" and any(t.word == "to" for t in tokens[place.at + 1 : place.at + 5])


def _compared_with(scene: Scene, place: Place) -> Found | None:
    """Compared with X, it raises the rate from 13 to 96: X had the first value."""
    for at, token in enumerate(scene.tokens):
        if W.RIVAL in token.classes and W.PREPOSITION not in token.classes:
            hit = rival_after(scene, at, place, "before", strict=False)
            return hit.by("before") if hit is not None else None
    return None


def _changes_itself(scene: Scene, place: Place, hit: Found) -> bool:
    """X drops from 46 to 40: a system that is not the paper's own, and is not said to change another's value, had both."""
    acts = scene.tokens[place.at - 2]
    named = hit.rule == "subject" and hit.mention is not None and hit.mention.role is Role.NAMED
    return named and place.at > 1 and W.CHANGE in acts.classes


def _owner_of_measure(scene: Scene, place: Place) -> Found | None:
    """Reduces the error of X from 30 to 25: X had the first value, whoever has the second."""
    for at in range(place.at - 2, max(place.seg, 1) - 1, -1):
        before = scene.tokens[at - 1]
        if scene.tokens[at].is_system and (before.word in ("of", "the", "a", "vanilla") or before.kind is Kind.NUMBER):
            return name_at(scene.tokens[at], "before")
        if W.CHANGE in scene.tokens[at].classes:
            return None
    return None


def _with_behind(scene: Scene, place: Place) -> Found | None:
    """We obtain 77.1% with a ResNet-50, in a paper that names nothing of its own."""
    tokens = scene.tokens
    if all(W.OWN not in t.classes for t in tokens[scene.clause_start(place.at) : place.at]):
        return None
    for at in range(place.rank.last + 1, min(len(tokens), place.rank.last + 16)):
        if tokens[at].kind in (Kind.NUMBER, Kind.STOP):
            return None
        if tokens[at].is_system:
            lead = lead_of(tokens, at)
            return name_at(tokens[at], "with") if lead is not None and lead.word in ("with", "using", "for", "from") else None
    return None
