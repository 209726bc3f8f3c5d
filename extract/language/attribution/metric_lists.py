"""Lists of measures that go with lists of numbers."""

from __future__ import annotations

from dataclasses import replace

from extract.language.attribution.found import Found
from extract.language.attribution.measures import found_measure
from extract.language.attribution.phrases import Phrase, measure_in, phrase_after, phrase_before
from extract.language.attribution.scene import Place, Scene
from extract.language.attribution.series import aligned
from extract.language.attribution.tokens import Kind, Token
from extract.language.attribution.words import W


def listed_measure(scene: Scene, place: Place) -> Found | None:
    """0.71 and 0.93 top-1 and top-3 accuracy; 62.7/42.1 I2T/T2I retrieval accuracy; box and mask AP of 53 and 46."""
    if place.rank.size < 2:
        return None
    for phrases in (_phrases_behind(scene, place.rank.last + 1), _phrases_ahead(scene, place.rank.first)):
        member = aligned(place.rank, len(phrases), inner_first=True)
        if member is not None and any(_measures(scene, span) for span in phrases):
            return found_measure(_with_head(scene, phrases, member), "aligned")
    return None


def _measures(scene: Scene, span: tuple[int, int]) -> bool:
    phrase = measure_in(scene.text, scene.tokens, *span)
    return phrase is not None and phrase.measures


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
        last = replace(last, text=last.text[:-3] + "y")
    if phrase is None or last is None:
        return last if member == len(spans) - 1 else phrase
    first = measure_in(scene.text, scene.tokens, *spans[0])
    if first is not None and len(phrase.text) < 3 and "-" in first.text:  # ROUGE-1/2/L
        return replace(phrase, text=f"{first.text.rpartition('-')[0]}-{phrase.text}", measures=first.measures)
    if member == len(spans) - 1:
        return last
    words, model = phrase.text.split(), last.text.split()
    if len(words) >= len(model) or (phrase.measures and not words[-1].lower().startswith("top")):
        return phrase
    return replace(phrase, text=" ".join(words + model[len(words) :]), head=last.head, measures=last.measures)
