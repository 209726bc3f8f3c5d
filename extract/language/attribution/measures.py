"""Wordings of measures around a number, shared by the rules for scores and for gains."""

from __future__ import annotations

from dataclasses import replace

from extract.language.attribution.found import Found
from extract.language.attribution.phrases import Phrase, measure_in, phrase_after, phrase_before
from extract.language.attribution.scene import Place, Scene
from extract.language.attribution.tokens import Kind, Token
from extract.language.attribution.words import W
from extract.language.mentions import MentionKind


def found_measure(phrase: Phrase | None, rule: str) -> Found | None:
    """Return a phrase as the finding of a rule; "-noun" behind the rule says that its head is no known measure."""
    if phrase is None:
        return None
    return Found(phrase.text, phrase.start, phrase.end, None, rule if phrase.measures else rule + "-noun")


_KINDS_OF = frozenset((
    "types", "type", "kinds", "pieces", "hours", "number", "rounds", "pairs", "sets", "share", "proportion", "fraction", "percentage",
    "rate", "risk",
))  # fmt: skip


def with_complement(scene: Scene, phrase: Phrase, at: int) -> Phrase:
    """Return the phrase with "of …" where the head says little alone: "types of foods"."""
    tokens = scene.tokens
    if phrase.head not in _KINDS_OF or at >= len(tokens) or tokens[at].word != "of":
        return phrase
    _, end = phrase_after(tokens, at + 1)
    if end == at + 1:
        return phrase
    last = tokens[end - 1].end
    return replace(phrase, text=" ".join(scene.text[phrase.start : last].split()), end=last)


def measure_or_vague(scene: Scene, at: int, rule: str) -> Found | None:
    """Return what the phrase at `at` measures; one vague word ("performance") will do."""
    start, end = phrase_after(scene.tokens, at)
    vague = scene.tokens[start] if end == start + 1 and W.VAGUE in scene.tokens[start].classes else None
    if vague is not None:
        return Found(scene.text[vague.start : vague.end], vague.start, vague.end, None, rule + "-noun")
    phrase = measure_in(scene.text, scene.tokens, start, end)
    if phrase is None or phrase.text == "time" or not scene.tokens[end - 1].classes.isdisjoint((W.SYSTEMNOUN, W.TRAINING)):
        return None
    return found_measure(phrase, rule)


def changed_measure(scene: Scene, place: Place) -> Found | None:
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
    if lead < place.floor or known or not (W.CHANGE in tokens[lead].classes or _goes_on_changing(scene, place, lead)):
        return None
    return found_measure(measure_in(scene.text, tokens, start, end), "object")


def _goes_on_changing(scene: Scene, place: Place, lead: int) -> bool:
    """Tell whether "and" joins a second object to a verb of change: "the time decreases by 62% and the cache by 70%"."""
    tokens = scene.tokens
    if tokens[lead].word != "and" or any(t.word == "between" for t in tokens[scene.clause_start(place.at) : lead]):
        return False
    return any(W.CHANGE in t.classes for t in tokens[scene.clause_start(place.at) : lead])


def nearest_measure(scene: Scene, at: int, floor: int, rule: str, *, taken: bool = True) -> Found | None:
    """Return the nearest measure to the left of `at`, not one that belongs to the number just before `floor`, nor beyond a beaten rival.

    Unless `taken`, a measure with a number of its own ("a rate of 0.1") is passed over.
    """
    tokens = scene.tokens
    while at > floor:
        if W.BEAT in tokens[at - 1].classes:
            return None
        start, end = phrase_before(tokens, at)
        if end > start:
            if start <= floor and floor and tokens[floor - 1].kind is Kind.NUMBER:
                return None
            if start and end == start + 1 and not tokens[start - 1].classes.isdisjoint((W.BEAT, W.COMPARE)):
                return None  # exceeding MAE: a name in the place of a rival's
            phrase = measure_in(scene.text, tokens, max(start, floor), end)
            if phrase is not None and phrase.measures and (taken or not _is_taken(tokens, end)):
                return found_measure(phrase, rule)
            at = start
        else:
            at -= 1
    return None


def _is_taken(tokens: list[Token], end: int) -> bool:
    """Tell whether a measure has its own number behind it: "a rate of 0.1"."""
    return end + 1 < len(tokens) and tokens[end].word == "of" and tokens[end + 1].kind is Kind.NUMBER


def skip_articles(tokens: list[Token], at: int) -> int:
    """Return the index of the first token from `at` on that is no article."""
    while at < len(tokens) and W.DETERMINER in tokens[at].classes:
        at += 1
    return at
