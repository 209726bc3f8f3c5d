"""What kind of figure a number is, as far as attribution needs it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from extract.language.attribution.found import Found
from extract.language.attribution.phrases import phrase_after
from extract.language.attribution.scene import Place, Scene
from extract.language.attribution.tokens import Kind, Token
from extract.language.attribution.topics import topic, verb_of
from extract.language.attribution.words import W, classes_of_words, measured_by
from extract.language.mentions import MentionKind
from extract.numbers.readings import Form


class Figure(StrEnum):
    """A score on an evaluation, a gain in one, a saving of a resource, a resource itself, or a count of things."""

    SCORE = "score"
    GAIN = "gain"
    SAVING = "saving"
    COST = "cost"
    COUNT = "count"


DIFFERENCES = frozenset((Figure.GAIN, Figure.SAVING))
MEASURED = frozenset((Figure.SCORE, Figure.GAIN, Figure.SAVING))


_COST_UNITS = frozenset(
    ("parameters", "weights", "FLOPs", "ms", "s", "min", "h", "days", "GPU-hours", "GPU-days", "FPS", "GB", "MB", "KB", "TB")
)
_SETTING_UNITS = frozenset(("bits", "px", "epochs", "tokens", "images", "layers"))
_SETTING_FORMS = frozenset((Form.RATIO, Form.DIMENSION, Form.POWER))
_PHYSICAL_UNITS = frozenset(
    [
        "mm",
        "cm",
        "m",
        "km",
        "nm",
        "Hz",
        "kHz",
        "MHz",
        "GHz",
        "K",
        "°C",
        "eV",
        "V",
        "mg",
        "kg",
        "g",
        "ml",
        "mL",
        "deg",
        "°",
        "bpm",
        "Mbps",
        "Gbps",
    ]
)
_SCORE_UNITS = frozenset(("%", "dB"))


def figures_of(scene: Scene) -> dict[int, Figure]:
    """Return, for the index of each reading, what kind of figure it is; "3% on A and 5% on B" are of one kind."""
    figures: dict[int, Figure] = {}
    last: Place | None = None
    outside: Place | None = None  # the last number in no bracket: "54% (0.24 -> 0.11) and 43% (…)"
    for place in scene.places:
        figure = figure_of(scene, place)
        before = outside if place.bracket is None else last
        if figure is Figure.SCORE and before is not None and figures[before.index] is Figure.GAIN and _goes_on(scene, before, place):
            figure = Figure.GAIN
        if figure is Figure.SCORE and before is not None and figures[before.index] is Figure.COUNT and _paired(scene, before, place):
            figure = Figure.COUNT
        figures[place.index] = figure
        if last is not None and figure is Figure.GAIN and figures[last.index] is Figure.SCORE and _shares_head(scene, last, place):
            figures[last.index] = Figure.GAIN
        last = place
        outside = place if place.bracket is None else outside
    return figures


_GAINS = frozenset(("gains", "improvements", "increases", "reductions", "decreases", "drops", "losses"))


def _shares_head(scene: Scene, last: Place, place: Place) -> bool:
    """Tell whether a plural word for a difference behind the second number goes for both: "1.5 box AP and 1.1 mask AP gains"."""
    tokens = scene.tokens
    _, end = phrase_after(tokens, place.rank.last + 1)
    if end == place.rank.last + 1 or tokens[end - 1].word not in _GAINS or last.reading.values[0].unit != place.reading.values[0].unit:
        return False
    between = tokens[last.at + 1 : place.at]
    return between[-1:] != [] and between[-1].word == "and" and all(t.content for t in between[:-1])


_PARTS_NUMBERS = frozenset((W.BE, W.COMPARATIVE, W.CLAUSE, W.RELATIVE, W.MEASURE))


def _goes_on(scene: Scene, before: Place, place: Place) -> bool:
    """Tell whether only a place ("on A", "for B") stands between two numbers of one unit, and nothing but a place behind the second."""
    tokens = scene.tokens
    units = before.reading.values[0].unit, place.reading.values[0].unit
    if (units[0] != units[1] and units != ("points", None)) or scene.clause_of[before.at] != scene.clause_of[place.at]:
        return False
    if _is_coordinate(scene, before, place):
        return True
    end = place.rank.last + 1
    follows = tokens[end] if end < len(tokens) else None
    if (follows is not None and follows.content and W.ADVERB not in follows.classes) or place.bracket != before.bracket:
        return False
    between = tokens[before.at + 1 : place.at]
    if any(not t.classes.isdisjoint(_PARTS_NUMBERS) and not (k and W.PREPOSITION in between[k - 1].classes) for k, t in enumerate(between)):
        return False
    return any(t.word == "and" or t.kind is Kind.COMMA for t in between)


def _is_coordinate(scene: Scene, before: Place, place: Place) -> bool:
    """Tell whether "and" joins a number to a gain as its equal: "by 1.5 AP on A and 4.9 AP on B", "a 3% gain over A and 5% over B"."""
    tokens, joint = scene.tokens, _lead(scene.tokens, place.rank.first)
    if joint <= before.at or tokens[joint].word != "and" or any(t.finite or t.kind is Kind.COLON for t in tokens[before.at + 1 : place.at]):
        return False
    if tokens[_lead(tokens, before.rank.first)].word == "by":
        return True
    follows, sibling = tokens[place.rank.last + 1 : place.rank.last + 2], tokens[before.rank.last + 1]
    return any(t.word in ("over", "than") or (t.content and t.word == sibling.word) for t in follows)


def _lead(tokens: list[Token], number: int) -> int:
    """Return the index of the word that leads to a number, without articles and words such as "about"."""
    at = number - 1
    while at > 0 and not tokens[at].classes.isdisjoint((W.ABOUT, W.DETERMINER)):
        at -= 1
    return at


def _paired(scene: Scene, before: Place, place: Place) -> bool:
    """Tell whether a bare number is the alternative of the one before it: "10 steps instead of 1000"."""
    between = scene.tokens[before.at + 1 : place.at]
    if place.reading.values[0].unit is not None or place.reading.form is not Form.INTEGER or len(between) > 6:
        return False
    return any(W.RIVAL in t.classes for t in between) or (between[-1:] != [] and between[-1].word == "and")


def refined(figures: Mapping[int, Figure], metrics: Mapping[int, Found]) -> dict[int, Figure]:
    """Return the figures with gains in a resource ("faster", "fewer parameters") told apart from gains in a score."""
    return {index: _refined(figure, metrics.get(index)) for index, figure in figures.items()}


def _refined(figure: Figure, metric: Found | None) -> Figure:
    if figure is not Figure.GAIN or metric is None:
        return figure
    head = metric.text.rsplit(None, 1)[-1].lower()
    classes = classes_of_words().get(head, frozenset())
    resource = W.COSTNOUN in classes or W.DATANOUN in classes or head in _RESOURCES
    return Figure.SAVING if resource and W.SCORE not in classes else figure


_RESOURCES = frozenset(
    ("speed", "speedup", "speed-up", "ratio", "size", "cost", "throughput", "compression", "consumption", "savings", "saving", "efficiency")
)


def figure_of(scene: Scene, place: Place) -> Figure:
    """Return what kind of figure the number is."""
    unit = place.reading.values[0].unit
    if unit in _SETTING_UNITS or place.reading.form in _SETTING_FORMS:
        return Figure.COUNT
    if is_gain(scene, place):
        return Figure.GAIN
    if unit in _COST_UNITS:
        return Figure.COST
    behind = _head_behind(scene, place)
    if W.COSTNOUN in behind and W.SCORE not in behind:
        return Figure.GAIN if unit == "%" else Figure.COST
    if unit in _SCORE_UNITS:
        return Figure.COUNT if W.DATANOUN in behind and W.MEASURE not in behind else Figure.SCORE
    if unit in _PHYSICAL_UNITS:
        return Figure.SCORE
    if unit is not None:
        return Figure.SCORE if _is_measured(place) else Figure.COUNT
    if place.reading.form is Form.DECIMAL or W.MEASURE in behind or (place.rank.size > 1 and place.reading.form is not Form.INTEGER):
        return Figure.SCORE
    counts = place.rank.last + 1 < len(scene.tokens) and scene.tokens[place.rank.last + 1].content
    large = place.reading.values[0].value >= _LARGE
    return Figure.COUNT if counts or behind or large or place.reading.form is Form.WORD else Figure.SCORE


_LARGE = 10_000  # no bare score is as large


def _is_measured(place: Place) -> bool:
    """Tell whether a number with a unit of its own is a measurement, not a count of things, which is whole: "5.9 meV"."""
    return place.reading.form is Form.DECIMAL and place.reading.values[0].value.denominator != 1


def _head_behind(scene: Scene, place: Place) -> frozenset[str]:
    """Return the classes of the head of the noun phrase behind the number or its list."""
    tokens, at = scene.tokens, place.rank.last + 1
    if at < len(tokens) and tokens[at].word == "of":
        at += 1
        while at < len(tokens) and W.DETERMINER in tokens[at].classes:
            at += 1
    classes: frozenset[str] = frozenset()
    while at < len(tokens) and tokens[at].content:
        classes = tokens[at].classes or classes
        at += 1
    return classes


def is_gain(scene: Scene, place: Place) -> bool:
    """Tell whether the number is a difference or a ratio: +1.2, 3x faster, 2% higher, a gain of 3, improved by 4%."""
    reading = place.reading
    unit = reading.values[0].unit
    if reading.quote.startswith("+") or unit == "points":
        return True
    if reading.form in (Form.MULTIPLIER, Form.ORDERS) or unit == "x":
        return True
    return _gain_behind(scene, place) or _gain_ahead(scene, place) or (unit == "%" and share_of_rival(scene, place) is not None)


_OTHERS = frozenset((W.RIVALS, W.SOTA))


def share_of_rival(scene: Scene, place: Place) -> int | None:
    """Return the index of the word for the rival in "93% of the original accuracy", "11% of the baseline's parameters"; else None."""
    tokens, at = scene.tokens, place.at + 1
    if at + 1 >= len(tokens) or tokens[at].word != "of":
        return None
    at += 1
    while at < len(tokens) and (W.DETERMINER in tokens[at].classes or tokens[at].word.endswith("ly")):
        at += 1
    inverted = _measured_of(scene, at)
    if inverted is not None:
        return inverted
    if at >= len(tokens) or (tokens[at].classes.isdisjoint(_OTHERS) and not _owns(scene, at)):
        return None
    if W.DATANOUN in tokens[phrase_after(tokens, at)[1] - 1].classes:
        return None  # 5% of the original labels
    return at


def _measured_of(scene: Scene, at: int) -> int | None:
    """Return the index of the rival in "(92% of the) accuracy of X", where a measure begins at `at`; else None."""
    tokens = scene.tokens
    start, end = phrase_after(tokens, at)
    if end == start or end + 1 >= len(tokens) or tokens[end].word != "of" or tokens[end - 1].classes.isdisjoint((W.MEASURE, W.VAGUE)):
        return None
    at = end + 1
    while at + 1 < len(tokens) and W.DETERMINER in tokens[at].classes:
        at += 1
    is_rival = tokens[at].is_system and W.OWN not in tokens[at].classes
    return at if is_rival or not tokens[at].classes.isdisjoint(_OTHERS) else None


def _owns(scene: Scene, at: int) -> bool:
    tokens = scene.tokens
    return tokens[at].names(MentionKind.SYSTEM) and at + 1 < len(tokens) and tokens[at + 1].kind is Kind.POSSESSIVE


def _gain_behind(scene: Scene, place: Place) -> bool:
    tokens, at = scene.tokens, place.rank.last + 1
    steps = 0
    while at < len(tokens) and steps < 8:
        token = tokens[at]
        if token.kind is Kind.OPEN:
            at = scene.closer(at) + 1
            continue
        if token.word in ("above", "below") and steps < 3:
            return True
        comparative = W.COMPARATIVE in token.classes or token.word == "more" or token.word.endswith(" than") or token.word in measured_by()
        if W.GAIN in token.classes or (comparative and steps < 3):
            return True
        if not token.content and W.ADVERB not in token.classes:
            return False
        at, steps = at + 1, steps + 1
    return False


_CHANGES = frozenset((W.CHANGE, W.BEAT, W.COMPARATIVE, W.GAIN))
_BEFORE_A_GAIN = frozenset((W.ABOUT, W.DETERMINER, W.MEASURE, W.PRAISE))


_LOSSES = frozenset(("training", "validation", "test", "evaluation", "train", "entropy", "cross-entropy", "final"))


def _gain_ahead(scene: Scene, place: Place) -> bool:
    """Tell whether "by", or "of" behind a word of difference, leads to the number."""
    tokens, at = scene.tokens, place.rank.first - 1
    floor = place.seg if place.at == place.rank.first else 0
    while at >= floor and tokens[at].kind is Kind.WORD and not tokens[at].classes.isdisjoint(_BEFORE_A_GAIN):
        at -= 1
    if at < floor:
        return False
    word = tokens[at].word
    if word in ("of", "is") and at > 1 and tokens[at - 1].word == "loss" and tokens[at - 2].word in _LOSSES:
        return False  # a training loss of 0.31
    if word == "by":
        start = scene.clause_start(at)
        return W.GAIN in tokens[at - 1].classes or any(not t.classes.isdisjoint(_CHANGES) for t in tokens[start:at])
    if word in ("of", "is", ":", "(") or tokens[at].kind is Kind.OPEN:
        return (at > 0 and W.GAIN in tokens[at - 1].classes) or _is_said_of_gain(scene, at, floor)
    if _is_said_of_gain(scene, at, floor):
        return True
    changes = W.CHANGE in tokens[at].classes and W.MEASURE not in tokens[at].classes and at > 0
    return W.GAIN in tokens[at].classes or (changes and word not in ("rises", "rise", "falls"))


def _is_said_of_gain(scene: Scene, at: int, floor: int) -> bool:
    """Tell whether the clause speaks of a difference: "the advantage over X widens to 8%", "the improvements are 4% and 5%"."""
    verb = verb_of(scene, at, floor)
    span = topic(scene, verb) if verb is not None else None
    return span is not None and W.GAIN in scene.tokens[span[1] - 1].classes
