"""Attach every number of a passage to what the text attaches it to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from extract.language.attribution.baselines import link_baselines
from extract.language.attribution.datasets import link_datasets, stands_clear
from extract.language.attribution.found import Found
from extract.language.attribution.links import Link, Slot
from extract.language.attribution.memory import Memory, own_system, protagonist, with_titled
from extract.language.attribution.metrics import link_metrics
from extract.language.attribution.parallel import align_with_earlier
from extract.language.attribution.roles import DIFFERENCES, Figure, figures_of, refined
from extract.language.attribution.scene import Place, Scene, scenes
from extract.language.attribution.strengths import is_firm, names_by_kind, strength_of
from extract.language.attribution.subjects import link_subjects
from extract.language.mentions import MentionKind
from extract.language.passage import Passage

Names = Mapping[MentionKind, frozenset[str]]


@lru_cache(maxsize=4)  # the reader and the validator ask about the same passage one after the other
def attribute(passage: Passage) -> Mapping[int, Sequence[Link]]:
    """Return, for each quantity of the passage (key: index into `passage.readings`), its links, the surest of a slot first.

    The answer is shared between callers: it is not to be changed.
    """
    mentions = with_titled(passage.mentions, passage.title)
    memory = Memory(own_system(mentions, passage.title) or protagonist(mentions, passage.sentences))
    links: dict[int, list[Link]] = {}
    names = names_by_kind(mentions)
    for scene in scenes(passage.text, passage.sentences, passage.readings, mentions):
        links.update(_links_of(scene, memory, names))
    return links


def _links_of(scene: Scene, memory: Memory, names: Names) -> dict[int, list[Link]]:
    figures = figures_of(scene)
    metrics = link_metrics(scene, figures)
    align_with_earlier(scene, figures, metrics, memory.metrics)
    figures = refined(figures, metrics)
    datasets = link_datasets(scene, figures)
    align_with_earlier(scene, figures, datasets, memory.datasets)
    memory.fill(scene, figures, metrics, datasets)
    differences = [place for place in scene.places if figures[place.index] in DIFFERENCES]
    subjects = link_subjects(scene, figures, memory.own, memory.topic)
    memory.topic = next((hit for hit in reversed(subjects.values()) if hit.rule in ("subject", "subject-other")), memory.topic)
    by_slot = {
        Slot.METRIC: metrics,
        Slot.SUBJECT: subjects,
        Slot.DATASET: datasets,
        Slot.BASELINE: link_baselines(scene, differences),
    }
    links: dict[int, list[Link]] = {}
    for place in scene.places:
        found = [(slot, hits[place.index]) for slot, hits in by_slot.items() if place.index in hits]
        links[place.index] = [_link(scene, place, slot, hit, figures[place.index], names) for slot, hit in found]
    return links


def _link(scene: Scene, place: Place, slot: Slot, hit: Found, figure: Figure, names: Names) -> Link:
    strength = strength_of(slot, hit.rule, figure)
    firm = is_firm(slot, hit, figure, names) and (slot is not Slot.DATASET or stands_clear(scene, place, hit))
    return Link(scene.readings[place.index], slot, hit.text, hit.start, hit.end, hit.mention, hit.rule, strength, firm, str(figure))
