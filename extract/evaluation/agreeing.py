"""When two contents of a slot say the same.

Values agree but for rounding of the machine. Metrics, subjects, baselines and conditions agree when one has at most two words more than
the other, or when they share most of their words and no number is at odds. Datasets agree when all words that tell datasets apart are
equal: ImageNet is not ImageNet-A.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

Row = Mapping[str, Any]

SLOTS = ("value", "value_high", "unit", "kind", "metric", "subject", "dataset", "baseline", "modifier")
FURTHER_SLOTS = ("condition", "uncertainty")
_NUMBERS = frozenset(("value", "value_high", "uncertainty"))
_CLOSED = frozenset(("kind", "modifier"))
_UNITS = {
    "percent": "%", "per cent": "%", "times": "x", "fold": "x", "hour": "h", "hours": "h", "hr": "h", "second": "s", "seconds": "s",
    "sec": "s", "minute": "min", "minutes": "min", "day": "days", "pp": "points", "point": "points", "percentage points": "points",
    "percent points": "points", "millisecond": "ms", "milliseconds": "ms", "pixels": "px", "epoch": "epochs", "params": "parameters",
}  # fmt: skip
_GENERIC = frozenset((
    "dataset", "datasets", "benchmark", "benchmarks", "corpus", "challenge", "task", "set", "sets", "subset", "split", "test", "dev", "val",
    "validation", "training", "train", "1k", "ilsvrc", "2012", "classification", "detection", "segmentation", "retrieval", "ms",
))  # fmt: skip
_MOST_WORDS_MORE = 2


def is_right(slot: str, annotated: Row, given: Any) -> bool:
    """Tell whether a slot is as annotated, or as one of the readings listed as acceptable too (`also`)."""
    return any(agrees(slot, one, given) for one in (annotated.get(slot), *(annotated.get("also") or {}).get(slot, ())))


def agrees(slot: str, one: Any, other: Any) -> bool:
    """Tell whether two contents of a slot say the same; null agrees with null."""
    if slot in _NUMBERS:
        return same_value(one, other)
    if slot in _CLOSED:
        return bool(one == other)
    if slot == "unit":
        return _same_unit(_text(one), _text(other))
    return _same_dataset(_text(one), _text(other)) if slot == "dataset" else _same_text(_text(one), _text(other))


def same_value(one: Any, other: Any) -> bool:
    """Tell whether two numbers are equal but for rounding of the machine; what is no number agrees with nothing."""
    try:
        mine, theirs = (None if value is None else float(value) for value in (one, other))
    except (TypeError, ValueError, OverflowError):
        return False
    if mine is None or theirs is None:
        return mine is theirs
    return abs(mine - theirs) <= 1e-6 * max(abs(mine), abs(theirs)) + 1e-12


def keys_of(slot: str, content: str | None) -> frozenset[str]:
    """Return what two contents of a slot share at least one of when they agree: words, or the whole."""
    if slot in _CLOSED:
        return frozenset((str(content),))
    if slot == "unit":
        name = _unit(content or "")
        return _words(name) | {name, _glued(name)}
    return _words(content or "") | {_glued(content or "")}


def _text(content: Any) -> str:
    return content if isinstance(content, str) else "" if content is None else str(content)


def _same_text(one: str, other: str) -> bool:
    mine, theirs = _words(one), _words(other)
    if not mine or not theirs or _glued(one) == _glued(other):
        return _glued(one) == _glued(other)
    if (mine <= theirs or theirs <= mine) and abs(len(mine) - len(theirs)) <= _MOST_WORDS_MORE:
        return True
    if any(word[-1].isdigit() for word in mine - theirs) and any(word[-1].isdigit() for word in theirs - mine):
        return False  # top-1 against top-5
    return len(mine & theirs) / len(mine | theirs) > 0.5


def _same_dataset(one: str, other: str) -> bool:
    mine, theirs = _words(one), _words(other)
    if not mine or not theirs or _glued(one) == _glued(other):
        return _glued(one) == _glued(other)
    if ("and" in mine) != ("and" in theirs):
        return False  # a list does not pass for one of its members
    few, many = sorted((mine, theirs), key=len)
    return few <= many and many - few <= _GENERIC


def _same_unit(one: str, other: str) -> bool:
    mine, theirs = _unit(one), _unit(other)
    return mine == theirs or (bool(_norm(mine) and _norm(theirs)) and _same_text(mine, theirs))


def _unit(name: str) -> str:
    plain = name.strip().lower()
    return _UNITS.get(plain, plain)


@lru_cache(maxsize=100_000)
def _norm(text: str) -> str:
    """Return the letters and digits of a text, of any script, with blanks between them."""
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", text).lower()).strip()


def _glued(text: str) -> str:
    return _norm(text).replace(" ", "")


@lru_cache(maxsize=100_000)
def _words(text: str) -> frozenset[str]:
    """Return the words of a name, plural s dropped, "state of the art" and SOTA as one."""
    words = _norm(text).replace("state of the art", "sota").replace("state of the arts", "sota").split()
    return frozenset(word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word for word in words)
