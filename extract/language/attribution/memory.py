"""What one sentence leaves behind for the next: the paper's own system, the last measure, the last dataset."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from extract.language.aliases import name_key
from extract.language.attribution.datasets import measured_elsewhere
from extract.language.attribution.found import Found, named
from extract.language.attribution.metrics import is_score
from extract.language.attribution.parallel import different
from extract.language.attribution.roles import MEASURED, Figure
from extract.language.attribution.scene import Place, Scene
from extract.language.mentions import Mention, MentionKind, Role
from extract.language.words import word_list


class Memory:
    """Filled sentence by sentence, in order."""

    def __init__(self, own: Found | None) -> None:
        self.own = own
        self.topic: Found | None = None  # the last subject that had a value
        self.metric: Found | None = None
        self.unit: str | None = None  # of the number that had it
        self.dataset: Found | None = None
        self.measure: Found | None = None  # what was measured on it
        self.metrics: list[Found] = []  # the different ones of the last sentence with any
        self.datasets: list[Found] = []

    def fill(self, scene: Scene, figures: Mapping[int, Figure], metrics: dict[int, Found], datasets: dict[int, Found]) -> None:
        """Give scores and gains without a measure or dataset those of earlier sentences, and remember this one's."""
        for place in scene.places:
            figure = figures[place.index]
            if figure not in MEASURED:
                continue
            if (
                place.index not in metrics
                and self.metric is not None
                and self.unit == _unit(place)
                and _goes_on(scene, place, figure)
                and self._same_place(datasets.get(place.index))
            ):
                metrics[place.index] = self.metric.by("earlier")
            hit, where = metrics.get(place.index), datasets.get(place.index)
            goes_on = where is None and figure is not Figure.SAVING and self._same_measure(hit)
            if goes_on and self.dataset is not None and not measured_elsewhere(scene, place):
                datasets[place.index] = self.dataset.by("earlier")
            if figure is not Figure.SAVING and hit is not None and is_score(hit):
                self.metric, self.unit = hit, _unit(place)
            if figure is Figure.SCORE and where is not None:
                self.dataset, self.measure = where, hit
        self.metrics = different(scene, figures, metrics) or self.metrics
        self.datasets = different(scene, figures, datasets) or self.datasets

    def _same_place(self, where: Found | None) -> bool:
        """Tell whether a number has no dataset of its own, or that of the last measure: other sets have measures of their own."""
        return where is None or self.dataset is None or where.text == self.dataset.text

    def _same_measure(self, hit: Found | None) -> bool:
        """Tell whether a number goes on with what was measured on the last dataset: another measure may be taken elsewhere."""
        if hit is None:
            return False
        return hit.rule in ("earlier", "carried") or (self.measure is not None and _alike(hit, self.measure))


def _alike(one: Found, other: Found) -> bool:
    """Tell whether two findings are of one measure: the same head, or one the initials of the other ("phone error rate", "PER")."""
    return _head(one) == _head(other) or _initials(one) == other.text.lower() or one.text.lower() == _initials(other)


def _initials(hit: Found) -> str:
    return "".join(word[0] for word in hit.text.lower().split())


def _head(hit: Found) -> str:
    return hit.text.rpartition(" ")[2].lower().removesuffix("s")


_PLAIN_UNITS = (None, "%", "points")
_LIMITS = frozenset(("at", "beyond", "above", "below", "under", "with"))


def _unit(place: Place) -> str | None:
    """Return the unit of a number; a bare number, a percentage and points may be of one measure."""
    unit = place.reading.values[0].unit
    return None if unit in _PLAIN_UNITS else unit


def _goes_on(scene: Scene, place: Place, figure: Figure) -> bool:
    """Tell whether a number that names no measure can be of the last one: a score or a difference of scores, no limit or setting."""
    if figure is Figure.GAIN:
        return _unit(place) is None
    tokens, at = scene.tokens, place.rank.first - 1
    limit = at >= 0 and tokens[at].word in _LIMITS and (at == 0 or not tokens[at - 1].finite)
    return figure is Figure.SCORE and not limit


def with_titled(mentions: list[Mention], title: str | None) -> list[Mention]:
    """Return the mentions, those of no known kind that head the title ("NAME: …") being the paper's own system."""
    head = _letters((title or "").split(":")[0])
    if not head or not any(m.kind is MentionKind.OTHER and _letters(m.text) == head for m in mentions):
        return mentions
    return [
        replace(m, kind=MentionKind.SYSTEM, role=Role.OWN) if m.kind is MentionKind.OTHER and _letters(m.text) == head else m
        for m in mentions
    ]


def own_system(mentions: list[Mention], title: str | None) -> Found | None:
    """Return the name of the paper's own system.

    Of the names it presents as its own that is the one in front of the title, else the most frequent; failing those, a short title
    that is a name itself, at the place of the first "our method".
    """
    own = [m for m in mentions if m.kind is MentionKind.SYSTEM and m.role is Role.OWN]
    names = [m for m in own if _is_name(m)]
    if not names:
        return _titled(own, title)
    counts = Counter(m.key for m in names)
    head = _letters((title or "").split(":")[0])
    order = {m.key: -i for i, m in reversed(list(enumerate(names)))}
    whole = _letters(title or "")
    spelled = {key: [_letters(m.text) for m in names if m.key == key] for key in counts}

    def rank(key: str) -> tuple[bool, bool, int, int]:
        return bool(head) and head in spelled[key], any(name in whole for name in spelled[key]), counts[key], order[key]

    best = max(counts, key=rank)
    wordings = Counter(m.text for m in names if m.key == best)
    text = max(wordings, key=lambda w: (wordings[w], -len(w)))
    return named(next(m for m in names if m.text == text), "own")


def protagonist(mentions: list[Mention], sentences: list[tuple[int, int]]) -> Found | None:
    """Return the system a text speaks of that presents nothing as its own: the most frequent of those whose name opens a sentence.

    Well-known models are spoken of in anybody's text.
    """
    starts = {start for start, _ in sentences}
    systems = [m for m in mentions if m.kind is MentionKind.SYSTEM and m.role is Role.NAMED]
    opening = {m.key for m in systems if m.start in starts} - _well_known()
    counts = Counter(m.key for m in systems if m.key in opening)
    key, times = counts.most_common(1)[0] if counts else ("", 0)
    if times < 2 and (not times or systems[0].key != key):
        return None
    return named(min((m for m in systems if m.key == key), key=lambda m: (len(m.text), m.start)), "own")


@cache
def _well_known() -> frozenset[str]:
    return frozenset(name_key(name) for section in ("names", "families") for name in word_list("models", section))


def _titled(own: list[Mention], title: str | None) -> Found | None:
    head = (title or "").split(":")[0].strip()
    words = head.split()
    if not own or not 1 <= len(words) <= 3 or any(w.islower() for w in words) or not any(c.isupper() for w in words for c in w[1:]):
        return None
    return Found(head, own[0].start, own[0].end, own[0], "own")


def _is_name(mention: Mention) -> bool:
    return not mention.text.lower().startswith(("our ", "the ", "this ", "ours", "these ")) and mention.text != mention.text.lower()


_SYMBOLS = re.compile(r"[\W_]+")


def _letters(name: str) -> str:
    return _SYMBOLS.sub("", name.lower())
