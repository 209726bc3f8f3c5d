"""How surely each rule is right, and which rules leave no room for another name."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from extract.language.attribution.found import Found
from extract.language.attribution.links import Slot
from extract.language.attribution.roles import MEASURED, Figure
from extract.language.mentions import Mention, MentionKind

_UNKNOWN = 0.5
_FIRM: Mapping[Slot, frozenset[str]] = {
    Slot.DATASET: frozenset(("aligned", "bracket", "opening", "behind")),
    Slot.SUBJECT: frozenset(("aligned", "possessive", "rival", "sized")),
    Slot.BASELINE: frozenset(("bracket", "beaten", "compared", "than")),
    Slot.METRIC: frozenset(("aligned", "behind")),
}
_KINDS = {
    Slot.DATASET: MentionKind.DATASET,
    Slot.SUBJECT: MentionKind.SYSTEM,
    Slot.BASELINE: MentionKind.SYSTEM,
    Slot.METRIC: MentionKind.METRIC,
}

_KINDS_OF_SLOTS = frozenset(_KINDS.values())


@cache
def _table() -> Mapping[str, Mapping[str, float]]:
    return tomllib.loads(files(__package__).joinpath("strengths.toml").read_text(encoding="utf-8"))


@cache
def strength_of(slot: Slot, rule: str, figure: Figure) -> float:
    """Return how surely the rule is right for this kind of figure; see `strengths.toml`."""
    rules = _table().get(slot.value, {})
    return rules.get(f"{rule}/{figure.value}", rules.get(rule, _UNKNOWN))


def names_by_kind(mentions: list[Mention]) -> dict[MentionKind, frozenset[str]]:
    """Return the keys of all names of each kind."""
    return {kind: frozenset([m.key for m in mentions if m.kind is kind]) for kind in _KINDS_OF_SLOTS}


def is_firm(slot: Slot, hit: Found, figure: Figure, names: Mapping[MentionKind, frozenset[str]]) -> bool:
    """Tell whether the link excludes every other name: a construction without exceptions, and another name that it could have been."""
    if hit.rule not in _FIRM[slot] or (slot is Slot.DATASET and figure not in MEASURED):
        return False
    if hit.rule == "sized" and figure is not Figure.COST:
        return False
    keys = names[_KINDS[slot]]
    if hit.mention is not None and slot is Slot.DATASET and hit.text != hit.mention.text:
        return False  # a whole list
    return bool(keys - {hit.mention.key}) if hit.mention is not None else slot is Slot.METRIC and len(keys) > 1
