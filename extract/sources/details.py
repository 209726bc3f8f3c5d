"""The small lines below an abstract on a listing page: authors or organisation, date, up-votes.

• 6 authors                    naver-lab Example Lab
·                              ·
Feb 27, 2024 3                 Oct 17 2
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
MONTH = "(?:" + "|".join(f"{name[:3]}(?:{name[3:]})?" if name[3:] else name for name in MONTH_NAMES) + r"|Sept)\.?"

_BULLETS = "•·∙⋅●‧・"
_MAX_ORGANIZATION_CHARS = 80
_MAX_LINE_CHARS = 200
_AUTHORS = re.compile(r"(?:[-*+]\s*)?(\d[\d,]*)\s+authors?", re.IGNORECASE)
_COUNT = re.compile(r"(\d[\d,]*)|(\d+(?:\.\d+)?)k", re.IGNORECASE)
_SAID_BEFORE = r"(?:(?:Published|Submitted|Updated|Released)(?: on)?:?\s+)?"
_MONTH_FIRST = re.compile(rf"{_SAID_BEFORE}(?P<text>(?P<month>{MONTH})\s+(?P<day>\d\d?)(?:,\s*(?P<year>\d{{4}}))?)(?:\s+(?P<rest>\S+))?")
_DAY_FIRST = re.compile(rf"{_SAID_BEFORE}(?P<text>(?P<day>\d\d?)\s+(?P<month>{MONTH})(?:,?\s+(?P<year>\d{{4}}))?)(?:\s+(?P<rest>\S+))?")
_ISO = re.compile(rf"{_SAID_BEFORE}(?P<text>(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d))(?:\s+(?P<rest>\S+))?")
_MAY_BE_DETAILS = re.compile(rf"[{_BULLETS}]|\A(?:[-*+]\s*)?\d|\A{_SAID_BEFORE}(?:{MONTH}|\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What a page says below an abstract. `date` is ISO, null where the page gives no year; `date_text` is as written."""

    date: str | None = None
    date_text: str | None = None
    num_authors: int | None = None
    organization: str | None = None
    upvotes: int | None = None

    def to_meta(self) -> dict[str, Any]:
        """Return all five as a document's `meta` holds them."""
        return {
            "date": self.date,
            "date_text": self.date_text,
            "num_authors": self.num_authors,
            "organization": self.organization,
            "upvotes": self.upvotes,
        }


NO_DETAILS = Details()


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailsRead:
    """What was read of a line or group of lines. `sure`: authors, organisation or a separator stand there, not a date alone."""

    details: Details
    sure: bool = False
    problem: str | None = None


def read_details_line(line: str) -> DetailsRead | None:
    """Read one line made of nothing but details; None for any other line.

    A line that names an organisation counts only when a separator and a date stand in it too: alone it looks like anything.
    """
    if len(line) > _MAX_LINE_CHARS or not _MAY_BE_DETAILS.search(line):
        return None
    pieces = [piece for piece in (part.strip() for part in re.split(f"[{_BULLETS}]", line)) if piece]
    if not pieces:
        return DetailsRead(details=NO_DETAILS, sure=True) if line.strip() else None
    reads = [_read_piece(piece) for piece in pieces]
    if len(pieces) > 1 and reads[0] is None and is_organization(pieces[0]) and all(reads[1:]):
        reads[0] = DetailsRead(details=Details(organization=pieces[0]), sure=True)
    known = [read for read in reads if read]
    return join_details(known) if len(known) == len(reads) else None


def is_separator(line: str) -> bool:
    """Say whether the line holds bullets or middle dots only."""
    return bool(line.strip()) and not line.strip(_BULLETS + " \t\xa0")


def is_organization(line: str) -> bool:
    """Say whether a line may name an organisation: short, with letters, not a sentence. Its place has to decide."""
    name = without_bullet(line)
    return 0 < len(name) <= _MAX_ORGANIZATION_CHARS and any(map(str.isalpha, name)) and name[-1] not in ".!?:;,"


def without_bullet(line: str) -> str:
    """Return the line without the bullet before it."""
    return line.strip().lstrip(_BULLETS).strip()


def read_count(word: str) -> int | None:
    """Read a number of votes: "12", "1,204", "1.2k"; None for anything else."""
    match = _COUNT.fullmatch(word.strip())
    if match is None:
        return None
    return int(match[1].replace(",", "")) if match[1] else round(float(match[2]) * 1000)


def join_details(reads: Sequence[DetailsRead]) -> DetailsRead:
    """Join what several lines say; of two statements about the same thing the first holds."""
    joined = NO_DETAILS
    for read in reads:
        known = {name: value for name, value in read.details.to_meta().items() if value is not None}
        joined = replace(joined, **{name: value for name, value in known.items() if getattr(joined, name) is None})
    problems = [read.problem for read in reads if read.problem]
    return DetailsRead(details=joined, sure=any(read.sure for read in reads), problem=problems[0] if problems else None)


def _read_piece(piece: str) -> DetailsRead | None:
    authors = _AUTHORS.fullmatch(piece)
    if authors:
        return DetailsRead(details=Details(num_authors=int(authors[1].replace(",", ""))), sure=True)
    match = _MONTH_FIRST.fullmatch(piece) or _DAY_FIRST.fullmatch(piece) or _ISO.fullmatch(piece)
    return _read_date(match) if match else None


def _read_date(match: re.Match[str]) -> DetailsRead | None:
    rest = match["rest"]
    upvotes = read_count(rest) if rest else None
    if rest and upvotes is None:
        return None
    text = match["text"]
    if rest and match["year"] is None and re.fullmatch(r"(?:19|20)\d\d", rest):
        return DetailsRead(details=Details(date_text=f"{text} {rest}"), problem=f"{rest} is a year or a number of up-votes: left undecided")
    if match["year"] is None:
        return DetailsRead(details=Details(date_text=text, upvotes=upvotes))
    iso = _iso_date(int(match["year"]), match["month"], int(match["day"]))
    problem = None if iso else f"{text!r} is not a day of the calendar"
    return DetailsRead(details=Details(date=iso, date_text=text, upvotes=upvotes), problem=problem)


def _iso_date(year: int, month: str, day: int) -> str | None:
    number = int(month) if month.isdigit() else [name[:3] for name in MONTH_NAMES].index(month[:3]) + 1
    try:
        return date(year, number, day).isoformat()
    except ValueError:
        return None
