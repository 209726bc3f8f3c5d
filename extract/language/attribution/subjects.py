"""Who has a value."""

from __future__ import annotations

from collections.abc import Mapping

from extract.language.attribution.clause_subjects import clause_begins, clause_subject
from extract.language.attribution.data_phrases import sized
from extract.language.attribution.found import Found, name_at
from extract.language.attribution.owners import is_rival_value, tied
from extract.language.attribution.phrases import lead_of, phrase_after
from extract.language.attribution.roles import Figure
from extract.language.attribution.scene import Place, Scene
from extract.language.attribution.tokens import Kind
from extract.language.attribution.words import W
from extract.language.mentions import Role


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
        hit = tied(scene, place, figure) or _data_counted(scene, place, figure) or _glossed(scene, before, place, found)
        before = place
        if hit is None and not is_rival_value(scene, place) and not (figure is Figure.COUNT and _counts_tests(scene, place)):
            start = clause_begins(scene, place.at)
            if of_clause.get(start) is None:
                of_clause[start] = clause_subject(scene, start, place.at, own, topic)
            previous = of_clause[start] or previous
            hit = _holder(scene, place, previous) if previous is not None else own or _with_behind(scene, place)
        if hit is not None:
            found[place.index] = hit
    return found


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


def _data_counted(scene: Scene, place: Place, figure: Figure) -> Found | None:
    """Plants (600 classes); Plants, with its 600 classes: the dataset has the size."""
    hit = sized(scene, place) if figure is Figure.COUNT else None
    return hit.by("counted") if hit is not None and hit.rule in ("bracket", "holds") else None


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


def _changes_itself(scene: Scene, place: Place, hit: Found) -> bool:
    """X drops from 46 to 40: a system that is not the paper's own, and is not said to change another's value, had both."""
    acts = scene.tokens[place.at - 2]
    named = hit.rule == "subject" and hit.mention is not None and hit.mention.role is Role.NAMED
    return named and place.at > 1 and W.CHANGE in acts.classes


def _owner_of_measure(scene: Scene, place: Place) -> Found | None:
    """Reduces the error of X from 30 to 25: X had the first value, whoever has the second."""
    for at in range(place.at - 2, place.seg, -1):
        if scene.tokens[at].is_system and scene.tokens[at - 1].word in ("of", "the", "a", "vanilla"):
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
