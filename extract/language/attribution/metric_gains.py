"""What a gain is a gain in."""

from __future__ import annotations

from dataclasses import replace

from extract.language.attribution.found import Found
from extract.language.attribution.measures import (
    changed_measure,
    found_measure,
    measure_or_vague,
    nearest_measure,
    skip_articles,
    with_complement,
)
from extract.language.attribution.phrases import Phrase, comparative_in, measure_in, phrase_after, phrase_before
from extract.language.attribution.roles import share_of_rival
from extract.language.attribution.scene import Place, Scene
from extract.language.attribution.tokens import Kind, Token
from extract.language.attribution.words import W


def measure_of_gain(scene: Scene, place: Place) -> Found | None:
    """Return what a gain is a gain in: "2% better in recall", "3x faster", "improves accuracy by 2%"."""
    tokens = scene.tokens
    start, end = phrase_after(tokens, place.rank.last + 1)
    hit = _in_phrase(scene, end)
    if hit is not None:
        return hit
    word = comparative_in(tokens, start, min(end + 1, len(tokens)))
    if word is not None:
        return Found(word, tokens[start].start, tokens[max(start, end - 1)].end, None, "comparative")
    return (
        changed_measure(scene, place) or nearest_measure(scene, place.rank.first, place.floor, "object") or _object_of_change(scene, place)
    )


def _object_of_change(scene: Scene, place: Place) -> Found | None:
    """Cuts the number of false alarms in reports by 30%: what follows the verb of change."""
    tokens = scene.tokens
    for at in range(place.rank.first - 1, place.floor - 1, -1):
        if W.CHANGE in tokens[at].classes and not tokens[at].content:
            start, end = phrase_after(tokens, skip_articles(tokens, at + 1))
            if any(t.kind is Kind.NAME for t in tokens[start:end]):
                return None
            phrase = measure_in(scene.text, tokens, start, end)
            return None if phrase is None else found_measure(with_complement(scene, phrase, end), "object")
    return None


_IN = frozenset(("in", "of", "on", "for", "in terms of", "with respect to", "w.r.t", "with"))


_SMALL = frozenset(
    ("little", "no", "minimal", "negligible", "only", "minor", "slight", "marginal", "small", "limited")
)  # "with no loss in X" names a price


def _in_phrase(scene: Scene, at: int) -> Found | None:
    """In top-1 accuracy; of latency and throughput; in both the FLOPs and parameter counts."""
    tokens = scene.tokens
    if at >= len(tokens) or tokens[at].word not in _IN:
        return None
    if tokens[at].word == "with" and at + 1 < len(tokens) and tokens[at + 1].word in _SMALL:
        return None
    gain = at > 0 and W.GAIN in tokens[at - 1].classes and tokens[at].word in ("in", "of")
    at = skip_articles(tokens, at + 1)
    start, end = phrase_after(tokens, at)
    phrase = measure_in(scene.text, tokens, start, end)
    if phrase is None or phrase.text == "time" or not (phrase.measures or (gain and not any(t.mention for t in tokens[start:end]))):
        return None
    if end < len(tokens) and tokens[end].word == "and":
        second = phrase_after(tokens, skip_articles(tokens, end + 1))
        other = measure_in(scene.text, tokens, *second)
        if other is not None and other.start == tokens[second[0]].start and _is_measure_list(tokens, second, phrase, other):
            phrase = replace(phrase, text=" ".join(scene.text[phrase.start : other.end].split()), end=other.end)
    return found_measure(phrase, "in")


def _is_measure_list(tokens: list[Token], second: tuple[int, int], phrase: Phrase, other: Phrase) -> bool:
    behind = tokens[second[1]] if second[1] < len(tokens) else None
    return not (behind is not None and W.REACH in behind.classes) and other.head != phrase.head


def measure_of_rival(scene: Scene, place: Place) -> Found | None:
    """95% of X's quality; 93% of the original accuracy."""
    tokens, at = scene.tokens, share_of_rival(scene, place)
    if at is None:
        return None
    before = next(k for k in range(at - 1, 0, -1) if tokens[k].word == "of")
    if before > place.at + 1:  # 92% of the accuracy of X
        return measure_or_vague(scene, phrase_before(tokens, before)[0], "share")
    at += 1
    while at < len(tokens) and (tokens[at].kind is Kind.POSSESSIVE or W.SYSTEMNOUN in tokens[at].classes):
        at += 1
    return measure_or_vague(scene, at, "share")
