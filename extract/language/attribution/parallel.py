"""Lists that answer earlier lists: "… 51% top-1 and 80% top-5 accuracy, 14% and 10% above X"."""

from __future__ import annotations

from collections.abc import Mapping

from extract.language.attribution.found import Found
from extract.language.attribution.roles import MEASURED, Figure
from extract.language.attribution.scene import Place, Scene
from extract.language.attribution.series import aligned

_LOOSE = frozenset(("carried", "earlier", "object", "clause", "sentence", "later", "shared", "leads", "ahead"))


def align_with_earlier(scene: Scene, figures: Mapping[int, Figure], found: dict[int, Found], earlier: list[Found]) -> None:
    """Give each number of a list, where its own finding is loose or missing, that of its partner in the list just before.

    The partners are the numbers before it in the sentence that carry as many different findings as the list has members;
    where the sentence has none, those of the sentence before (`earlier`).
    """
    for place in scene.places:
        hit = found.get(place.index)
        if place.rank.size < 2 or figures[place.index] not in MEASURED or (hit is not None and hit.rule not in _LOOSE):
            continue
        partners = _partners(scene, figures, place, found)
        member = aligned(place.rank, len(partners))
        if member is not None:
            found[place.index] = partners[member].by("parallel")
            continue
        member = aligned(place.rank, len(earlier)) if not partners or {p.text for p in partners} <= {e.text for e in earlier} else None
        if member is not None and (hit is None or hit.rule in ("carried", "earlier", "later")):
            found[place.index] = earlier[member].by("earlier-parallel")


def different(scene: Scene, figures: Mapping[int, Figure], found: Mapping[int, Found]) -> list[Found]:
    """Return the different findings of the scores and gains of a sentence, in order."""
    hits = [found[p.index] for p in scene.places if p.index in found and figures[p.index] in MEASURED]
    return list({hit.text: hit for hit in reversed(hits)}.values())[::-1]


def _partners(scene: Scene, figures: Mapping[int, Figure], place: Place, found: dict[int, Found]) -> list[Found]:
    """Return the different findings of the numbers before the list, in order."""
    different: dict[str, Found] = {}
    for other in scene.places:
        if other.at >= place.rank.first:
            break
        hit = found.get(other.index)
        if hit is not None and figures[other.index] in MEASURED:
            different.setdefault(hit.text, hit)
    return list(different.values())
