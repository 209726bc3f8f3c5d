"""What a gain is measured against."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from extract.language.attribution.found import Found, named, several
from extract.language.attribution.phrases import phrase_after
from extract.language.attribution.roles import share_of_rival
from extract.language.attribution.scene import Place, Scene
from extract.language.attribution.series import NameList, aligned
from extract.language.attribution.tokens import Kind, Token
from extract.language.attribution.words import W
from extract.language.mentions import MentionKind, Role
from extract.numbers.readings import Form

_REACH_BEHIND = 30  # tokens
_LONGEST_OBJECT = 9
_ENDS_OBJECT = frozenset({
    W.PREPOSITION, W.CONJUNCTION, W.CLAUSE, W.RELATIVE, W.BE, W.REACH, W.BEAT, W.CHANGE, W.COMPARE, W.PRONOUN, W.SUBORDINATE,
    W.MODAL, W.ADVERB,
})  # fmt: skip
_NOUNS = frozenset({W.SYSTEMNOUN, W.DATATAIL, W.MEASURE, W.GAIN, W.VAGUE})
_RIVAL_WORDS = frozenset((W.RIVALS, W.SYSTEMNOUN, W.SOTA, W.TRAINING))
_SOTA = "state of the art"


def link_baselines(scene: Scene, gains: list[Place]) -> dict[int, Found]:
    """Return, for the index of each reading that is a gain, what it is measured against."""
    found: dict[int, Found] = {}
    for place in gains:
        hit = _share_of(scene, place) or _bracket(scene, place) or _behind(scene, place) or _ahead(scene, place)
        if hit is not None:
            found[place.index] = hit
    _share(scene, gains, found)
    for place in gains:
        if place.index not in found:
            hit = _opening(scene, place) or _improved(scene, place) or _compared_before(scene, place)
            if hit is not None:
                found[place.index] = hit
    return found


def _bracket(scene: Scene, place: Place) -> Found | None:
    """… outperforms MobileNetV2 (+4.2%), ShuffleNetV2 [16] (+3.5%)."""
    if place.bracket is None or place.bracket == 0:
        return None
    tokens, at = scene.tokens, _before_brackets(scene, place.bracket - 1)
    mention = tokens[at].mention if at >= 0 else None
    beats = not _is_governed(scene, at) and any(W.BEAT in t.classes or W.COMPARE in t.classes for t in tokens[: max(at, 0)])
    if mention is None or mention.kind is not MentionKind.SYSTEM or not beats:
        return None
    return _generic(tokens[at]) or named(mention, "bracket")


def _before_brackets(scene: Scene, at: int) -> int:
    """Return the index of the last token up to `at` that stands before all brackets that end there."""
    while at > 0 and scene.tokens[at].kind is Kind.CLOSE:
        opener = scene.openers[at - 1]
        at = opener - 1 if opener is not None else at - 2
    return at


def _is_governed(scene: Scene, at: int) -> bool:
    """Tell whether "on", "in" or "for" leads to a name, or to the list that it ends: "on A (+2%) and B (+3%)"."""
    while at > 0:
        lead = _skip_back(scene.tokens, at - 1)
        if scene.tokens[lead].word in ("on", "in", "for"):
            return True
        earlier = _before_brackets(scene, lead - 1)
        if scene.tokens[lead].word not in ("and", "or", ",") or earlier < 0 or scene.tokens[earlier].mention is None:
            return False
        at = earlier
    return False


def _skip_back(tokens: list[Token], at: int) -> int:
    """Return the index of the last token up to `at` that is no article."""
    while at > 0 and W.DETERMINER in tokens[at].classes:
        at -= 1
    return at


def _share_of(scene: Scene, place: Place) -> Found | None:
    """93% of the original accuracy; 11% of X's parameters."""
    at = share_of_rival(scene, place)
    if at is None:
        return None
    tokens = scene.tokens
    mention = tokens[at].mention
    if mention is not None:
        return _generic(tokens[at]) or named(mention, "share")
    end = at + 1
    while end < len(tokens) and W.SYSTEMNOUN in tokens[end].classes:
        end += 1
    return Found(scene.text[tokens[at].start : tokens[end - 1].end], tokens[at].start, tokens[end - 1].end, None, "share")


def _generic(token: Token) -> Found | None:
    """Return words for the state of the art in one wording."""
    return Found(_SOTA, token.start, token.end, token.mention, "sota") if W.SOTA in token.classes else None


def _behind(scene: Scene, place: Place) -> Found | None:
    """1.8x faster than X; 3% over X; a gain of 2 points compared to X."""
    tokens = scene.tokens
    at = place.rank.last + 1
    limit = min(len(tokens), at + _REACH_BEHIND)
    while at < limit:
        token = tokens[at]
        if token.kind is Kind.NUMBER or scene.clause_of[at] != scene.clause_of[place.at]:
            return None
        if token.kind is Kind.OPEN:
            at = scene.closer(at)
        elif W.COMPARE in token.classes and _leads_on(tokens, at):
            return None
        elif W.COMPARE in token.classes and not (W.ABOUT in token.classes and at + 1 < limit and tokens[at + 1].kind is Kind.NUMBER):
            return _object(scene, at, place, "than" if token.word.endswith("than") else "over" if token.word == "over" else "compared")
        elif token.word == "as" and at > place.rank.last + 2 and tokens[place.rank.last + 1].word == "as":
            return _object(scene, at, place, "than")  # 3 times as many images as X
        elif token.word in ("of", "to") and at == place.rank.last + 1 and _comes_near(scene, place):
            return _object(scene, at, place, "near", strict=False)
        elif token.word in ("of", "for") and _is_multiple(place) and _is_name(tokens, at + 1):
            return _object(scene, at, place, "compared")  # half the loss reported for X
        elif token.word in ("that", "those") and at == place.rank.last + 1 and at + 1 < limit and tokens[at + 1].word == "of":
            return _object(scene, at + 1, place, "compared")  # half that of X
        elif token.word == "from" and at + 1 < limit and W.RIVALS in tokens[at + 1].classes:
            return _object(scene, at, place, "from")
        elif W.BEAT in token.classes:
            return None
        at += 1
    return None


def _leads_on(tokens: list[Token], at: int) -> bool:
    """Tell whether a comparison belongs to the number behind it: "is 3.7%, over X 1.2%"."""
    if tokens[at - 1].kind is not Kind.COMMA and tokens[at - 1].word != "and":
        return False
    end = _skip(tokens, at + 1)
    while end < len(tokens) and (tokens[end].content or tokens[end].kind is Kind.NAME):
        end += 1
    return end < len(tokens) and tokens[end].kind is Kind.NUMBER


_MULTIPLES = frozenset((Form.MULTIPLIER, Form.FRACTION, Form.WORD))


def _is_multiple(place: Place) -> bool:
    return place.reading.form in _MULTIPLES


def _is_name(tokens: list[Token], at: int) -> bool:
    """Tell whether a system's name begins here, or a phrase about earlier work."""
    while at < len(tokens) and W.DETERMINER in tokens[at].classes:
        at += 1
    return at < len(tokens) and (tokens[at].is_system or W.RIVALS in tokens[at].classes)


def _comes_near(scene: Scene, place: Place) -> bool:
    """Tell whether the number is said to be a distance: "within 1.6 points of X"."""
    at = place.rank.first - 1
    while at > 0 and not scene.tokens[at].classes.isdisjoint((W.ABOUT, W.DETERMINER)):
        at -= 1
    return at >= 0 and scene.tokens[at].word == "within"


def _object(scene: Scene, at: int, place: Place, rule: str, *, strict: bool | None = None) -> Found | None:
    """Return what follows the word of comparison at `at`: systems, in line with the numbers where they match, or a phrase.

    A `strict` phrase has to speak of a system or of earlier work; by default that is so behind words with other uses ("over", "against").
    """
    tokens = scene.tokens
    loose = tokens[at].word not in ("over", "against") if strict is None else not strict
    start = _skip(tokens, at + 1)
    end = start
    while end < len(tokens) and end - start < _LONGEST_OBJECT:
        token = tokens[end]
        names = next((n for n in scene.systems if n.first == end), None)
        if names is not None and scene.text[tokens[names.last].end : tokens[names.last].end + 1] != "-":
            return _apposed(scene, names.last, rule) or _generic(token) or _of_list(scene, place, start, names, rule)
        if token.kind is Kind.COMMA and end == start + 1:
            end += 1  # complex, state-of-the-art methods
            continue
        if token.kind is Kind.NUMBER or (token.kind is not Kind.NAME and (token.kind is not Kind.WORD or _ends(token))):
            break
        if W.SOTA in token.classes:
            return Found(_SOTA, token.start, token.end, None, "sota")
        end += 1
    return _apposed(scene, end - 1, rule) or _phrase(scene, start, end, place, rule, loose=loose)


def _apposed(scene: Scene, last: int, rule: str) -> Found | None:
    """The strongest earlier method, X, …: the name set between commas behind words for a rival."""
    tokens = scene.tokens
    if last + 3 >= len(tokens) or W.OWN in tokens[last].classes or (tokens[last].is_system and W.RIVALS not in tokens[last].classes):
        return None
    comma, name, behind = tokens[last + 1 : last + 4]
    closes = behind.kind is Kind.COMMA or behind.word in ("by", ".")
    return named(name.mention, rule) if comma.kind is Kind.COMMA and name.mention and name.is_system and closes else None


def _ends(token: Token) -> bool:
    return bool(token.classes & _ENDS_OBJECT) and not token.classes & _NOUNS


def _of_list(scene: Scene, place: Place, start: int, names: NameList, rule: str) -> Found:
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


def _skip(tokens: list[Token], at: int) -> int:
    while at < len(tokens) and (W.DETERMINER in tokens[at].classes or tokens[at].kind is Kind.OTHER or tokens[at].word == "that"):
        at += 1
    return at


def _phrase(scene: Scene, start: int, end: int, place: Place, rule: str, *, loose: bool) -> Found | None:
    tokens = scene.tokens[start:end]
    following = scene.tokens[end].word if end < len(scene.tokens) else ""
    measure = bool(tokens) and not tokens[-1].classes.isdisjoint((W.MEASURE, W.VAGUE)) and all(W.RIVALS not in t.classes for t in tokens)
    if measure or (not tokens and start and W.DETERMINER in scene.tokens[start - 1].classes):
        return _object(scene, end, place, rule, strict=not loose) if following in ("of", "from") else None
    about_data = any(t.names(MentionKind.DATASET) for t in tokens) and not any(W.TRAINING in t.classes for t in tokens)
    if not tokens or (about_data and not rule.startswith("than")):
        return None
    if not loose and all(t.classes.isdisjoint(_RIVAL_WORDS) for t in tokens):
        return None
    first, last = tokens[0].start, tokens[-1].end
    return Found(" ".join(scene.text[first:last].split()), first, last, tokens[0].mention, rule + "-phrase")


def _ahead(scene: Scene, place: Place) -> Found | None:
    """Outperforming X by 15.7% and Y by 18.8%; compared to X, 3% better; improves accuracy over X by 3%."""
    tokens, floor = scene.tokens, place.floor
    start = scene.clause_start(place.rank.first)
    for at in range(place.rank.first - 1, start - 1, -1):
        token = tokens[at]
        if W.COMPARE in token.classes and tokens[at + 1].kind is not Kind.NUMBER and at >= floor:
            takes_object = token.word != "over" or tokens[at + 1].is_system or place.rank.first - at > 2
            hit = _object(scene, at, place, "compared-before", strict=False) if takes_object else None
            if hit is not None:
                return hit
        if W.BEAT in token.classes:
            since = [n for n in scene.systems if n.first >= floor and n.last < place.rank.first]
            if at < floor:
                return _beaten_next(scene, place, since[-1]) if since else None
            return _object(scene, at, place, "beaten", strict=False)
    return None


def _beaten_next(scene: Scene, place: Place, names: NameList) -> Found | None:
    """Outperforming X by 15.7% and Y by 18.8%: Y directly before "by"."""
    between = scene.tokens[names.last + 1 : place.rank.first]
    if not any(t.word == "by" for t in between) or any(t.kind is Kind.COMMA for t in between):
        return None
    return _generic(scene.tokens[names.last]) or _of_list(scene, place, names.first, names, "beaten-next")


def _share(scene: Scene, gains: list[Place], found: dict[int, Found]) -> None:
    """With 0.5% higher accuracy: the comparison of the gain before holds, in the same clause; else that of the gain behind."""
    for before, place in pairwise(gains):
        if place.index not in found and before.index in found and _near(scene, before, place):
            found[place.index] = found[before.index].by("shared")
    for place, after in reversed(list(pairwise(gains))):
        if place.index not in found and after.index in found and _joined(scene, place, after):
            found[place.index] = found[after.index].by("shared-ahead")


def _near(scene: Scene, one: Place, other: Place) -> bool:
    between = scene.tokens[one.at : other.at]
    return abs(scene.clause_of[one.at] - scene.clause_of[other.at]) <= 1 and not any(t.kind is Kind.STOP for t in between)


def _joined(scene: Scene, one: Place, other: Place) -> bool:
    """Tell whether two gains stand in one phrase, without a verb or words of comparison between them."""
    between = scene.tokens[one.at : other.at]
    return _near(scene, one, other) and not any(t.finite or W.COMPARE in t.classes for t in between)


def _opening(scene: Scene, place: Place) -> Found | None:
    """Compared to X, … by 2.3%."""
    tokens = scene.tokens
    for at in range(min(place.at, 6)):
        if W.RIVAL in tokens[at].classes:
            return _object(scene, at, place, "opening")
    return None


def _improved(scene: Scene, place: Place) -> Found | None:
    """Improves X by 2%; improves the accuracy of X by 2%; improves the previous best by 2%: the object of a verb of change."""
    tokens, number = scene.tokens, place.rank.first
    for at in range(number - 1, scene.clause_start(number) - 1, -1):
        if W.CHANGE in tokens[at].classes and tokens[at].classes.isdisjoint((W.GAIN, W.MEASURE)):
            first = _skip(tokens, at + 1 + (tokens[at + 1].word in ("on", "upon", "over")))
            _, end = phrase_after(tokens, first)
            if tokens[first].mention is None and end < number and tokens[end].word == "of":
                first = _skip(tokens, end + 1)
            return _improved_at(scene, place, first, end) if first < number else None
    return None


def _improved_at(scene: Scene, place: Place, first: int, end: int) -> Found | None:
    token, mention = scene.tokens[first], scene.tokens[first].mention
    if mention is not None and mention.kind is MentionKind.SYSTEM and mention.role is not Role.OWN:
        return _generic(token) or named(mention, "improved")
    phrase = scene.tokens[first:end]
    if mention is None and phrase and W.RIVALS in token.classes and scene.tokens[end].word == "by":
        return _phrase(scene, first, end, place, "improved", loose=False)
    return None


_LIKE = frozenset(("comparable to", "comparable with", "similar to", "on par with", "close to", "better than", "higher than", "than", "as"))


def _compared_before(scene: Scene, place: Place) -> Found | None:
    """Comparable to X while using 4 times fewer parameters: what the sentence has just been compared with."""
    tokens = scene.tokens
    for at in range(place.at - 1, 0, -1):
        if tokens[at].word in _LIKE or (W.COMPARE in tokens[at].classes and tokens[at].word not in ("over", "against")):
            hit = _object(scene, at, place, "sentence", strict=True)
            if hit is not None:
                return hit
    return None
