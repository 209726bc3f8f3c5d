"""What a number measures."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from extract.language.attribution.found import Found
from extract.language.attribution.phrases import Phrase, comparative_in, measure_in, phrase_after, phrase_before
from extract.language.attribution.roles import MEASURED, Figure
from extract.language.attribution.scene import Place, Scene
from extract.language.attribution.series import aligned
from extract.language.attribution.tokens import Kind, Token
from extract.language.attribution.words import W
from extract.language.mentions import MentionKind
from extract.numbers.readings import Form


def link_metrics(scene: Scene, figures: Mapping[int, Figure]) -> dict[int, Found]:
    """Return, for the index of each reading, what it measures as far as the sentence says."""
    found: dict[int, Found] = {}
    before: Place | None = None
    for place in scene.places:
        hit = _own(scene, place, figures[place.index]) or _after_pair(scene, before, place, found)
        if hit is not None:
            found[place.index] = hit
        before = place
    _carry(scene, figures, found)
    for place in scene.places:
        hit = found.get(place.index) or _by_unit(scene, place)
        if hit is not None:
            found[place.index] = hit
    return found


def _found(phrase: Phrase | None, rule: str) -> Found | None:
    if phrase is None:
        return None
    return Found(phrase.text, phrase.start, phrase.end, None, rule if phrase.measures else rule + "-noun")


def _own(scene: Scene, place: Place, figure: Figure) -> Found | None:
    """Return the measure by a construction that ties it to this number or its list."""
    listed = _listed(scene, place)
    if listed is not None:
        return listed
    close = _behind(scene, place, place.at + 1)
    direct = _of(scene, place) if close is None or close.rule != "behind" else None
    if direct is not None and direct.rule == "of":
        return direct
    behind = close or _behind(scene, place, place.rank.last + 1)
    if behind is not None and behind.rule == "behind":
        return behind
    if figure is Figure.GAIN:
        return _of_gain(scene, place) or behind or direct or _ahead(scene, place) or _share(scene, place)
    if behind is not None:  # what stands behind a bare score may be who has it: "0.75 nurses"
        return _ahead(scene, place) if figure is Figure.SCORE and place.reading.values[0].unit is None else behind
    return direct or _ahead(scene, place) or _unit(scene, place) or _share(scene, place)


# Behind the number


def _behind(scene: Scene, place: Place, at: int) -> Found | None:
    """76.5% top-1 accuracy; 27 image classification benchmarks; 1.8% (91.9% vs. 90.1%) higher recall; twice the recall."""
    tokens = scene.tokens
    if at < len(tokens) and (tokens[at].kind is Kind.OPEN or (tokens[at].kind is Kind.CLOSE and place.bracket is not None)):
        at = scene.closer(at) + 1 if tokens[at].kind is Kind.OPEN else at + 1
    if place.reading.form in (Form.MULTIPLIER, Form.WORD) and at < len(tokens) and tokens[at].word in ("the", "as"):
        at += 1
    start, end = phrase_after(tokens, at)
    if end > start + 1 and scene.text[place.reading.end : place.reading.end + 1] == "-":
        end = start + 1  # a 350M-parameter model
    phrase = measure_in(scene.text, tokens, start, end) if end > start else None
    if phrase is None or (at > place.rank.last + 1 and not phrase.measures):
        return None
    return _found(_with_complement(scene, phrase, end), "behind")


_KINDS_OF = frozenset(("types", "type", "kinds", "pieces", "hours", "number", "rounds", "pairs", "sets"))


def _with_complement(scene: Scene, phrase: Phrase, at: int) -> Phrase:
    """Return the phrase with "of …" where the head says little alone: "types of foods"."""
    tokens = scene.tokens
    if phrase.head not in _KINDS_OF or at >= len(tokens) or tokens[at].word != "of":
        return phrase
    _, end = phrase_after(tokens, at + 1)
    if end == at + 1:
        return phrase
    last = tokens[end - 1].end
    return phrase._replace(text=" ".join(scene.text[phrase.start : last].split()), end=last)


def _unit(scene: Scene, place: Place) -> Found | None:
    """444M FLOPs; 90 epochs: the word inside the quantity names what is counted. Units of time and memory do not."""
    reading = place.reading
    unit = reading.values[0].unit
    if unit is None or unit in ("%", "points", "x", "ms", "s", "min", "h", "days", "GB", "MB", "KB", "TB", "dB", "FPS", "px"):
        return None
    word = scene.text[reading.number_end : reading.end].strip(" -~\\")
    if len(word) < 2 or unit.startswith("GPU"):
        return None
    return Found(word.split()[-1], reading.number_end, reading.end, None, "unit")


def _share(scene: Scene, place: Place) -> Found | None:
    """31% of the answers; 1% of labels; 3.8 GPU-days for search."""
    tokens, at = scene.tokens, place.at + 1
    takes = ("of", "for") if place.reading.values[0].unit in _TIMES else ("of",)
    if at >= len(tokens) or tokens[at].word not in takes:
        return None
    at += 1
    while at < len(tokens) and W.DETERMINER in tokens[at].classes:
        at += 1
    if at < len(tokens) and tokens[at - 1].word == "for" and tokens[at].kind is not Kind.WORD:
        return None
    start, end = phrase_after(tokens, at)
    vague = tokens[start] if end == start + 1 and W.VAGUE in tokens[start].classes else None
    if vague is not None:
        return Found(scene.text[vague.start : vague.end], vague.start, vague.end, None, "share-noun")
    return _found(measure_in(scene.text, tokens, start, end), "share")


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


# Lists of measures


def _listed(scene: Scene, place: Place) -> Found | None:
    """0.71 and 0.93 top-1 and top-3 accuracy; 62.7/42.1 I2T/T2I retrieval accuracy; box and mask AP of 53 and 46."""
    if place.rank.size < 2:
        return None
    for phrases in (_phrases_behind(scene, place.rank.last + 1), _phrases_ahead(scene, place.rank.first)):
        member = aligned(place.rank, len(phrases), inner_first=True)
        if member is not None:
            return _found(_with_head(scene, phrases, member), "aligned")
    return None


def _phrases_behind(scene: Scene, at: int) -> list[tuple[int, int]]:
    """Return the spans of noun phrases joined by "and", commas or slashes that begin at `at`, or behind "of" or "in" there."""
    tokens = scene.tokens
    while at < len(tokens) and (W.DETERMINER in tokens[at].classes or tokens[at].word in ("of", "in", "for", "in terms of")):
        at += 1
    spans: list[tuple[int, int]] = []
    while True:
        start, end = phrase_after(tokens, at)
        if end == start:
            return spans
        spans.append((start, end))
        at = end
        while at < len(tokens) and _joins(tokens[at]):
            at += 1
        if at == end:
            return spans


def _phrases_ahead(scene: Scene, at: int) -> list[tuple[int, int]]:
    """Return the spans of joined noun phrases that end before the word leading to the number at `at`."""
    tokens = scene.tokens
    at -= 1
    while at >= 0 and (W.ABOUT in tokens[at].classes or W.DETERMINER in tokens[at].classes):
        at -= 1
    if at < 0 or not (tokens[at].word in ("of", "by", "is", "are", "to", "from") or tokens[at].kind is Kind.COLON):
        return []
    spans: list[tuple[int, int]] = []
    while at > 0:
        start, end = phrase_before(tokens, at)
        if start == end:
            break
        spans.append((start, end))
        at = start
        while at > 0 and _joins(tokens[at - 1]):
            at -= 1
        if at == start:
            break
    return spans[::-1]


def _joins(token: Token) -> bool:
    return token.kind in (Kind.COMMA, Kind.SLASH) or token.word in ("and", "or", "&")


def _with_head(scene: Scene, spans: list[tuple[int, int]], member: int) -> Phrase | None:
    """Return a phrase of a list with the head that only the last one has: "top-1 and top-3 accuracy"."""
    phrase = measure_in(scene.text, scene.tokens, *spans[member])
    last = measure_in(scene.text, scene.tokens, *spans[-1])
    if last is not None and last.text.endswith("accuracies"):
        last = last._replace(text=last.text[:-3] + "y")
    if phrase is None or last is None or member == len(spans) - 1:
        return last if member == len(spans) - 1 else phrase
    words, model = phrase.text.split(), last.text.split()
    if len(words) >= len(model) or (phrase.measures and not words[-1].lower().startswith("top")):
        return phrase
    return phrase._replace(text=" ".join(words + model[len(words) :]), head=last.head, measures=last.measures)


# Gains


def _of_gain(scene: Scene, place: Place) -> Found | None:
    """Return what a gain is a gain in: "2% better in recall", "3x faster", "improves accuracy by 2%"."""
    tokens = scene.tokens
    start, end = phrase_after(tokens, place.rank.last + 1)
    hit = _in_phrase(scene, end)
    if hit is not None:
        return hit
    word = comparative_in(tokens, start, min(end + 1, len(tokens)))
    if word is not None:
        return Found(word, tokens[start].start, tokens[max(start, end - 1)].end, None, "comparative")
    return _changed(scene, place) or _nearest_measure(scene, place.rank.first, place.floor, "object") or _object_of_change(scene, place)


def _object_of_change(scene: Scene, place: Place) -> Found | None:
    """Cuts the number of false alarms in reports by 30%: what follows the verb of change."""
    tokens = scene.tokens
    for at in range(place.rank.first - 1, place.floor - 1, -1):
        if W.CHANGE in tokens[at].classes and not tokens[at].content:
            start, end = phrase_after(tokens, _skip_articles(tokens, at + 1))
            if any(t.kind is Kind.NAME for t in tokens[start:end]):
                return None
            phrase = measure_in(scene.text, tokens, start, end)
            return None if phrase is None else _found(_with_complement(scene, phrase, end), "object")
    return None


_IN = frozenset(("in", "of", "on", "for", "in terms of", "with respect to", "w.r.t", "with"))


def _in_phrase(scene: Scene, at: int) -> Found | None:
    """In top-1 accuracy; of latency and throughput; in both the FLOPs and parameter counts."""
    tokens = scene.tokens
    if at >= len(tokens) or tokens[at].word not in _IN:
        return None
    gain = at > 0 and W.GAIN in tokens[at - 1].classes and tokens[at].word in ("in", "of")
    at = _skip_articles(tokens, at + 1)
    start, end = phrase_after(tokens, at)
    phrase = measure_in(scene.text, tokens, start, end)
    if phrase is None or not (phrase.measures or (gain and not any(t.mention for t in tokens[start:end]))):
        return None
    if end < len(tokens) and tokens[end].word == "and":
        second = phrase_after(tokens, _skip_articles(tokens, end + 1))
        other = measure_in(scene.text, tokens, *second)
        if other is not None and other.start == tokens[second[0]].start and _is_measure_list(tokens, second, phrase, other):
            phrase = phrase._replace(text=" ".join(scene.text[phrase.start : other.end].split()), end=other.end)
    return _found(phrase, "in")


def _skip_articles(tokens: list[Token], at: int) -> int:
    while at < len(tokens) and W.DETERMINER in tokens[at].classes:
        at += 1
    return at


def _is_measure_list(tokens: list[Token], second: tuple[int, int], phrase: Phrase, other: Phrase) -> bool:
    behind = tokens[second[1]] if second[1] < len(tokens) else None
    return not (behind is not None and W.REACH in behind.classes) and other.head != phrase.head


def _changed(scene: Scene, place: Place) -> Found | None:
    """Reduces Chamfer Distance by 48%: the object between a verb of change and "by", whatever it is called."""
    tokens, at = scene.tokens, place.rank.first - 1
    while at > place.floor and W.ABOUT in tokens[at].classes:
        at -= 1
    if at <= place.floor or tokens[at].word not in ("by", "from"):
        return None
    start, end = phrase_before(tokens, at)
    start = max(start, place.floor)
    lead = start - 1
    while lead >= place.floor and W.DETERMINER in tokens[lead].classes:
        lead -= 1
    known = any(t.kind is Kind.NAME and not t.names(MentionKind.OTHER) for t in tokens[start:end])
    if lead < place.floor or W.CHANGE not in tokens[lead].classes or known:
        return None
    return _found(measure_in(scene.text, tokens, start, end), "object")


def _nearest_measure(scene: Scene, at: int, floor: int, rule: str) -> Found | None:
    """Return the nearest measure to the left of `at`, not one that belongs to the number just before `floor`, nor beyond a beaten rival."""
    tokens = scene.tokens
    while at > floor:
        if W.BEAT in tokens[at - 1].classes:
            return None
        start, end = phrase_before(tokens, at)
        if end > start:
            if start <= floor and floor and tokens[floor - 1].kind is Kind.NUMBER:
                return None
            phrase = measure_in(scene.text, tokens, max(start, floor), end)
            if phrase is not None and phrase.measures:
                return _found(phrase, rule)
            at = start
        else:
            at -= 1
    return None


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
    return _found(measure_in(scene.text, tokens, max(start, place.floor), end), "of")


def _ahead(scene: Scene, place: Place) -> Found | None:
    """Accuracy improves from 46 to 64; Top-1 2.9%; accuracy (84.2%)."""
    tokens, at, floor = scene.tokens, _lead(scene, place), place.floor
    if at < floor:
        return _before_bracket(scene, place) if place.bracket is not None and place.bracket == at else None
    token = tokens[at]
    if token.content:
        start, end = phrase_before(tokens, at + 1)
        phrase = measure_in(scene.text, tokens, max(start, floor), end)
        return _found(phrase, "adjacent") if phrase is not None and (phrase.measures or phrase.text in ("p", "P")) else None
    if token.word in _LEADS or W.BE in token.classes or W.REACH in token.classes:
        found = _changed(scene, place) or _nearest_measure(scene, at, floor, "leads")
        return found or (_subject_phrase(scene, at, floor) if W.BE in token.classes else None)
    return None


def _subject_phrase(scene: Scene, at: int, floor: int) -> Found | None:
    """The median hospital stay was 6 days; the number of images is 40: what stands before "is", if it is no name."""
    tokens = scene.tokens
    start, end = phrase_before(tokens, at)
    if start - 1 > floor and tokens[start - 1].word == "of":
        start = phrase_before(tokens, start - 1)[0]
    start = max(start, floor)
    if start == end or any(t.mention is not None for t in tokens[start:end]):
        return None
    phrase = measure_in(scene.text, tokens, start, end)
    return _found(phrase, "leads") if phrase is not None else None


def _before_bracket(scene: Scene, place: Place) -> Found | None:
    """The top-1 accuracy (84.2%)."""
    assert place.bracket is not None
    phrase = measure_in(scene.text, scene.tokens, *phrase_before(scene.tokens, place.bracket))
    if phrase is None:
        return None
    return _found(phrase, "bracket") if phrase.measures or place.reading.values[0].unit not in _TIMES else None


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
    pairs = any(t.word in ("to", "vs", "v.s", "versus") or W.RIVAL in t.classes for t in between)
    return found[before.index].by("pair") if pairs and not any(W.CONJUNCTION in t.classes for t in between) else None


def _carry(scene: Scene, figures: Mapping[int, Figure], found: dict[int, Found]) -> None:
    """85% accuracy on A and 54% on B: the measure of the number before holds on; failing that, that of the next one."""
    last: Found | None = None
    before: Place | None = None
    for place in scene.places:
        hit = found.get(place.index)
        if figures[place.index] not in MEASURED:
            if hit is None and before is not None and last is not None and _same_unit(before, place):
                hit = found[place.index] = last.by("carried")
            last, before = (hit, place) if hit is not None and place.reading.values[0].unit is not None else (last, before)
            continue
        if hit is None:
            same = before is not None and _alike(before, place)
            hit = _nearest_measure(scene, place.rank.first, place.floor, "clause") if same else None
            hit = hit or (last.by("carried") if same and last is not None else _nearest_measure(scene, place.at, 0, "clause"))
            if hit is not None:
                found[place.index] = hit
        if hit is not None:
            last, before = hit, place
    for place, after in reversed(list(pairwise(scene.places))):
        hit = found.get(after.index)
        measured = {figures[place.index], figures[after.index]} <= MEASURED
        if place.index not in found and hit is not None and measured and _alike(place, after):
            found[place.index] = hit.by("ahead")


def _same_unit(one: Place, other: Place) -> bool:
    unit = one.reading.values[0].unit
    return unit in _TIMES and unit is not None and unit == other.reading.values[0].unit


def _alike(one: Place, other: Place) -> bool:
    """Tell whether two numbers can be of one measure, as far as their units show."""
    units = {p.reading.values[0].unit for p in (one, other)}
    return not units - {"points", "%"} or units == {None}
