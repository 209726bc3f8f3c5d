"""Phrases that hold a number and a dataset together: "86.5% A accuracy", "A (600 classes)", "600 classes of A"."""

from __future__ import annotations

from extract.language.attribution.found import Found, named
from extract.language.attribution.measures import skip_articles
from extract.language.attribution.phrases import phrase_after
from extract.language.attribution.scene import Place, Scene
from extract.language.attribution.series import aligned
from extract.language.attribution.tokens import Kind, Token
from extract.language.attribution.words import W
from extract.language.mentions import MentionKind


def dataset_at(tokens: list[Token], at: int, rule: str) -> Found | None:
    """Return the dataset that the token is, if it is one."""
    mention = tokens[at].mention if 0 <= at < len(tokens) else None
    return named(mention, rule) if mention is not None and mention.kind is MentionKind.DATASET else None


def modifier_of(scene: Scene, place: Place) -> Found | None:
    """86.5% ImageNet-1K top-1 accuracy."""
    tokens = scene.tokens
    at = place.rank.last + 1
    while at < len(tokens) and (tokens[at].kind is Kind.NAME or in_phrase(tokens[at])):
        hit = dataset_at(tokens, at, "modifier")
        if hit is not None or (tokens[at].word.endswith("ed") and tokens[at - 1].word.endswith("s")):
            return hit  # seven raters preferred X
        at += 1
    return None


_NOT_IN_PHRASE = frozenset(
    {W.PREPOSITION, W.CONJUNCTION, W.CLAUSE, W.RELATIVE, W.BE, W.REACH, W.BEAT, W.VERB, W.COMPARE, W.DETERMINER, W.TRAINING, W.PRONOUN}
)


def in_phrase(token: Token) -> bool:
    """Tell whether a word can stand between a number and the name of a dataset in one noun phrase."""
    return token.kind is Kind.WORD and (token.classes.isdisjoint(_NOT_IN_PHRASE) or W.MEASURE in token.classes)


_HOLDS = frozenset(("with", "containing", "contains", "comprising", "comprises", "has", "having", "of", "includes", "including"))
_TAKEN_FROM = frozenset(("of", "from", "in"))


def sized(scene: Scene, place: Place) -> Found | None:
    """600 Omniglot classes; Omniglot (600 classes); Omniglot, with its 600 classes; 600 classes of Omniglot: the dataset counted."""
    return modifier_of(scene, place) or _bracket_behind_name(scene, place) or _held(scene, place) or _taken(scene, place)


def _bracket_behind_name(scene: Scene, place: Place) -> Found | None:
    if place.bracket is None:
        return None
    at = place.bracket - 1
    while at > 0 and W.DATATAIL in scene.tokens[at].classes:
        at -= 1
    return dataset_at(scene.tokens, at, "bracket")


def _held(scene: Scene, place: Place) -> Found | None:
    tokens, at = scene.tokens, _holder_of(scene, place)
    while at > 0 and (W.DATATAIL in tokens[at].classes or tokens[at].kind is Kind.COMMA or W.RELATIVE in tokens[at].classes):
        at -= 1
    return dataset_at(tokens, at, "holds")


def _holder_of(scene: Scene, place: Place) -> int:
    """Return the place of the word before "of", "containing" or "with its" and the number, or -1."""
    tokens, at = scene.tokens, place.rank.first - 1
    while at > 0 and not tokens[at].classes.isdisjoint((W.ABOUT, W.DETERMINER, W.OWN, W.ADVERB)):
        at -= 1
    return at - 1 if at > 0 and tokens[at].word in _HOLDS else -1


def glossed_with_size(scene: Scene, place: Place) -> Found | None:
    """Omniglot, a large dataset of 600 classes: the dataset before words that say what it is."""
    tokens, at = scene.tokens, _holder_of(scene, place)
    if at < 0 or tokens[at].classes.isdisjoint((W.DATANOUN, W.DATATAIL)):
        return None
    while at > 0 and in_phrase(tokens[at]):
        at -= 1
    while at > 0 and W.DETERMINER in tokens[at].classes:
        at -= 1
    return dataset_at(tokens, at - 1, "counted") if at > 0 and tokens[at].kind is Kind.COMMA else None


def _taken(scene: Scene, place: Place) -> Found | None:
    tokens = scene.tokens
    start, end = phrase_after(tokens, place.rank.last + 1)
    if end >= len(tokens) or tokens[end].word not in _TAKEN_FROM or (end > start and W.DATANOUN not in tokens[end - 1].classes):
        return None
    return dataset_at(tokens, skip_articles(tokens, end + 1), "taken")


_PLACES = frozenset(("on", "across", "for", "in"))
_SETS = frozenset(("tasks", "datasets", "benchmarks", "corpora", "sets", "domains"))


def described_in_line(scene: Scene, place: Place) -> Found | None:
    """On lip reading and gesture tasks, by 4% and 5%, respectively: of two descriptions joined by "and" the one in line with the number."""
    tokens = scene.tokens
    member = aligned(place.rank, 2)
    if member is None or all(token.word != "respectively" for token in tokens):
        return None
    for at, token in enumerate(tokens):
        if token.word not in _PLACES:
            continue
        start, joint = phrase_after(tokens, skip_articles(tokens, at + 1))
        if start == joint or joint >= len(tokens) or tokens[joint].word != "and":
            continue
        second, end = phrase_after(tokens, skip_articles(tokens, joint + 1))
        if end > second and tokens[end - 1].word in _SETS:
            first, last = (tokens[start], tokens[joint - 1]) if member == 0 else (tokens[second], tokens[end - 1])
            return Found(" ".join(scene.text[first.start : last.end].split()), first.start, last.end, None, "aligned")
    return None
