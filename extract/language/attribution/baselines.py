"""What a gain is measured against."""

from __future__ import annotations

from itertools import pairwise

from extract.language.attribution.found import Found, named
from extract.language.attribution.phrases import phrase_after
from extract.language.attribution.rivals import of_list, rival_after, rival_phrase, skip_to_rival, state_of_the_art
from extract.language.attribution.roles import share_of_rival
from extract.language.attribution.scene import Place, Scene
from extract.language.attribution.series import NameList
from extract.language.attribution.tokens import Kind, Token
from extract.language.attribution.words import W
from extract.language.mentions import MentionKind, Role
from extract.numbers.readings import Form

_REACH_BEHIND = 30  # tokens


def link_baselines(scene: Scene, gains: list[Place]) -> dict[int, Found]:
    """Return, for the index of each reading that is a gain, what it is measured against."""
    found: dict[int, Found] = {}
    for place in gains:
        hit = (
            _share_of(scene, place)
            or _bracket(scene, place)
            or _behind(scene, place)
            or _ahead(scene, place)
            or _beaten_before(scene, place)
        )
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
    return state_of_the_art(tokens[at]) or named(mention, "bracket")


def _beaten_before(scene: Scene, place: Place) -> Found | None:
    """Outperforms the baselines clearly (7.4% and 5.1% gain): what the verb before the bracket says is beaten."""
    bracket = place.bracket
    if bracket is None:
        return None
    for at in range(bracket - 1, scene.clause_start(bracket) - 1, -1):
        if scene.tokens[at].kind is Kind.NUMBER:
            return None
        if W.BEAT in scene.tokens[at].classes:
            return rival_after(scene, at, place, "beaten", strict=False)
    return None


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
        return state_of_the_art(tokens[at]) or named(mention, "share")
    end = at + 1
    while end < len(tokens) and W.SYSTEMNOUN in tokens[end].classes:
        end += 1
    return Found(scene.text[tokens[at].start : tokens[end - 1].end], tokens[at].start, tokens[end - 1].end, None, "share")


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
            return rival_after(scene, at, place, "than" if token.word.endswith("than") else "over" if token.word == "over" else "compared")
        elif token.word in ("with respect to", "w.r.t"):
            return rival_after(scene, at, place, "compared", strict=True)
        elif token.word == "as" and at > place.rank.last + 2 and tokens[place.rank.last + 1].word == "as":
            return rival_after(scene, at, place, "than")  # 3 times as many images as X
        elif token.word in ("of", "to") and at == place.rank.last + 1 and _comes_near(scene, place):
            return rival_after(scene, at, place, "near", strict=False)
        elif token.word in ("of", "for") and _is_multiple(place) and _is_name(tokens, at + 1):
            return rival_after(scene, at, place, "compared")  # half the loss reported for X
        elif token.word in ("that", "those") and at == place.rank.last + 1 and at + 1 < limit and tokens[at + 1].word == "of":
            return rival_after(scene, at + 1, place, "compared")  # half that of X
        elif token.word == "from" and (first := skip_to_rival(tokens, at + 1)) < limit and W.RIVALS in tokens[first].classes:
            return rival_after(scene, at, place, "from")
        elif token.word == "ahead of":
            return rival_after(scene, at, place, "than", strict=False)
        elif W.BEAT in token.classes:
            return None
        at += 1
    return None


def _leads_on(tokens: list[Token], at: int) -> bool:
    """Tell whether a comparison belongs to the number behind it: "is 3.7%, over X 1.2%"."""
    if tokens[at - 1].kind is not Kind.COMMA and tokens[at - 1].word != "and":
        return False
    end = skip_to_rival(tokens, at + 1)
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


def _ahead(scene: Scene, place: Place) -> Found | None:
    """Outperforming X by 15.7% and Y by 18.8%; compared to X, 3% better; improves accuracy over X by 3%."""
    tokens, floor = scene.tokens, place.floor
    start = scene.clause_start(place.rank.first)
    for at in range(place.rank.first - 1, start - 1, -1):
        token = tokens[at]
        if W.COMPARE in token.classes and tokens[at + 1].kind is not Kind.NUMBER and at >= floor:
            takes_object = token.word != "over" or tokens[at + 1].is_system or place.rank.first - at > 2
            hit = rival_after(scene, at, place, "compared-before", strict=None if token.word == "over" else False) if takes_object else None
            if hit is not None:
                return hit
        if W.BEAT in token.classes:
            since = [n for n in scene.systems if n.first >= floor and n.last < place.rank.first]
            if at < floor:
                if [t.word for t in tokens[at : place.rank.first]].count("by") == 1 and tokens[place.rank.first - 1].word == "by":
                    return rival_after(scene, at, place, "beaten", strict=False)  # outperforms X on 5 sets by 2%
                return _beaten_next(scene, place, since[-1]) if since else _described_next(scene, place)
            return rival_after(scene, at, place, "beaten", strict=False)
    return None


def _beaten_next(scene: Scene, place: Place, names: NameList) -> Found | None:
    """Outperforming X by 15.7% and Y by 18.8%: Y directly before "by"."""
    between = scene.tokens[names.last + 1 : place.rank.first]
    if not any(t.word == "by" for t in between) or any(t.kind is Kind.COMMA for t in between):
        return None
    return state_of_the_art(scene.tokens[names.last]) or of_list(scene, place, names.first, names, "beaten-next")


def _described_next(scene: Scene, place: Place) -> Found | None:
    """Surpassing X by 0.6 BLEU and the previous best by 2.1 BLEU: words for earlier work between "and" and "by"."""
    tokens, by = scene.tokens, place.rank.first - 1
    while by > place.floor and W.ABOUT in tokens[by].classes:
        by -= 1
    joint = next((at for at in range(by, place.floor - 1, -1) if tokens[at].word == "and"), None)
    if joint is None or tokens[by].word != "by":
        return None
    first = skip_to_rival(tokens, joint + 1)
    return rival_phrase(scene, first, by, place, "beaten-next", loose=False) if first < by else None


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
            return rival_after(scene, at, place, "opening")
    return None


def _improved(scene: Scene, place: Place) -> Found | None:
    """Improves X by 2%; improves the accuracy of X by 2%; improves the previous best by 2%: the object of a verb of change."""
    tokens, number = scene.tokens, place.rank.first
    joined = _joined_name(tokens, number)
    for at in range(number - 1, scene.clause_start(number) - 1, -1):
        if joined is not None and W.CHANGE in tokens[at].classes:
            return joined
        if W.CHANGE in tokens[at].classes and (tokens[at].classes.isdisjoint((W.GAIN, W.MEASURE)) or _takes_name(tokens, at)):
            first = skip_to_rival(tokens, at + 1 + (tokens[at + 1].word in ("on", "upon", "over")))
            _, end = phrase_after(tokens, first)
            if tokens[first].mention is None and end < number and tokens[end].word == "of":
                first = skip_to_rival(tokens, end + 1)
            return _improved_at(scene, place, first, end) if first < number else None
    return None


def _joined_name(tokens: list[Token], number: int) -> Found | None:
    """Boosts X by 1.2% and Y by 2.4%: the name between "and" and "by"."""
    by = number - 1
    while by > 1 and W.ABOUT in tokens[by].classes:
        by -= 1
    name = tokens[by - 1] if by > 1 and tokens[by].word == "by" else None
    if name is None or name.mention is None or not name.is_system or name.mention.role is Role.OWN:
        return None
    return named(name.mention, "improved") if tokens[by - 2].word in ("and", ",") else None


def _takes_name(tokens: list[Token], at: int) -> bool:
    """Tell a verb from the noun of the same form by its object: "FlexPool boosts X by 2%"."""
    if at == 0 or at + 1 >= len(tokens) or not tokens[at + 1].is_system:
        return False
    return tokens[at - 1].content or tokens[at - 1].kind in (Kind.COMMA, Kind.CLOSE)


def _improved_at(scene: Scene, place: Place, first: int, end: int) -> Found | None:
    token, mention = scene.tokens[first], scene.tokens[first].mention
    if mention is not None and mention.kind is MentionKind.SYSTEM and mention.role is not Role.OWN:
        return state_of_the_art(token) or named(mention, "improved")
    phrase = scene.tokens[first:end]
    if mention is None and phrase and W.RIVALS in token.classes and scene.tokens[end].word == "by":
        return rival_phrase(scene, first, end, place, "improved", loose=False)
    return None


_LIKE = frozenset(("comparable to", "comparable with", "similar to", "on par with", "close to", "better than", "higher than", "than", "as"))


def _compared_before(scene: Scene, place: Place) -> Found | None:
    """Comparable to X while using 4 times fewer parameters: what the sentence has just been compared with."""
    tokens = scene.tokens
    for at in range(place.at - 1, 0, -1):
        if tokens[at].word in _LIKE or (W.COMPARE in tokens[at].classes and tokens[at].word not in ("over", "against")):
            hit = rival_after(scene, at, place, "sentence", strict=True)
            if hit is not None:
                return hit
    return None
