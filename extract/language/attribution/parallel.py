"""Lists that answer earlier lists: "… 51% top-1 and 80% top-5 accuracy, 14% and 10% above X"."""

from __future__ import annotations

from collections.abc import Mapping

from extract.language.attribution.found import Found
from extract.language.attribution.roles import MEASURED, Figure
from extract.language.attribution.scene import Place, Scene
from extract.language.attribution.series import aligned

_LOOSE = frozenset(("carried", "earlier", "object", "clause", "sentence", "later", "shared", "leads", "ahead"))


def align_with_earlier(scene: Scene, figures: Mapping[int, Figure], found: dict[int, Found]) -> None:
    """Give each number of a list, where its own finding is loose or missing, that of its partner in the list just before.

    The partners are the last numbers before it that carry as many different findings as the list has members.
    """
    for place in scene.places:
        hit = found.get(place.index)
        if place.rank.size < 2 or figures[place.index] not in MEASURED or (hit is not None and hit.rule not in _LOOSE):
            continue
        partners = _partners(scene, figures, place, found)
        member = aligned(place.rank, len(partners))
        if member is not None:
            found[place.index] = partners[member].by("parallel")


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
