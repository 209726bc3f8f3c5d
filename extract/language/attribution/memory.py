"""What one sentence leaves behind for the next: the paper's own system, the last measure, the last dataset."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from extract.language.attribution.datasets import measured_elsewhere
from extract.language.attribution.found import Found, named
from extract.language.attribution.parallel import different
from extract.language.attribution.roles import MEASURED, Figure
from extract.language.attribution.scene import Scene
from extract.language.mentions import Mention, MentionKind, Role


class Memory:
    """Filled sentence by sentence, in order."""

    def __init__(self, own: Found | None) -> None:
        self.own = own
        self.metric: Found | None = None
        self.dataset: Found | None = None
        self.metrics: list[Found] = []  # the different ones of the last sentence with any
        self.datasets: list[Found] = []

    def fill(self, scene: Scene, figures: Mapping[int, Figure], metrics: dict[int, Found], datasets: dict[int, Found]) -> None:
        """Give scores and gains without a measure or dataset those of earlier sentences, and remember this one's."""
        for place in scene.places:
            figure = figures[place.index]
            if figure not in MEASURED:
                continue
            if place.index not in metrics and self.metric is not None:
                metrics[place.index] = self.metric.by("earlier")
            lacks = place.index not in datasets and figure is not Figure.SAVING
            if lacks and self.dataset is not None and not measured_elsewhere(scene, place):
                datasets[place.index] = self.dataset.by("earlier")
            if figure is Figure.SCORE:
                self.metric = metrics.get(place.index, self.metric)
                self.dataset = datasets.get(place.index, self.dataset)
        self.metrics = different(scene, figures, metrics) or self.metrics
        self.datasets = different(scene, figures, datasets) or self.datasets


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


def _titled(own: list[Mention], title: str | None) -> Found | None:
    head = (title or "").split(":")[0].strip()
    words = head.split()
    if not own or not 1 <= len(words) <= 3 or not any(char.isupper() for char in head[1:]) or any(w.islower() for w in words):
        return None
    return Found(head, own[0].start, own[0].end, own[0], "own")


def _is_name(mention: Mention) -> bool:
    return not mention.text.lower().startswith(("our ", "the ", "this ", "ours", "these ")) and mention.text != mention.text.lower()


def _letters(name: str) -> str:
    return "".join(char for char in name.lower() if char.isalnum())
