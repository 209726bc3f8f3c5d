"""What a number measures."""

from __future__ import annotations

from collections.abc import Mapping

from extract.language.attribution.found import Found
from extract.language.attribution.measures import (
    changed_measure,
    found_measure,
    measure_or_vague,
    nearest_measure,
    skip_articles,
    with_complement,
)
from extract.language.attribution.metric_gains import measure_of_gain, measure_of_rival
from extract.language.attribution.metric_lists import listed_measure
from extract.language.attribution.owners import is_rival_value
from extract.language.attribution.phrases import measure_in, phrase_after, phrase_before
from extract.language.attribution.roles import MEASURED, Figure
from extract.language.attribution.scene import Place, Scene
from extract.language.attribution.tokens import Kind, Token
from extract.language.attribution.topics import topic_measure
from extract.language.attribution.words import NO_CLASSES, W, classes_of_words
from extract.numbers.readings import Form


def link_metrics(scene: Scene, figures: Mapping[int, Figure]) -> dict[int, Found]:
    """Return, for the index of each reading, what it measures as far as the sentence says."""
    found: dict[int, Found] = {}
    before: Place | None = None
    for place in scene.places:
        last = found.get(before.index) if before is not None else None
        hit = _own(scene, place, figures[place.index], last) or _after_pair(scene, before, place, found)
        if hit is not None:
            found[place.index] = hit
        before = place
    _carry(scene, figures, found)
    for place in scene.places:
        hit = found.get(place.index) or _by_unit(scene, place)
        if hit is not None:
            found[place.index] = hit
    return found


def _own(scene: Scene, place: Place, figure: Figure, last: Found | None) -> Found | None:
    """Return the measure by a construction that ties it to this number or its list; `last` is that of the number before."""
    listed = _in_bracket_behind(scene, place) or listed_measure(scene, place)
    if listed is not None:
        return listed
    close = _behind(scene, place, place.at + 1)
    direct = _of(scene, place) if close is None or close.rule != "behind" else None
    if direct is not None and direct.rule == "of":
        return direct
    behind = close if close is not None or place.rank.last == place.at else _behind(scene, place, place.rank.last + 1)
    if behind is not None and behind.rule == "behind":
        return behind
    if figure is Figure.GAIN:
        if behind is not None and _is_fewer(scene, place):
            return behind
        of_rival = measure_of_rival(scene, place)
        if of_rival is not None:
            return of_rival
        return measure_of_gain(scene, place) or behind or direct or _ahead(scene, place) or _share(scene, place)
    inside = _in_measure(scene, place, last) if figure is Figure.SCORE and behind is None else None
    if inside is not None:
        return inside
    if behind is not None:  # what stands behind a bare score may be who has it: "0.75 nurses"
        return _ahead(scene, place) if figure is Figure.SCORE and place.reading.values[0].unit is None else behind
    return direct or _ahead(scene, place) or _unit(scene, place) or _share(scene, place)


# Behind the number


def _in_bracket_behind(scene: Scene, place: Place) -> Found | None:
    """70.4% (top-1) and 92.8% (top-5): a measure alone in brackets, where no other is named outside of them."""
    tokens, at = scene.tokens, place.at + 1
    if at >= len(tokens) or tokens[at].kind is not Kind.OPEN:
        return None
    clause = range(scene.clause_start(place.at), place.at)
    if any(W.MEASURE in tokens[k].classes and scene.openers[k] is None for k in clause):
        return None
    start, end = phrase_after(tokens, at + 1)
    if end == start or end >= len(tokens) or tokens[end].kind is not Kind.CLOSE:
        return None
    phrase = measure_in(scene.text, tokens, start, end)
    return found_measure(phrase, "bracket") if phrase is not None and phrase.measures else None


def _is_fewer(scene: Scene, place: Place) -> bool:
    """Tell whether a gain is one in what is counted behind it: "40% fewer tokens", "3 times as many images"."""
    behind = [t.word for t in scene.tokens[place.rank.last + 1 : place.rank.last + 3]]
    return behind[:1] in (["fewer"], ["less"]) or behind in (["as", "many"], ["as", "much"])


def _behind(scene: Scene, place: Place, at: int) -> Found | None:
    """76.5% top-1 accuracy; 27 image classification benchmarks; 1.8% (91.9% vs. 90.1%) higher recall; twice the recall."""
    tokens = scene.tokens
    if at < len(tokens) and (tokens[at].kind is Kind.OPEN or (tokens[at].kind is Kind.CLOSE and place.bracket is not None)):
        at = scene.closer(at) + 1 if tokens[at].kind is Kind.OPEN else at + 1
    if place.reading.form in (Form.MULTIPLIER, Form.WORD, Form.FRACTION) and at < len(tokens) and tokens[at].word in ("the", "as"):
        at = skip_articles(tokens, at + 1)
    if at < len(tokens) and tokens[at].word == "out":
        return None  # 7 out of 8 races
    start, end = phrase_after(tokens, at)
    if end > start + 1 and scene.text[place.reading.end : place.reading.end + 1] == "-":
        end = start + 1  # a 350M-parameter model
    if start < end < len(tokens) and tokens[end].kind is Kind.SLASH:
        end = _behind_slash(tokens, end)
    phrase = measure_in(scene.text, tokens, start, end) if end > start else None
    apart = at > place.rank.last + 1 and W.CHANGE not in classes_of_words().get(tokens[place.at].word, NO_CLASSES)  # doubles the reward
    if phrase is None or (apart and not phrase.measures and not _is_fewer(scene, place)):
        return None
    return found_measure(with_complement(scene, phrase, end), "behind")


def _behind_slash(tokens: list[Token], slash: int) -> int:
    """Return the end of "word/character error rate", whose head stands behind the slash; the slash where a measure ends there."""
    _, end = phrase_after(tokens, slash + 1)
    joined = W.MEASURE not in tokens[slash - 1].classes and any(W.MEASURE in t.classes for t in tokens[slash + 2 : end])
    return end if joined else slash


def _in_measure(scene: Scene, place: Place, last: Found | None) -> Found | None:
    """31% in mAP and 54% in NDS: a measure behind "in"; the next abbreviation that stands so is one, too."""
    tokens, at = scene.tokens, place.rank.last + 1
    if at >= len(tokens) or tokens[at].word not in ("in", "in terms of"):
        return None
    start, end = phrase_after(tokens, skip_articles(tokens, at + 1))
    phrase = measure_in(scene.text, tokens, start, end)
    if phrase is None:
        return None
    goes_on = last is not None and last.rule == "in" and end == start + 1 and phrase.text.isupper()
    return Found(phrase.text, phrase.start, phrase.end, None, "in") if phrase.measures or goes_on else None


def _unit(scene: Scene, place: Place) -> Found | None:
    """444M FLOPs; 90 epochs: the word inside the quantity names what is counted. Units of time and memory do not."""
    reading = place.reading
    unit = reading.values[0].unit
    if unit is None or unit in ("%", "points", "x", "ms", "s", "min", "h", "days", "GB", "MB", "KB", "TB", "dB", "FPS", "px"):
        return None
    word = scene.text[reading.number_end : reading.end].strip(" -~\\")
    if len(word) < 4 or unit.startswith("GPU"):
        return None
    return Found(word.split()[-1], reading.number_end, reading.end, None, "unit")


def _share(scene: Scene, place: Place) -> Found | None:
    """31% of the answers; 1% of labels; 3.8 GPU-days for search."""
    tokens, at = scene.tokens, place.at + 1
    unit = place.reading.values[0].unit
    takes = ("of", "for") if unit is not None and unit in _TIMES else ("of",)
    if at >= len(tokens) or tokens[at].word not in takes:
        return None
    at += 1
    while at < len(tokens) and W.DETERMINER in tokens[at].classes:
        at += 1
    if at < len(tokens) and tokens[at - 1].word == "for" and tokens[at].kind is not Kind.WORD:
        return None
    return measure_or_vague(scene, at, "share")


_ACTIVITIES = (("train", "training time"), ("search", "search time"), ("infer", "inference time"), ("annotat", "annotation time"))


_MEASURE_OF_UNIT = {"GB": "memory", "MB": "memory", "KB": "memory", "TB": "memory", "ms": "latency", "FPS": "speed"}


def _by_unit(scene: Scene, place: Place) -> Found | None:
    """Trains in 3 days: what a time, a size in memory or a frame rate measures where the text names no measure."""
    unit, start, end = place.reading.values[0].unit, place.reading.start, place.reading.end
    if unit in ("s", "min", "h", "days", "GPU-hours", "GPU-days"):
        clause = scene.tokens[scene.clause_start(place.at) : scene.clause_end(place.at)]
        words = [t.word for t in clause if t.kind is Kind.WORD]
        name = next((name for stem, name in _ACTIVITIES if any(stem in word for word in words)), None)
        return Found(name, start, end, None, "by-unit") if name else None
    return Found(_MEASURE_OF_UNIT[unit], start, end, None, "by-unit") if unit in _MEASURE_OF_UNIT else None


# Before the number


_LEADS = frozenset(("is", "are", "was", "were", "to", "from", "at", "by", "reaches", "reached", "reach", "as", "within"))


_HEDGES = frozenset((W.ABOUT, W.DETERMINER, W.PRAISE))


def _lead(scene: Scene, place: Place) -> int:
    """Return the index of the word that leads to the number or its list, without articles and words such as "about"."""
    at = place.rank.first - 1
    while at >= place.floor and not scene.tokens[at].classes.isdisjoint(_HEDGES) and W.MEASURE not in scene.tokens[at].classes:
        at -= 1
    return at


def _of(scene: Scene, place: Place) -> Found | None:
    """An error rate of 1.5%; a mean percentage error (MAPE) of 45.9%; accuracy: 80%."""
    tokens, at = scene.tokens, _lead(scene, place)
    if at <= place.floor or not (tokens[at].word in ("of", "=") or tokens[at].kind is Kind.COLON):
        return None
    opener = scene.openers[at - 2] if tokens[at - 1].kind is Kind.CLOSE else None
    end = at if opener is None else opener
    start, end = phrase_before(tokens, end)
    phrase = measure_in(scene.text, tokens, max(start, place.floor), end)
    return found_measure(phrase, "of")


def _ahead(scene: Scene, place: Place) -> Found | None:
    """Accuracy improves from 46 to 64; Top-1 2.9%; accuracy (84.2%)."""
    tokens, at, floor = scene.tokens, _lead(scene, place), place.floor
    if at < floor:
        return _before_bracket(scene, place) if place.bracket is not None and place.bracket == at else None
    token = tokens[at]
    verb = W.REACH in token.classes and at > 0 and tokens[at - 1].kind is Kind.NAME
    if token.content and not verb:
        start, end = phrase_before(tokens, at + 1)
        phrase = measure_in(scene.text, tokens, max(start, floor), end)
        return found_measure(phrase, "adjacent") if phrase is not None and (phrase.measures or phrase.text in ("p", "P")) else None
    if token.word in _LEADS or W.BE in token.classes or W.REACH in token.classes:
        found = changed_measure(scene, place) or topic_measure(scene, place, at) or nearest_measure(scene, at, floor, "leads")
        return found or topic_measure(scene, place, at, nouns=_is_state(scene, place, token))
    return None


def _is_state(scene: Scene, place: Place, lead: Token) -> bool:
    """Tell whether a word leads to the number as a state or a change of a measure, not as what a system reaches: "is 3% better"."""
    if place.reading.values[0].unit in _TIMES[1:]:
        return True
    after = scene.tokens[place.rank.last + 1] if place.rank.last + 1 < len(scene.tokens) else None
    compared = after is not None and (W.COMPARATIVE in after.classes or after.word in ("more", "less") or W.COMPARE in after.classes)
    return not compared and (W.BE in lead.classes or W.CHANGE in lead.classes or lead.word in _LEADS)


def _before_bracket(scene: Scene, place: Place) -> Found | None:
    """The top-1 accuracy (84.2%)."""
    assert place.bracket is not None
    phrase = measure_in(scene.text, scene.tokens, *phrase_before(scene.tokens, place.bracket))
    before = scene.tokens[place.bracket - 1] if place.bracket else None
    if phrase is None or (before is not None and W.SYSTEMNOUN in before.classes):
        return None
    return found_measure(phrase, "bracket") if phrase.measures else None


_TIMES = (None, "ms", "s", "min", "h", "days", "GPU-hours", "GPU-days")  # units that do not say what is measured


# Carried from number to number


def _after_pair(scene: Scene, before: Place | None, place: Place, found: dict[int, Found]) -> Found | None:
    """From 30 hours to 2 hours; 80 vs. 24.37M: the second of a pair measures what the first does."""
    if (
        before is None
        or (place.rank.size > 1 and place.rank.first > before.at)
        or before.index not in found
        or place.at - before.at > 6
        or scene.clause_of[before.at] != scene.clause_of[place.at]
    ):
        return None
    between = scene.tokens[before.at + 1 : place.at]
    if [t.word for t in between] == [",", "from"]:  # by 42%, from 31 to 18
        return found[before.index].by("pair")
    pairs = any(t.word in ("to", "vs", "v.s", "versus") or W.RIVAL in t.classes for t in between)
    joined = any(W.CONJUNCTION in t.classes for t in between)
    return found[before.index].by("pair") if pairs and not joined and _alike(before, place) else None


def _carry(scene: Scene, figures: Mapping[int, Figure], found: dict[int, Found]) -> None:
    """85% accuracy on A and 54% on B: the measure of the number before holds on; failing that, that of the next one."""
    before: Place | None = None  # the last score or gain with a measure
    plain: Place | None = None  # the last other number with one
    for place in scene.places:
        figure = figures[place.index]
        if place.index not in found and figure in MEASURED:
            hit = _carried(scene, before, place, figure, found)
            if hit is not None:
                found[place.index] = hit
        elif place.index not in found and plain is not None and _same_unit(plain, place):
            found[place.index] = found[plain.index].by("carried")
        if place.index in found and figure in MEASURED:
            before = place
        elif place.index in found:
            plain = place


def _carried(scene: Scene, before: Place | None, place: Place, figure: Figure, found: Mapping[int, Found]) -> Found | None:
    """Return a measure named since the last number, else that number's, else the last one of the sentence."""
    if before is not None and not _can_go_on(scene, before, place, figure, found[before.index]):
        before = None
    if before is not None and is_rival_value(scene, place):
        return found[before.index].by("carried")
    first, floor = (place.rank.first, place.floor) if before is not None else (place.at, 0)
    hit = nearest_measure(scene, first, floor, "clause", taken=figure is not Figure.SCORE)
    if hit is not None and (is_score(hit) or place.reading.form is Form.MULTIPLIER):
        return hit
    return found[before.index].by("carried") if before is not None else None


def _can_go_on(scene: Scene, before: Place, place: Place, figure: Figure, measure: Found) -> bool:
    """Tell whether a number can be of the measure of the one before; what beats a rival by a number does so in a score."""
    if not _alike(before, place) or _is_share(measure, figure):
        return False
    beats = any(W.BEAT in t.classes for t in scene.tokens[place.floor : place.rank.first])
    return not beats or is_score(measure)


def is_score(hit: Found) -> bool:
    """Tell whether a finding is a measure that names a score, not a size, a cost or a thing counted."""
    head = hit.text.rpartition(" ")[2].lower()
    classes = classes_of_words().get(head, frozenset())
    return not hit.rule.endswith("-noun") and classes.isdisjoint(_OF_NO_SCORE) and head not in _SIZES


_OF_NO_SCORE = frozenset((W.COSTNOUN, W.DATANOUN, W.GAIN, W.VAGUE))
_SIZES = frozenset(("size", "sizes", "speed", "depth", "width", "resolution", "resolutions"))


def _is_share(last: Found, figure: Figure) -> bool:
    """Tell whether the measure before is a thing counted ("70% of the tokens"), which no gain goes on with."""
    return last.rule == "share-noun" and figure is not Figure.SCORE


def _same_unit(one: Place, other: Place) -> bool:
    unit = one.reading.values[0].unit
    if unit is None:
        return one.reading.form is Form.INTEGER and other.reading.form is Form.INTEGER
    return unit == other.reading.values[0].unit and (unit in _TIMES or len(unit) < 4)


def _alike(one: Place, other: Place) -> bool:
    """Tell whether two numbers can be of one measure, as far as their units show."""
    units = {p.reading.values[0].unit for p in (one, other)}
    return not units - {"points", "%"} or not units - {"points", None} or len(units) == 1
