"""Check that names and addresses stand in the source."""

from __future__ import annotations

import re
from typing import Literal

from extract.validate.source import Place, Source, words
from extract.validate.spelling import lowered, spelled_places
from extract.validate.view import plain_words
from extract.validate.vocabulary import NAME_WORDS

_NUMBERED = re.compile(r"(.*[^\W\d_])[\s-]*(\d{1,6})")
_RANGE = r"[\s-]*(\d{1,6})\s*(?:[-–—]|to|through)\s*(\d{1,6})\b"
_SUFFIX = re.compile(r"-([A-Z])(?![^\W_])")


def find_name(source: Source, name: str) -> Place | None:
    """Find a name in text or title: its letters and digits in a row, however spaced and spelled, else each of its telling words."""
    if name not in source.found_names:
        source.found_names[name] = _find(source, name)
    return source.found_names[name]


def _find(source: Source, name: str) -> Place | None:
    if span := _spelled(source.text, source.low, name):
        return Place("text", *span)
    if source.title and (span := _spelled(source.title, lowered(source.title), name)):
        return Place("title", *span)
    return Place("text") if _words_stand(source, name) or _is_in_range(source, name) else None


def find_url(source: Source, url: str) -> Place | None:
    """Find an address: exactly, or but for blanks, its scheme, "www." and punctuation at its end."""
    wanted = _bare_url(url)
    if not wanted:
        return None
    for part, text in _texts(source):
        at = text.find(url.strip())
        if at >= 0:
            return Place(part, at, at + len(url.strip()))
        if wanted in _bare_url(text):
            return Place(part)
    return None


def _texts(source: Source) -> tuple[tuple[Literal["text", "title"], str], ...]:
    return ("text", source.text), ("title", source.title or "")


def _bare_url(text: str) -> str:
    return re.sub(r"https?:(?://)?|www\.", "", re.sub(r"\s+", "", text).lower()).rstrip("/.,;:)")


def _spelled(text: str, low: str, name: str) -> tuple[int, int] | None:
    """Find a name as a whole word, its pieces spaced or hyphened in any way: CIFAR10 and CIFAR-10."""
    at = text.find(name)
    if at >= 0 and _is_whole(text, at, at + len(name)):
        return at, at + len(name)
    return next(iter(spelled_places(low, name, (0, len(low)))), None)


def _is_whole(text: str, start: int, end: int) -> bool:
    return not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())


def _words_stand(source: Source, name: str) -> bool:
    """Tell whether each telling word of the name stands somewhere in the source, plural or not, or as part of a compound."""
    if any(suffix not in source.capitals for suffix in _SUFFIX.findall(name)):
        return False
    telling = [word for word in words(plain_words(name)) if word not in NAME_WORDS]
    if not telling:
        return any(_stands(source, word) for word in words(name))
    return all(_stands(source, word) for word in telling)


def _is_in_range(source: Source, name: str) -> bool:
    """Tell whether the text counts a numbered name in: "Task 2" of "Tasks 1-3"."""
    numbered = _NUMBERED.fullmatch(name.strip())
    if numbered is None:
        return False
    ranges = re.finditer(rf"\b{re.escape(numbered[1].lower())}s?{_RANGE}", source.low)
    return any(int(found[1]) <= int(numbered[2]) <= int(found[2]) for found in ranges)


def _stands(source: Source, word: str) -> bool:
    known = source.words
    return word in known or word.removesuffix("s") in known or f"{word}s" in known or (len(word) > 4 and word in source.compact)
