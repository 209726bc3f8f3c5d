"""Check that names and addresses stand in the source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from extract.validate.source import Source, words
from extract.validate.view import plain_words
from extract.validate.vocabulary import NAME_WORDS

Part = Literal["title", "text"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name stands: characters of the text or of the title. No span where only its words stand, not side by side."""

    part: Part
    start: int | None = None
    end: int | None = None


def find_name(source: Source, name: str) -> Place | None:
    """Find a name in text or title: its letters and digits in a row, however spaced and spelled, else each of its telling words."""
    for part, text in _texts(source):
        if span := _spelled(text, name):
            return Place(part, *span)
    return Place("text") if _words_stand(source, name) else None


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


def _texts(source: Source) -> tuple[tuple[Part, str], ...]:
    return ("text", source.text), ("title", source.title or "")


def _bare_url(text: str) -> str:
    return re.sub(r"https?:(?://)?|www\.", "", re.sub(r"\s+", "", text).lower()).rstrip("/.,;:)")


def _spelled(text: str, name: str) -> tuple[int, int] | None:
    """Find a name as a whole word, its pieces spaced or hyphened in any way: CIFAR10 and CIFAR-10."""
    at = text.find(name)
    if at >= 0 and _is_whole(text, at, at + len(name)):
        return at, at + len(name)
    pattern = _pattern(name)
    found = pattern.search(text) if pattern else None
    return found.span() if found else None


def _is_whole(text: str, start: int, end: int) -> bool:
    return not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())


def spelled_places(text: str, name: str, within: tuple[int, int]) -> list[tuple[int, int]]:
    """Return every place of a name in a stretch of a text, its pieces spaced or hyphened in any way."""
    pattern = _pattern(name)
    return [match.span() for match in pattern.finditer(text, *within)] if pattern else []


@lru_cache(maxsize=4096)
def _pattern(name: str) -> re.Pattern[str] | None:
    pieces = re.findall(r"[^\W\d_]+|\d+", name)[:40]
    if not pieces:
        return None
    return re.compile(r"(?<![^\W_])" + r"[\W_]{0,3}".join(map(re.escape, pieces)) + r"(?:e?s)?(?![^\W_])", re.IGNORECASE)


def _words_stand(source: Source, name: str) -> bool:
    """Tell whether each telling word of the name stands somewhere in the source, plural or not, or as part of a compound."""
    if any(not re.search(rf"(?<![^\W_]){suffix}(?![^\W_])", source.both) for suffix in re.findall(r"-([A-Z])(?![^\W_])", name)):
        return False
    telling = [word for word in words(plain_words(name)) if word not in NAME_WORDS]
    if not telling:
        return any(_stands(source, word) for word in words(name))
    return all(_stands(source, word) for word in telling)


def _stands(source: Source, word: str) -> bool:
    known = source.words
    return word in known or word.removesuffix("s") in known or f"{word}s" in known or (len(word) > 4 and word in source.compact)
