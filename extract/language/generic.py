"""Words that stand for a system without naming it: "our method", "the baseline", "state of the art"."""

from __future__ import annotations

import re
from bisect import bisect_left

from extract.language.mentions import Mention, MentionKind, Role
from extract.language.tokens import Token
from extract.language.words import one_of, word_list

OWN_KEY = "@own"

_NOUNS = one_of("words", "generic nouns")
_WORDS = rf"(?:(?!{one_of('words', 'not describing')}\b)[A-Za-z][\w-]*\s+){{0,3}}?"
_OWN = re.compile(
    rf"\b(?:[Oo]ur|[Tt]he (?:proposed|resulting|presented))\s+{_WORDS}{_NOUNS}\b"
    r"|\b[Tt]his (?:method|model|approach|framework|algorithm|system)\b|\b[Oo]urs\b"
)
_STATE_OF_THE_ART = (
    r"(?:the\s+)?(?:previous(?:ly)?\s+|prior\s+|current\s+|recent\s+|existing\s+|reported\s+|published\s+|past\s+|latest\s+){0,4}"
    rf"(?:state[- ]of[- ]the[- ]arts?|SOTAs?)(?:\s+{_WORDS}{_NOUNS})?"
)
_PRIOR = rf"{one_of('words', 'rival adjectives')}\s+{_WORDS}{_NOUNS}"
_BASELINE = (
    rf"(?:(?:the|a|its|{one_of('words', 'baseline adjectives')})\s+){{1,4}}{_WORDS}(?:baselines?|counterparts?|competitors?)"
    r"|baselines?|(?:prior|previous) arts?"
)
_RIVAL = re.compile(rf"(?:{_STATE_OF_THE_ART}|{_PRIOR}|{_BASELINE})\b", re.IGNORECASE)
_OWN_STARTS = frozenset(("our", "ours", "the", "this"))
HEADS = ("state", "sota", "baseline", "counterpart", "competitor")
_PLAIN = re.compile(r"[\w\s-]*+")
_RIVAL_STARTS = frozenset(
    word.split()[0]
    for word in (
        *word_list("words", "rival adjectives"),
        *word_list("words", "baseline adjectives"),
        *(
            "the",
            "a",
            "its",
            "previously",
            "reported",
            "published",
            "latest",
            "state",
            "sota",
            "sotas",
            "state-of-the-art",
            "state-of-the-arts",
        ),
        *("baseline", "baselines", "next", "second"),
    )
)
STARTS = _OWN_STARTS | _RIVAL_STARTS
_NEED_HEAD = frozenset(("the", "a", "its"))  # nothing else in the patterns lets these begin what one of the heads ends


def find_generic(text: str, openers: list[Token], heads: list[int]) -> list[Mention]:
    """Return the places that speak of the paper's own work or of others' without a name, in order; none overlap.

    `openers` are the tokens in `STARTS`, `heads` where those begin that begin with one of `HEADS`.
    """
    found: list[Mention] = []
    end = 0
    for token in openers:
        if token.start >= end and (mention := _starting_at(text, token, heads)):
            found.append(mention)
            end = mention.end
    return found


def _starting_at(text: str, token: Token, heads: list[int]) -> Mention | None:
    if token.low in _OWN_STARTS and (match := _OWN.match(text, token.start)):
        return _mention(match, OWN_KEY, Role.OWN)
    if token.low not in _RIVAL_STARTS or (token.low in _NEED_HEAD and not _reaches_head(text, token.start, heads)):
        return None
    match = _RIVAL.match(text, token.start)
    return _mention(match, _rival_key(match.group()), Role.RIVAL) if match else None


def _reaches_head(text: str, start: int, heads: list[int]) -> bool:
    """Tell whether nothing but words stands between `start` and the next head: a look before the long pattern is tried."""
    following = bisect_left(heads, start)
    return following < len(heads) and _PLAIN.fullmatch(text, start, heads[following]) is not None


def _mention(match: re.Match[str], key: str, role: Role) -> Mention:
    return Mention(match.start(), match.end(), match.group(), MentionKind.SYSTEM, key, role)


def _rival_key(words: str) -> str:
    low = words.lower()
    if re.search(r"state[- ]of|sota", low):
        return "@state-of-the-art"
    return "@baseline" if "baseline" in low or "vanilla" in low else "@prior-work"
