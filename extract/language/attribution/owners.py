"""Who has a value, by a construction around the number itself: "X's 68%", "71% for X", "X (72%)", "X, Y: 71%, 73%"."""

from __future__ import annotations

from extract.language.attribution.found import Found, name_at, named
from extract.language.attribution.phrases import lead_of, phrase_after, phrase_before
from extract.language.attribution.roles import DIFFERENCES, Figure
from extract.language.attribution.scene import Place, Scene
from extract.language.attribution.series import aligned
from extract.language.attribution.tokens import Kind, Token
from extract.language.attribution.words import W
from extract.language.mentions import MentionKind, Role

_COMPARES = frozenset((W.COMPARE, W.BEAT))
_HEDGES = frozenset((W.ABOUT, W.DETERMINER))
_BEFORE_A_RIVAL_VALUE = frozenset((W.ABOUT, W.DETERMINER, W.PRAISE, W.VAGUE, W.RIVALS))
_NO_ACTOR = frozenset((W.MEASURE, W.DATANOUN, W.GAIN, W.COMPARATIVE, W.VAGUE, W.DATATAIL))
_ENDS_NAME = frozenset((W.PREPOSITION, W.CONJUNCTION, W.CLAUSE, W.RELATIVE, W.BE, W.REACH, W.BEAT, W.COMPARE, W.PRONOUN))
_VERBS = frozenset((W.REACH, W.VERB))
_PLACES = frozenset(("to", "on", "in", "across", "from", "at"))
_SIZES = frozenset(("with", "has", "having", "of", "contains", "uses", "trained on", "trained with"))


def tied(scene: Scene, place: Place, figure: Figure) -> Found | None:
    """Return the system that a construction around the number gives it to."""
    return (
        _possessive(scene, place)
        or _labelled(scene, place, figure)
        or _doing(scene, place)
        or _of_name(scene, place)
        or _glossed_by_name(scene, place, figure)
        or _of_people(scene, place, figure)
        or _the_score_of(scene, place, figure)
        or _rival_behind(scene, place)
        or _bracketed(scene, place, figure)
        or (_phrase_of_score(scene, place) if figure is Figure.SCORE else None)
        or _in_line(scene, place)
        or _relative(scene, place)
        or (_sized(scene, place) if figure is Figure.COST or (figure is Figure.COUNT and _is_hyphened(scene, place)) else None)
        or _reached_by(scene, place)
    )


def _labelled(scene: Scene, place: Place, figure: Figure) -> Found | None:
    """BERT-base: 76.4; larger models (e.g., BERT-base, 76.4)."""
    tokens, at = scene.tokens, place.rank.first - 1
    if (
        place.bracket is not None
        and at > place.bracket + 1
        and tokens[at].kind is Kind.COLON
        and W.RIVALS in tokens[place.bracket + 1].classes
    ):
        return _rivals_phrase(scene, place.bracket + 1, "labelled-phrase")  # (previous best: 89.8%)
    in_bracket = place.bracket is not None and at > place.bracket + 1 and figure is Figure.SCORE
    if (
        place.rank.size > 1
        or at < 1
        or not (tokens[at].kind is Kind.COLON or (in_bracket and tokens[at].kind is Kind.COMMA))
        or not tokens[at - 1].is_system
        or W.OWN in tokens[at - 1].classes
    ):
        return None
    return name_at(tokens[at - 1], "labelled")


_DOING = frozenset(("taking", "requiring", "needing", "running", "consuming", "using", "scoring", "costing"))


def _doing(scene: Scene, place: Place) -> Found | None:
    """With BERT-base taking 3 s; in particular, ViT-H achieving 80%: the name right before the verb."""
    tokens = scene.tokens
    for at in range(place.rank.first - 1, max(place.seg, place.rank.first - 8), -1):
        token = tokens[at]
        if token.kind is Kind.NUMBER or token.kind is Kind.COMMA:
            return None
        if token.word in _DOING or (token.word.endswith("ing") and W.REACH in token.classes):
            name = tokens[at - 1]
            return name_at(name, "doing") if name.is_system and W.OWN not in name.classes else None
    return None


def _sized(scene: Scene, place: Place) -> Found | None:
    """A 6-billion-parameter Transformer; DeiT with 86M parameters."""
    tokens, at = scene.tokens, place.at - 1
    while at >= place.seg and not tokens[at].classes.isdisjoint(_HEDGES):
        at -= 1
    if at >= place.seg and (tokens[at].word in _SIZES or at == place.bracket):
        at -= 1
        while at >= place.seg and W.SYSTEMNOUN in tokens[at].classes and tokens[at].kind is Kind.WORD:
            at -= 1
        if at >= max(0, place.seg - 1) and tokens[at].is_system and W.OWN not in tokens[at].classes:
            return name_at(tokens[at], "sized")
    at = place.at + 1
    while at < min(len(tokens) - 1, place.at + 8) and (tokens[at].content or _goes_on_with_number(tokens, at)):
        if tokens[at].is_system and W.RIVALS not in tokens[at].classes:
            return name_at(tokens[at], "sized")
        at += 1
    return None


def _is_hyphened(scene: Scene, place: Place) -> bool:
    """Tell whether the number is joined to the noun behind it: "a 4-bit network", "a 350M-parameter model"."""
    reading = place.reading
    return scene.text[reading.end : reading.end + 1] == "-" or "-" in scene.text[reading.number_end : reading.end]


def _goes_on_with_number(tokens: list[Token], at: int) -> bool:
    """Tell whether a comma and another number follow: "a 6-billion-parameter, 128-layer Transformer"."""
    return tokens[at].kind is Kind.NUMBER or (tokens[at].kind is Kind.COMMA and tokens[at + 1].kind is Kind.NUMBER)


def _reached_by(scene: Scene, place: Place) -> Found | None:
    """The best result was achieved by X with 71.3."""
    tokens = scene.tokens
    for at in range(place.at - 1, max(scene.clause_start(place.at), 1), -1):
        if tokens[at].word == "by" and W.REACH in tokens[at - 1].classes and tokens[at - 1].word.endswith(("ed", "n")):
            behind = next((t for t in tokens[at + 1 : at + 4] if t.mention is not None), None)
            return name_at(behind, "by") if behind is not None and not behind.names(MentionKind.DATASET) else None
        if tokens[at].kind is Kind.NUMBER:
            return None
    return None


def _possessive(scene: Scene, place: Place) -> Found | None:
    """CLIP's 68.3%."""
    tokens, at = scene.tokens, place.rank.first - 1
    while at >= 0 and (W.ABOUT in tokens[at].classes or W.PRAISE in tokens[at].classes):
        at -= 1
    if at > 0 and tokens[at].kind is Kind.POSSESSIVE and tokens[at - 1].is_system:
        return name_at(tokens[at - 1], "possessive")
    return None


def is_rival_value(scene: Scene, place: Place) -> bool:
    """Tell whether words of comparison lead straight to the number or its list: "compared to 98.7%", "vs. 71%"."""
    return _led_by_comparison(scene, place.at) or (place.at != place.rank.first and _led_by_comparison(scene, place.rank.first))


def _led_by_comparison(scene: Scene, number: int) -> bool:
    tokens, at = scene.tokens, number - 1
    steps = 0
    rivals = False
    while at >= 0 and steps < 6:
        token = tokens[at]
        rivals = rivals or W.RIVALS in token.classes
        if W.RIVAL in token.classes or (rivals and W.COMPARE in token.classes):
            return True
        if token.word == "than" or token.classes >= {W.COMPARE, W.ABOUT}:
            return token.word == "than"
        if token.kind is Kind.NUMBER or (token.classes.isdisjoint(_BEFORE_A_RIVAL_VALUE) and token.word not in (".", "only", "of")):
            return False
        at, steps = at - 1, steps + 1
    return False


def _rival_behind(scene: Scene, place: Place) -> Found | None:
    """54.7% by TransE; 71% for X; 82.0% achieved by Y: only where a comparison leads to the number, or "by" follows it."""
    tokens, at = scene.tokens, place.rank.last + 1
    rival = is_rival_value(scene, place) or (place.at > 0 and W.BEAT in tokens[place.at - 1].classes) or _goes_on_from_rival(scene, place)
    one_change = place.rank.paired and place.rank.outer_size == 1  # from 37 to 39 for X
    if not rival and place.at != place.rank.last and not one_change:
        return None
    _, at = phrase_after(tokens, at)
    while at < len(tokens) and tokens[at].word.endswith(("ed", "n")) and not tokens[at].classes.isdisjoint(_VERBS):
        at += 1
    if not rival and at < len(tokens) and tokens[at].word != "by":
        return _held_for(scene, place, at)
    if at >= len(tokens) or tokens[at].word not in ("by", "of", "for", "from", "with", "in"):
        return None
    return _name_or_phrase(scene, at + 1, "rival" if rival else "by", any_phrase=rival and tokens[at].word != "in")


def _held_for(scene: Scene, place: Place, at: int) -> Found | None:
    """From 31% for X to 78%; 17.4% for X: the system named right behind "for"."""
    tokens = scene.tokens
    if tokens[at].word != "for":
        return None
    at += 1
    while at < len(tokens) and not tokens[at].classes.isdisjoint((W.DETERMINER, W.RIVALS, W.PRAISE)) and not tokens[at].is_system:
        at += 1
    if at < len(tokens) and tokens[at].is_system and W.OWN not in tokens[at].classes:
        return name_at(tokens[at], "for")
    return _rivals_phrase(scene, at - 1, "for-phrase") if W.RIVALS in tokens[at - 1].classes else None


def _rivals_phrase(scene: Scene, at: int, rule: str) -> Found | None:
    """Return "classical method", "previous best": words for earlier work that begin at `at`, without a name of their own."""
    tokens = scene.tokens
    _, end = phrase_after(tokens, at)
    if end == at or any(t.kind is Kind.NAME for t in tokens[at:end]):
        return None
    return Found(scene.text[tokens[at].start : tokens[end - 1].end], tokens[at].start, tokens[end - 1].end, None, rule)


def _of_name(scene: Scene, place: Place) -> Found | None:
    """The accuracy of X is 99% and of Y is 81%: the name between "of" and the verb."""
    tokens, at = scene.tokens, place.rank.first - 1
    while at > 2 and W.ABOUT in tokens[at].classes:
        at -= 1
    if at < 2 or W.BE not in tokens[at].classes or not tokens[at - 1].is_system or W.OWN in tokens[at - 1].classes:
        return None
    return name_at(tokens[at - 1], "of") if tokens[at - 2].word == "of" and place.rank.size < 2 else None


def _of_people(scene: Scene, place: Place, figure: Figure) -> Found | None:
    """Human accuracy is 92%; approaches human performance (80%): people, where a score is called theirs."""
    if figure is not Figure.SCORE:
        return None
    tokens, at = scene.tokens, place.rank.first - 1
    while at > 0 and tokens[at].kind is not Kind.NUMBER and not tokens[at].content and place.at - at < 4:
        at -= 1
    start, end = phrase_before(tokens, at + 1)
    if end - start < 2 or tokens[end - 1].classes.isdisjoint((W.MEASURE, W.VAGUE)):
        return None
    owner = next((t for t in tokens[start:end] if t.classes.isdisjoint((W.MEASURE, W.VAGUE, W.PRAISE))), None)
    return Found("human", owner.start, owner.end, None, "possessive") if owner is not None and owner.word in ("human", "humans") else None


def _the_score_of(scene: Scene, place: Place, figure: Figure) -> Found | None:
    """Surpassing the 0.58 accuracy of X: who is named behind a score with an article."""
    tokens, at = scene.tokens, place.rank.last + 1
    if figure is not Figure.SCORE or place.rank.first == 0 or tokens[place.rank.first - 1].word != "the":
        return None
    start, end = phrase_after(tokens, at)
    if end == start or end + 1 >= len(tokens) or tokens[end].word != "of" or W.MEASURE not in tokens[end - 1].classes:
        return None
    hit = _name_or_phrase(scene, end + 1, "rival", any_phrase=True)
    people = hit is not None and hit.text.lower().startswith("human")
    return hit if hit is not None and (hit.mention is not None or people) else None


def _glossed_by_name(scene: Scene, place: Place, figure: Figure) -> Found | None:
    """From 46.3% (X) to 57.0%; 2.1% higher than hard labels, 68.8% (Y): a bracket behind a score that holds a system's name alone."""
    tokens, at = scene.tokens, place.at + 1
    if figure is not Figure.SCORE or at + 2 >= len(tokens) or tokens[at].kind is not Kind.OPEN or tokens[at + 2].kind is not Kind.CLOSE:
        return None
    name = tokens[at + 1]
    return name_at(name, "gloss") if name.is_system and W.OWN not in name.classes else None


def _goes_on_from_rival(scene: Scene, place: Place) -> bool:
    """Versus 76.0% for X, 75.2% for Y and 74% for Z: the others are rivals' too."""
    earlier = [other for other in scene.places if other.at < place.at]
    at = place.at
    while earlier and at - earlier[-1].at < 8 and scene.tokens[at - 1].word in ("and", ",", "or"):
        if is_rival_value(scene, earlier[-1]):
            return True
        at = earlier.pop().at
    return False


def _name_or_phrase(scene: Scene, at: int, rule: str, *, any_phrase: bool) -> Found | None:
    """Return the system named at the start of the phrase at `at`; failing that, the phrase itself where any will do."""
    tokens = scene.tokens
    while at < len(tokens) and (W.DETERMINER in tokens[at].classes or (W.PRAISE in tokens[at].classes and tokens[at].kind is Kind.WORD)):
        at += 1
    start = at
    while at < len(tokens) and at - start < 6 and (tokens[at].kind is Kind.NAME or _goes_on(tokens[at])):
        if tokens[at].is_system:
            return name_at(tokens[at], rule)
        at += 1
    if not any_phrase or at == start or any(t.names(MentionKind.METRIC) or t.names(MentionKind.DATASET) for t in tokens[start:at]):
        return None
    first, last = tokens[start].start, tokens[at - 1].end
    return Found(" ".join(scene.text[first:last].split()), first, last, None, rule + "-phrase")


def _goes_on(token: Token) -> bool:
    return token.kind is Kind.WORD and token.classes.isdisjoint(_ENDS_NAME)


def _bracketed(scene: Scene, place: Place, figure: Figure) -> Found | None:
    """DeiT-Ti (72.2% accuracy …); not behind a verb of comparison, where the figure is the gain over the name."""
    if place.bracket is None or place.bracket == 0:
        return None
    at = place.bracket - 1
    while at > 0 and scene.tokens[at].kind is Kind.WORD and W.SYSTEMNOUN in scene.tokens[at].classes:
        at -= 1
    token = scene.tokens[at]
    if not token.is_system or W.OWN in token.classes or figure in DIFFERENCES:
        return None
    inside = scene.tokens[place.bracket + 1 : scene.closer(place.bracket)]
    if any(W.RIVAL in t.classes for t in inside):
        lead = lead_of(scene.tokens, at)
        compared = lead is not None and (not lead.classes.isdisjoint(_COMPARES) or lead.word.split()[-1] == "to")
        is_first = place.at == min(p.at for p in scene.places if p.bracket == place.bracket)
        if is_first == compared:
            return None
    return name_at(token, "bracket")


def _phrase_of_score(scene: Scene, place: Place) -> Found | None:
    """Non-inferior to doctors (0.63); higher than nurses (0.41): those who have no name."""
    tokens = scene.tokens
    if place.bracket is None or any(t.kind is Kind.NUMBER for t in tokens[place.bracket : place.at]):
        return None
    start, end = phrase_before(tokens, place.bracket)
    lead = tokens[start - 1].word if start else ""
    compares = (
        lead.endswith(("than", "to"))
        or lead in ("above", "below")
        or (lead == "and" and any(W.COMPARE in t.classes for t in tokens[:start]))
    )
    return _plain(scene, start, end, "bracket-phrase") if compares else None


def _plain(scene: Scene, start: int, end: int, rule: str) -> Found | None:
    """Return a phrase without names, measures and things that are counted as data."""
    tokens = scene.tokens[start:end]
    if not tokens or any((t.kind is Kind.NAME and not t.is_system) or not t.classes.isdisjoint(_NO_ACTOR) for t in tokens):
        return None
    first, last = tokens[0].start, tokens[-1].end
    return Found(" ".join(scene.text[first:last].split()), first, last, tokens[-1].mention, rule)


def _in_line(scene: Scene, place: Place) -> Found | None:
    """A and B reach 71% and 73%; 40% and 50% for A and B; not the systems that are compared with."""
    rank = place.rank
    if rank.size < 2:
        return None
    tokens = scene.tokens
    clause = scene.clause_of[rank.first]
    ahead = [n for n in scene.systems if n.last < rank.first and scene.clause_of[n.first] == clause]
    behind = [n for n in scene.systems if n.first > rank.last and scene.clause_of[n.first] == clause]
    for names in [*reversed(ahead), *behind[:1]]:
        member = aligned(rank, len(names.members))
        lead = lead_of(tokens, names.first)
        if member is None or (lead is not None and (not lead.classes.isdisjoint(_COMPARES) or lead.word in _PLACES)):
            continue
        if names.members[member].role is Role.RIVAL or any(rank.last < p.at < names.first for p in scene.places):
            continue
        return named(names.members[member], "aligned")
    return None


def _relative(scene: Scene, place: Place) -> Found | None:
    """EVA-E that has ten times more parameters: the name right before "that"."""
    tokens = scene.tokens
    for at in range(place.at - 1, max(place.seg - 1, place.at - 6), -1):
        if W.RELATIVE not in tokens[at].classes or at == 0:
            continue
        name, lead = tokens[at - 1], tokens[at - 2].word if at > 1 else ""
        is_named = name.is_system and W.OWN not in name.classes and tokens[at].word in ("that", "which", "who")
        return name_at(name, "relative") if is_named and lead not in ("", "from", "of", "on") else None
    return None
