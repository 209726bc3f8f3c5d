"""Links in a text, in clean form, also where a listing broke them with a blank."""

from __future__ import annotations

import re
from typing import NamedTuple

_HOSTS = (
    r"(?:github|gitlab|bitbucket|huggingface|zenodo|figshare|kaggle|colab\.research\.google|sites\.google|codeocean|gitee|osf|openreview|"
    r"modelscope|paperswithcode)"
)
_URL = re.compile(
    rf"(?:https?\s?:\s?//|www\.|(?<![\w@./-])(?:[\w-]+\.)?{_HOSTS}\.(?:com|org|io|co|cn)/|(?<![\w@./-])[\w-]+\.github\.io\b)"
    r"(?:\s(?=[\w.-]+\.[a-z]{2,4}/))?[^\s<>\"“”]*",
    re.IGNORECASE,
)
_HINTS = ("//", "www.", ".com", ".io", ".org", ".co/", ".cn")
_HINT_REACH = 60
_GOES_ON = re.compile(r"\s([\w.~%+-]+(?:/[\w.~%+-]+)*/?)")
_TRAILING = ".,;:!?'’`*~"
_PAIRS = {")": "(", "]": "[", "}": "{"}
_LATEX = re.compile(r"\\(?=[_%#&~])|\\url\{|\\href\{")


class Url(NamedTuple):
    """A link: its clean form, and the piece of the text that holds it (with the blank of a broken one)."""

    url: str
    start: int
    end: int


def find_urls(text: str) -> list[Url]:
    """Return the links of the text in order, without trailing punctuation and without brackets they do not open."""
    found: list[Url] = []
    hints = [place for hint in _HINTS if (place := text.find(hint)) >= 0]
    if not hints:
        return found
    for match in _URL.finditer(text, max(0, min(hints) - _HINT_REACH)):
        if found and match.start() < found[-1].end:
            continue
        end = _trimmed_end(text, match.start(), _cut_at_bracket(text, match.start(), match.end()))
        if end == match.end() and text[end - 1] in "/-_":
            end = _joined_end(text, end)
        url = _LATEX.sub("", re.sub(r"\s+", "", text[match.start() : end]))
        if len(url) > 9:
            found.append(Url(url, match.start(), end))
    return found


def _joined_end(text: str, end: int) -> int:
    """Return the end of a link whose rest stands behind a blank ("github.com/ xo28"), or the end as given."""
    match = _GOES_ON.match(text, end)
    if not match or not _looks_like_path(match.group(1)):
        return end
    return _trimmed_end(text, end, match.end())


def _looks_like_path(piece: str) -> bool:
    """Tell whether a piece behind a blank can be the rest of a link: more than a plain word of the sentence."""
    return bool(re.search(r"[/\d_-]|[a-z][A-Z]", piece)) or not re.fullmatch(r"[A-Z]?[a-z]+\.?", piece) or piece.endswith(".git")


def _cut_at_bracket(text: str, start: int, end: int) -> int:
    """Return where the link ends: before a brace, or a bracket that closes without having been opened in it."""
    opened: list[str] = []
    for index in range(start, end):
        char = text[index]
        if char in "[{":
            return index
        if char == "(":
            opened.append(char)
        elif char in _PAIRS and (not opened or opened.pop() != _PAIRS[char]):
            return index
    return end


def _trimmed_end(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in _TRAILING:
        end -= 1
    return end
