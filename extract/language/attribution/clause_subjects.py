"""Who a clause speaks of: its grammatical subject, where that is a system."""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.language.attribution.found import Found, name_at, named
from extract.language.attribution.phrases import lead_of, phrase_after
from extract.language.attribution.scene import Scene
from extract.language.attribution.tokens import Kind, Token
from extract.language.attribution.words import W
from extract.language.mentions import MentionKind


def resolve(token: Token, rule: str, own: Found | None) -> Found | None:
    """Return a system token as a finding; words for the paper's own work give its name."""
    mention = token.mention
    if mention is not None and W.OWN not in token.classes:
        return named(mention, rule if mention.kind is MentionKind.SYSTEM else rule + "-other")
    if own is not None:
        return own.by(rule + "-own")
    return named(mention, rule + "-unnamed") if mention is not None else None


_SHOWING = frozenset((W.REACH, W.VERB))


def clause_begins(scene: Scene, at: int) -> int:
    """Return where the clause with the number begins: behind "we show that", where that is in it."""
    start = scene.clause_start(at)
    tokens = scene.tokens
    for k in range(at - 1, start, -1):
        if tokens[k].word == "that" and not tokens[k - 1].classes.isdisjoint(_SHOWING):
            return k + 1
    return start


_PLAIN_PREPOSITIONS = frozenset(("for", "of", "by", "with", "using", "on", "in"))


def _opens_clause(tokens: list[Token], start: int, end: int) -> Found | None:
    """Return the system at the start of a clause whose verb is not known, or behind a comma in it."""
    for at in range(end - 2, start - 1, -1):
        name, behind = tokens[at], tokens[at + 1]
        if not name.is_system or W.OWN in name.classes or behind.kind is not Kind.WORD or not behind.content:
            continue
        lead = at - 1
        while lead >= start and W.DETERMINER in tokens[lead].classes:
            lead -= 1
        if lead < start or tokens[lead].kind is Kind.COMMA or W.CLAUSE in tokens[lead].classes or tokens[lead].word == "and":
            return name_at(name, "subject")
    return None


class _Actors(NamedTuple):
    """The systems before the verb of a clause: its subject, the first one behind a preposition, the one behind an opening "for"."""

    nominal: Token | None
    attached: Token | None
    fronted: Token | None


def clause_subject(scene: Scene, start: int, end: int, own: Found | None, topic: Found | None) -> Found | None:
    """Return the system that is the grammatical subject; else the one in a phrase before the verb.

    `own` is the paper's own system; where it has none, "it" stands for the `topic`, the subject of the sentence before.
    """
    tokens = scene.tokens
    relative = _relative_subject(scene, start, end)
    if relative is not None:
        return relative
    verb = _verb(tokens, start, end)
    if verb is None:
        opener = _opens_clause(tokens, start, end)
        verb = _verb(tokens, start, scene.clause_end(end)) if opener is None and scene.openers[end] is None else None
        if verb is None:
            return opener
    nominal, attached, fronted = _actors(scene, start, verb)
    if nominal is None and attached is None and (W.REACH in tokens[verb].classes or tokens[verb].word in _HAS):
        return _plain_subject(scene, start, verb)
    if nominal is not None and nominal.word in ("it", "they") and fronted is not None:
        return resolve(fronted, "attached", own)
    if own is None and nominal is not None and nominal.word in ("it", "they"):
        own = topic
    is_unknown_pronoun = nominal is not None and W.OWN in nominal.classes and nominal.mention is None and own is None
    if nominal is not None and not (is_unknown_pronoun and attached is not None):
        return _possessed(scene, nominal) or resolve(nominal, "subject", own)
    return resolve(attached, "attached", own) if attached is not None and verb < end else None


_HAS = frozenset(("has", "have", "had"))


def _actors(scene: Scene, start: int, verb: int) -> _Actors:
    tokens = scene.tokens
    nominal = attached = fronted = rival = None
    for at in range(start, verb):
        token = tokens[at]
        if not _can_act(scene, at, start, verb):
            continue
        lead = lead_of(tokens, at) if at > start else None
        if lead is not None and (W.COMPARE in lead.classes or W.BEAT in lead.classes):
            continue
        if W.RIVALS in token.classes and lead is not None:
            rival = rival or (token if W.CLAUSE in lead.classes else None)
        elif lead is None or (W.PREPOSITION not in lead.classes and lead.word not in _PLAIN_PREPOSITIONS):
            nominal = token if nominal is None or tokens[at - 1].kind is Kind.COMMA or lead is None else nominal
        elif lead.word in _PLAIN_PREPOSITIONS:
            attached = attached or token
            fronted = token if lead.word == "for" and lead.start <= tokens[min(start + 1, verb)].start else fronted
    return _Actors(nominal or (rival if attached is None else None), attached, fronted)


def _can_act(scene: Scene, at: int, start: int, verb: int) -> bool:
    """Tell whether the token names a system, stands for the paper's own, or is a name of no known kind in the place of a subject."""
    tokens = scene.tokens
    token = tokens[at]
    if token.is_system:
        return True
    if token.names(MentionKind.OTHER):
        if at == verb - 1:
            return True
        opens = all(t.kind is not Kind.NAME and W.PREPOSITION not in t.classes for t in tokens[start:at])
        return opens and tokens[at + 1].kind in (Kind.OPEN, Kind.COMMA) and tokens[verb - 1].kind in (Kind.CLOSE, Kind.COMMA)
    return token.kind is Kind.WORD and W.OWN in token.classes and _stands_alone(tokens, at)


_NO_SUBJECT = frozenset((W.MEASURE, W.GAIN, W.VAGUE, W.DATANOUN, W.DATATAIL, W.COMPARATIVE, W.OWN, W.PRONOUN))


def _plain_subject(scene: Scene, start: int, verb: int) -> Found | None:
    """While the 50-step teacher has 19.1; the next best technique reaches 3: the words for who has it; of others, if no words are left."""
    tokens = scene.tokens
    first = start
    while first < verb and (tokens[first].kind is not Kind.WORD or not tokens[first].classes.isdisjoint(_OPENS)):
        first += 1
    first, end = phrase_after(tokens, first)
    if first == end or end != verb or not tokens[end - 1].classes.isdisjoint(_NO_SUBJECT):
        return None
    if start == 0 and not (_is_agent(tokens[end - 1]) and any(_describes(token) for token in tokens[first:end])):
        return None  # the experiments show; our best model reaches
    return Found(scene.text[tokens[first].start : tokens[end - 1].end], tokens[first].start, tokens[end - 1].end, None, "subject-phrase")


_AGENT = re.compile(r"(?:[tdgmnlrsfvpk]er|[ts]or|semble|cascade|mission)s?$")
_NO_AGENTS = frozenset(("user", "number", "paper", "computer", "layer", "order", "center", "factor", "letter", "paper", "other", "others"))


def _is_agent(token: Token) -> bool:
    """Tell whether a noun can name what does something: "the two-stage retriever", not "the experiments"."""
    return W.SYSTEMNOUN in token.classes or (token.kind is Kind.WORD and bool(_AGENT.search(token.word)) and token.word not in _NO_AGENTS)


_TELLS_NOTHING = frozenset((W.PRAISE, W.SYSTEMNOUN, W.RIVALS, W.OWN))


def _describes(token: Token) -> bool:
    """Tell whether a word says which system is meant."""
    return token.classes.isdisjoint(_TELLS_NOTHING) and token.word not in ("final", "proposed", "presented", "resulting", "whole")


_OPENS = frozenset((W.CLAUSE, W.CONJUNCTION, W.DETERMINER, W.ADVERB))


def _possessed(scene: Scene, token: Token) -> Found | None:
    """X's audio encoder reaches …: the phrase, not X alone."""
    tokens = scene.tokens
    at = tokens.index(token) + 1
    if at >= len(tokens) or tokens[at].kind is not Kind.POSSESSIVE or token.mention is None:
        return None
    _, end = phrase_after(tokens, at + 1)
    last = tokens[end - 1]
    if end == at + 1 or not (last.mention or W.SYSTEMNOUN in last.classes):
        return None
    return Found(scene.text[token.start : last.end], token.start, last.end, token.mention, "subject")


_DESCRIBES = frozenset(("has", "have", "had", "uses", "requires", "needs", "contains"))


def _relative_subject(scene: Scene, start: int, end: int) -> Found | None:
    """A family called X, which outperform …: the name right before ", which"."""
    tokens = scene.tokens
    for at in range(end - 1, start + 1, -1):
        name = tokens[at - 2]
        if tokens[at].word != "which" or tokens[at - 1].kind is not Kind.COMMA or not name.is_system or W.OWN in name.classes:
            continue
        lead = lead_of(tokens, at - 2)
        compared = lead is not None and (W.COMPARE in lead.classes or W.BEAT in lead.classes)
        describes = at + 1 < len(tokens) and tokens[at + 1].word in _DESCRIBES
        return name_at(name, "relative") if describes or not compared else None
    return None


def _stands_alone(tokens: list[Token], at: int) -> bool:
    """Tell whether an own-word is a pronoun ("we", "it") or "our" before a noun that is no name."""
    if tokens[at].word not in ("our", "its", "this"):
        return True
    return any(W.SYSTEMNOUN in t.classes for t in tokens[at + 1 : at + 4])


_SETS_OF = frozenset((W.DATATAIL, W.TRAINING))


def _verb(tokens: list[Token], start: int, end: int) -> int | None:
    """Return the first finite verb of the clause; a verb of showing with a new subject behind it is passed over."""
    seen_noun = False
    for at in range(start, end):
        token = tokens[at]
        if token.finite and seen_noun and not (token.word in ("set", "sets") and not tokens[at - 1].classes.isdisjoint(_SETS_OF)):
            return at
        seen_noun = seen_noun or token.kind is Kind.NAME or (token.kind is Kind.WORD and W.PREPOSITION not in token.classes)
    return None
