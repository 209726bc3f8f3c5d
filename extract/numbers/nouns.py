"""What a number counts: the head of the noun phrase behind it."""

from __future__ import annotations

import re

from extract.numbers import vocabulary

_MODIFIER_ENDINGS = ("ed", "ing", "al", "ive", "ous", "ic", "able", "ible", "ful", "less", "ary", "ent", "ant", "ly", "est", "ern", "ish")


def counted_noun(text: str, end: int, *, one: bool = False, near: bool = False) -> str | None:
    """Return what the number that ends at `end` counts ("three different model scales" -> "model scales"), in the plural.

    A number joined by a hyphen counts the singular behind it ("128-layer" -> "layers"). With `one`, a singular noun will do; with `near`,
    the noun has to be the first word.
    """
    if text.startswith("-", end):
        return _hyphenated(text, end)
    words, complete = _phrase(text, end)
    if len(words) > 1 and words[-2].endswith("s'"):
        return f"{words[-2]} {words[-1]}"
    for place, word in enumerate(words[:1] if near else words):
        if is_plural(word):
            return _with_modifier(words, place)
    if not near and (last := _noun_or_verb(words)):
        return _with_modifier(words, last)
    if one and words and complete:
        return plural(words[-1])
    return None


_HYPHENATED = re.compile(r"-([a-z]+|[GTC]PU|D)(?![A-Za-z0-9])")
_DIMENSIONS = frozenset(("d", "D", "dim", "dims", "dimensional"))


def _hyphenated(text: str, end: int) -> str | None:
    match = _HYPHENATED.match(text, end)
    if not match or match[1] in vocabulary.STOP:
        return None
    return "dimensions" if match[1] in _DIMENSIONS else plural(match[1])


_DEVICE = re.compile(
    r" ?(?:[×x] ?)?(?:(?:NVIDIA|Nvidia|Tesla|Quadro|GeForce) )*(?:(?:RTX|GTX|TITAN|Titan|TPU|MI)[ -]?v?[0-9]{1,4}[A-Za-z]{0,2}"
    r"|[AHVPB][1-9][0-9]{1,2}X?|L40S?|[LT]4)"
    r"(?:[- ][0-9]{1,3} ?GB?)?(?: Ti)?s?(?![A-Za-z0-9])(?:(?:[ -][GT]PU)?[ -](hour|day|week|month|year)s?(?![a-z]))?"
)


def device(text: str, end: int) -> str | None:
    """Return GPUs or GPU-hours where the number that ends at `end` counts those of one model: "8 A100s", "one RTX 3090"."""
    match = _DEVICE.match(text, end)
    if match is None:
        return None
    kind = "TPU" if "TPU" in match[0] else "GPU"
    return f"{kind}-{match[1]}s" if match[1] else f"{kind}s"


_WORDS = re.compile(r"[ \n]([A-Za-z][A-Za-z0-9^'/&+-]*|[23]D(?![A-Za-z0-9]))")
_ABBREVIATION = re.compile(r" \([A-Za-z0-9-]{2,8}\)(?= [a-z])")
_SETS = frozenset(("benchmarks", "datasets", "tasks", "corpora", "domains"))


def _phrase(text: str, end: int) -> tuple[list[str], bool]:
    """Return up to six words of the phrase behind `end`, and whether it ended there by itself."""
    words: list[str] = []
    while len(words) < 6 and (match := _WORDS.match(text, end)):
        word = match[1]
        if word.lower() in vocabulary.STOP and not (word in ("and", "or") and words and _goes_on(text, words, match.end())):
            return words, True
        words.append(word)
        end = match.end()
        if is_plural(word) or (len(words) > 1 and words[-2].endswith("s'")):
            return words, True
        if text.startswith(", ", end) and is_modifier(word) and (len(words) == 1 or _adjective_follows(text, end + 1)):
            end += 1
        elif text.startswith(" (", end) and (short := _ABBREVIATION.match(text, end)):
            end = short.end()
    return words, len(words) < 6


def _goes_on(text: str, words: list[str], end: int) -> bool:
    """Say whether "and" joins two adjectives of one phrase: "50 foundational and commercial models"."""
    following = _WORDS.match(text, end)
    if following is None or following[1] in vocabulary.STOP:
        return False
    if is_modifier(words[-1]) and is_modifier(following[1]):
        return True
    head = _WORDS.match(text, following.end())
    return head is not None and head[1] in _SETS  # five vision and language benchmarks


def _adjective_follows(text: str, end: int) -> bool:
    """Say whether another adjective of the phrase begins at `end`, "and" before it or not: "metallic, and mostly symmetrical objects"."""
    word = _WORDS.match(text, end)
    if word is not None and word[1] == "and":
        word = _WORDS.match(text, word.end())
    return word is not None and word[1].islower() and is_modifier(word[1]) and word[1] not in vocabulary.STOP


def _noun_or_verb(words: list[str]) -> int | None:
    """Return the place of a word in -s that may be a verb and closes the phrase behind others: "93 Android bug reports"."""
    place = len(words) - 1
    return place if place > 0 and words[place] in vocabulary.VERBS and words[place] not in vocabulary.NEVER_NOUNS else None


def is_plural(word: str) -> bool:
    """Say whether a word is a plural noun by its looks; what is more often a verb in -s is not."""
    if word in vocabulary.IRREGULAR:
        return True
    if len(word) < 3 or word[-1] != "s" or (word.endswith(("ss", "us", "is", "'s")) and word not in ("bus", "GPUs", "CPUs", "TPUs")):
        return False
    lower = word.lower()
    if lower in vocabulary.NOT_COUNTED:
        return False
    return lower not in vocabulary.VERBS or lower in vocabulary.COUNTABLE_S


def is_modifier(word: str) -> bool:
    """Say whether a word in front of a noun is an adjective or a name rather than part of a compound noun."""
    if word[0].isupper() or word in vocabulary.MODIFIERS:
        return True
    return word.endswith(_MODIFIER_ENDINGS) or ("-" in word and not word.endswith(("text", "image", "caption", "answer", "video")))


def _with_modifier(words: list[str], place: int) -> str:
    """Return a plural head with the noun before it when the two make a compound on their own: "food types", not "new types"."""
    head = words[place]
    if place == 0 or is_modifier(words[place - 1]):
        return head
    if place >= 2 and not is_modifier(words[place - 2]):
        return head
    return f"{words[place - 1]} {head}"


def plural(noun: str) -> str:
    """Return the plural of a regular noun; one that is plural already stays."""
    if is_plural(noun) or noun in ("way", "data"):
        return noun
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")
