"""What a clause speaks of: the noun phrase before its verb, found by its place."""

from __future__ import annotations

from extract.language.attribution.clause_subjects import clause_begins
from extract.language.attribution.found import Found
from extract.language.attribution.measures import found_measure, with_complement
from extract.language.attribution.phrases import measure_in, phrase_after
from extract.language.attribution.scene import Place, Scene
from extract.language.attribution.tokens import Kind, Token
from extract.language.attribution.words import W
from extract.language.mentions import MentionKind

_LEADS = frozenset(("to", "from", "at", "by", "within", "of", "between"))
_OPENS = frozenset((W.SUBORDINATE, W.CLAUSE, W.CONJUNCTION, W.ADVERB))
_BEFORE_HEAD = frozenset((W.DETERMINER, W.OWN))
_VERBS = frozenset((W.BE, W.REACH, W.CHANGE))


def verb_of(scene: Scene, at: int, floor: int) -> int | None:
    """Return the verb that leads to a number, `at` being the word before it: "falls to", "was reduced by", "is"."""
    tokens = scene.tokens
    if at > floor and tokens[at].word in _LEADS:
        at -= 1
        while at > floor and (W.ADVERB in tokens[at].classes or W.COMPARATIVE in tokens[at].classes or tokens[at].word == "down"):
            at -= 1
    if at <= floor or tokens[at].classes.isdisjoint(_VERBS) or tokens[at].word.endswith("ing"):
        return None
    return at


def topic(scene: Scene, verb: int) -> tuple[int, int] | None:
    """Return first and last+1 of the head of the clause's subject, without what belongs to it from behind; None if there is none."""
    tokens = scene.tokens
    start = _begin(scene, verb)
    while start < verb and (not tokens[start].classes.isdisjoint(_OPENS) or tokens[start].kind in (Kind.COMMA, Kind.STOP, Kind.COLON)):
        start += 1
    if start < verb and _is_fronted(tokens, start, verb):
        start = _behind_comma(scene, start, verb)
    while start < verb and not tokens[start].classes.isdisjoint(_BEFORE_HEAD):
        start += 1
    first, end = phrase_after(tokens, start)
    if end < verb and end > first and tokens[end].kind is Kind.POSSESSIVE:
        first, end = phrase_after(tokens, end + 1)
    end = min(end, verb)
    return (first, end) if first < end else None


def _begin(scene: Scene, verb: int) -> int:
    start = clause_begins(scene, verb)
    for at in range(verb - 1, start - 1, -1):
        if scene.tokens[at].kind is Kind.COLON:
            return at + 1
        if W.RELATIVE in scene.tokens[at].classes:
            return at + 1 if scene.tokens[at].word == "whose" else verb
    return start


def _is_fronted(tokens: list[Token], start: int, verb: int) -> bool:
    """Tell whether the clause opens with a phrase that is not its subject: "On A, …", "Averaged over B, …"."""
    first = tokens[start]
    if W.PREPOSITION in first.classes or W.COMPARE in first.classes:
        return True
    participle = first.kind is Kind.WORD and first.word.endswith(("ed", "ing")) and start + 1 < verb
    return participle and not tokens[start + 1].content


def _behind_comma(scene: Scene, start: int, verb: int) -> int:
    """Return what follows the last comma between an opening phrase and the verb; without one, a second noun phrase ("on A the gain …")."""
    tokens = scene.tokens
    opener = scene.openers[verb]
    for at in range(verb - 1, start, -1):
        if tokens[at].kind is Kind.COMMA and scene.openers[at] == opener:
            return at + 1
    for at in range(start + 2, verb):
        before = tokens[at - 1]
        if W.PRONOUN in tokens[at].classes:
            return at
        if W.DETERMINER in tokens[at].classes and (before.content or before.kind in (Kind.NAME, Kind.NUMBER, Kind.CLOSE)):
            return at
    last = max((at for at in range(start, verb) if tokens[at].names(MentionKind.DATASET)), default=verb - 1)
    return last + 1


def topic_measure(scene: Scene, place: Place, at: int, *, nouns: bool = False) -> Found | None:
    """Accuracy on A falls from 83 to 81: what the clause speaks of, if it is a measure or, with `nouns`, any plain noun."""
    verb = verb_of(scene, at, max(place.floor, 0))
    span = topic(scene, verb) if verb is not None else None
    if verb is None or span is None:
        return None
    first, end = span
    if _is_actor(scene.tokens[first:end], scene.tokens[verb]):
        return None
    is_state = W.BE in scene.tokens[verb].classes  # a name of no known kind that is a number names a measure
    kinds = (MentionKind.SYSTEM,) if is_state else (MentionKind.SYSTEM, MentionKind.OTHER)
    nouns = nouns and not any(t.names(kind) for t in scene.tokens[first:end] for kind in kinds)
    phrase = measure_in(scene.text, scene.tokens, first, end)
    if phrase is None or not (phrase.measures or nouns):
        return None
    return found_measure(with_complement(scene, phrase, end), "topic")


def _is_actor(tokens: list[Token], verb: Token) -> bool:
    head = tokens[-1]
    if head.mention is not None and not head.names(MentionKind.DATASET):
        return head.is_system or W.BE not in verb.classes
    if W.MEASURE in head.classes:
        return False
    return not head.classes.isdisjoint((W.SYSTEMNOUN, W.GAIN, W.VAGUE, W.OWN, W.PRONOUN, W.RIVALS))
