"""What is compared with: the names or words behind a word of comparison."""

from __future__ import annotations

from dataclasses import replace

from extract.language.attribution.found import Found, named, several
from extract.language.attribution.phrases import phrase_after
from extract.language.attribution.scene import Place, Scene
from extract.language.attribution.series import NameList, aligned
from extract.language.attribution.tokens import Kind, Token
from extract.language.attribution.words import W
from extract.language.mentions import MentionKind

_LONGEST_OBJECT = 9
_ENDS_OBJECT = frozenset({
    W.PREPOSITION, W.CONJUNCTION, W.CLAUSE, W.RELATIVE, W.BE, W.REACH, W.BEAT, W.CHANGE, W.COMPARE, W.PRONOUN, W.SUBORDINATE,
    W.MODAL, W.ADVERB,
})  # fmt: skip
_NOUNS = frozenset({W.SYSTEMNOUN, W.DATATAIL, W.MEASURE, W.GAIN, W.VAGUE})
_RIVAL_WORDS = frozenset((W.RIVALS, W.SYSTEMNOUN, W.SOTA, W.TRAINING))
SOTA = "state of the art"


def state_of_the_art(token: Token) -> Found | None:
    """Return words for the state of the art in one wording."""
    return Found(SOTA, token.start, token.end, token.mention, "sota") if W.SOTA in token.classes else None


def rival_after(scene: Scene, at: int, place: Place, rule: str, *, strict: bool | None = None) -> Found | None:
    """Return what follows the word of comparison at `at`: systems, in line with the numbers where they match, or a phrase.

    A `strict` phrase has to speak of a system or of earlier work; by default that is so behind words with other uses ("over", "against").
    """
    tokens = scene.tokens
    loose = tokens[at].word not in ("over", "against") if strict is None else not strict
    start = _skip_pronoun(tokens, skip_to_rival(tokens, at + 1))
    done = _activity(scene, start)
    if done is not None:
        return done.by(rule + "-phrase")
    end = start
    while end < len(tokens) and end - start < _LONGEST_OBJECT:
        token = tokens[end]
        names = next((n for n in scene.systems if n.first == end), None)
        passed = _passed_over(tokens, start, end)
        if passed:
            end += passed
            continue
        if names is not None and scene.text[tokens[names.last].end : tokens[names.last].end + 1] != "-":
            return _apposed(scene, names.last, rule) or state_of_the_art(token) or of_list(scene, place, start, names, rule)
        if token.kind is Kind.NUMBER or (token.kind is not Kind.NAME and (token.kind is not Kind.WORD or _ends(token))):
            break
        if W.SOTA in token.classes:
            return _named_sota(tokens, end) or Found(SOTA, token.start, token.end, None, "sota")
        end += 1
    return _apposed(scene, end - 1, rule) or rival_phrase(scene, start, end, place, rule, loose=loose)


_ENDS_ACTIVITY = frozenset((W.CLAUSE, W.RELATIVE, W.CONJUNCTION, W.PLACE, W.BE, W.COMPARE))


def _activity(scene: Scene, start: int) -> Found | None:
    """Better than training from scratch; compared to naively using all labels: what is done instead, with its object."""
    tokens = scene.tokens
    verb = start + (start + 1 < len(tokens) and tokens[start].word.endswith("ly"))
    if verb + 1 >= len(tokens) or tokens[verb].kind is not Kind.WORD or not tokens[verb].word.endswith("ing") or _is_nominal(tokens, verb):
        return None
    end = verb + 1
    while end < len(tokens) and end - verb < _LONGEST_OBJECT and tokens[end].kind in (Kind.WORD, Kind.NAME, Kind.POSSESSIVE):
        if not tokens[end].classes.isdisjoint(_ENDS_ACTIVITY) or tokens[end].finite:
            break
        end += 1
    while end > verb + 1 and W.DETERMINER in tokens[end - 1].classes:
        end -= 1
    first, last = tokens[start].start, tokens[end - 1].end
    return Found(" ".join(scene.text[first:last].split()), first, last, None, "activity") if end > verb + 1 else None


def _is_nominal(tokens: list[Token], at: int) -> bool:
    """Tell whether a word in -ing stands before a noun that it describes, not before an object: "existing methods", "leading models"."""
    behind = tokens[at + 1]
    return W.RIVALS in tokens[at].classes or (behind.content and W.DETERMINER not in behind.classes and W.PREPOSITION not in behind.classes)


def _holds_abbreviation(tokens: list[Token], opener: int) -> bool:
    """Tell whether a bracket holds one word and stands inside a noun phrase: "a hybrid (HMM) recogniser"."""
    inside = tokens[opener + 1 : opener + 4]
    return len(inside) == 3 and inside[1].kind is Kind.CLOSE and inside[2].content and inside[0].kind is not Kind.NUMBER


def _apposed(scene: Scene, last: int, rule: str) -> Found | None:
    """The strongest earlier method, X, …: the name set between commas behind words for a rival."""
    tokens = scene.tokens
    if last + 3 >= len(tokens) or W.OWN in tokens[last].classes or (tokens[last].is_system and W.RIVALS not in tokens[last].classes):
        return None
    comma, name, behind = tokens[last + 1 : last + 4]
    closes = behind.kind is Kind.COMMA or behind.word in ("by", ".")
    return named(name.mention, rule) if comma.kind is Kind.COMMA and name.mention and name.is_system and closes else None


def _passed_over(tokens: list[Token], start: int, at: int) -> int:
    """Return how many tokens do not end a phrase that began at `start` though they look so."""
    token = tokens[at]
    if W.RIVALS in token.classes and at + 1 < len(tokens) and tokens[at + 1].is_system and W.OWN not in tokens[at + 1].classes:
        return 1  # the previous state-of-the-art detector X
    if token.kind is Kind.COMMA and at == start + 1:
        return 1  # complex, state-of-the-art methods
    if token.kind is Kind.OTHER and token.word == "-" and at > start:
        return 1  # the X-specific baseline Y
    return 3 if token.kind is Kind.OPEN and at > start and _holds_abbreviation(tokens, at) else 0


def _named_sota(tokens: list[Token], at: int) -> Found | None:
    """The state-of-the-art detector X: the name that ends the phrase."""
    _, end = phrase_after(tokens, at + 1)
    last = tokens[end - 1]
    return named(last.mention, "sota") if last.mention is not None and last.is_system and end > at + 1 else None


_STANDS_FOR = frozenset(("that", "those", "one", "ones", "when", "if", "with"))
_LEADS_TO_RIVAL = frozenset(("of", "by", "for", "with", "when", "using", "from"))


def _skip_pronoun(tokens: list[Token], at: int) -> int:
    """Return where the rival begins behind a word for its value: "than that of X", "the one obtained by X", "than when using X"."""
    end = at
    while end < len(tokens) and tokens[end].word in _STANDS_FOR:
        end += 1
    if end == at and not (at and tokens[at - 1].word in _STANDS_FOR):
        return at
    while end < len(tokens) and (
        tokens[end].word in _LEADS_TO_RIVAL or (W.REACH in tokens[end].classes and tokens[end].word.endswith("ed"))
    ):
        end += 1
    return skip_to_rival(tokens, end)


def _ends(token: Token) -> bool:
    return bool(token.classes & _ENDS_OBJECT) and not token.classes & _NOUNS


def of_list(scene: Scene, place: Place, start: int, names: NameList, rule: str) -> Found:
    """Return the member in line with the number, or all of the list with the words that belong to it."""
    member = aligned(place.rank, len(names.members))
    if member is not None:
        return named(names.members[member], "aligned")
    tokens, last = scene.tokens, names.last
    hit = several(scene.text, names.members, rule)
    end = _bracket_end(tokens, _training_end(tokens, last))
    return replace(hit, text=" ".join(scene.text[hit.start : end].split()), end=end) if end > hit.end else hit


def _training_end(tokens: list[Token], last: int) -> int:
    """Return the last token of a name with its way of training: "X unsupervised pre-training"."""
    for behind in range(last + 1, min(last + 4, len(tokens))):
        if W.TRAINING in tokens[behind].classes and " " not in tokens[behind].word:
            return behind
        if not tokens[behind].content:
            break
    return last


def _bracket_end(tokens: list[Token], last: int) -> int:
    """V-JEPA (ViT-L): a bracket behind the name belongs to it when it holds a name only."""
    at = last + 1
    while at < len(tokens) and tokens[at].kind is Kind.OTHER:
        at += 1
    if at + 2 < len(tokens) and tokens[at].kind is Kind.OPEN and tokens[at + 1].kind is Kind.NAME and tokens[at + 2].kind is Kind.CLOSE:
        return tokens[at + 2].end
    return tokens[last].end


def skip_to_rival(tokens: list[Token], at: int) -> int:
    """Return the index of the first token from `at` on that is no article, sign or "that"."""
    while at < len(tokens) and (W.DETERMINER in tokens[at].classes or tokens[at].kind is Kind.OTHER or tokens[at].word == "that"):
        at += 1
    return at


def rival_phrase(scene: Scene, start: int, end: int, place: Place, rule: str, *, loose: bool) -> Found | None:
    """Return the words of a phrase as what is compared with, or what stands behind it where it only names a measure: "the error of X"."""
    tokens = scene.tokens[start:end]
    following = scene.tokens[end].word if end < len(scene.tokens) else ""
    measure = bool(tokens) and not tokens[-1].classes.isdisjoint((W.MEASURE, W.VAGUE)) and all(W.RIVALS not in t.classes for t in tokens)
    if measure and following not in ("of", "from") and _tells_whose(tokens):
        measure, loose = False, True
    if measure or (not tokens and start and W.DETERMINER in scene.tokens[start - 1].classes):
        return rival_after(scene, end, place, rule, strict=not loose) if following in ("of", "from") else None
    about_data = any(t.names(MentionKind.DATASET) for t in tokens) and not any(W.TRAINING in t.classes for t in tokens)
    if not tokens or (about_data and not rule.startswith("than")):
        return None
    if (
        not loose
        and all(t.classes.isdisjoint(_RIVAL_WORDS) for t in tokens)
        and not (rule in ("over", "compared-before") and _can_be_rival(tokens))
    ):
        return None
    first, last = tokens[0].start, tokens[-1].end
    return Found(" ".join(scene.text[first:last].split()), first, last, tokens[0].mention, rule + "-phrase")


_EXTENTS = frozenset((
    "time", "times", "course", "range", "period", "periods", "years", "days", "hours", "steps", "epochs", "iterations", "rounds", "runs",
    "seeds", "folds", "trials", "states", "regions", "settings", "all",
))  # fmt: skip
_NO_RIVALS = frozenset((W.DATANOUN, W.DATATAIL, W.MEASURE, W.VAGUE, W.GAIN, W.PRONOUN))


def _can_be_rival(tokens: list[Token]) -> bool:
    """Tell whether a gain can be one over the thing, which is no extent in data or time: "over majority voting", not "over all runs"."""
    return tokens[-1].classes.isdisjoint(_NO_RIVALS) and all(t.word not in _EXTENTS for t in tokens)


def _tells_whose(tokens: list[Token]) -> bool:
    """Tell whether words before "performance" or "results" say whose they are: "human performance", "zero-shot performance"."""
    describes = [t for t in tokens[:-1] if t.classes.isdisjoint((W.MEASURE, W.PRAISE, W.VAGUE, W.ADVERB))]
    return W.MEASURE not in tokens[-1].classes and bool(describes)
