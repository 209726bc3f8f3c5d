"""What an export says at its end: everything that a tool could not hold as it is."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum


class Note(StrEnum):
    """Something that did not go out as an annotation, and where it went instead."""

    FAILED = "documents failed: they have no annotations"
    REJECTED = "items could not be read or were dropped in the run: they stand in its records only"
    NAMES = "listed names and links (methods, datasets, code_urls) are marked nowhere"
    UNLOCATED = "statements have no place in the text: they are listed beside it and marked nowhere"
    OTHER_WORDING = "slots do not stand in the text in these words: they are attributes, not spans"
    NO_RELATIONS = "slots are spans that nothing ties to their number: the tool has no relations"
    OVERLAPPING_SLOTS = "slots share characters with another span, which the tool cannot show: they are attributes, not spans"
    OVERLAPPING = "numbers share characters with another one, which the tool cannot show: they are left out"
    NOT_ENTITIES = "spans share characters with another one: they stand in the span group, not among the entities"
    INSIDE_TOKENS = "spans begin or end inside a token: they are no spans, and listed in the user data"
    BEYOND_LIMIT = "spans end where the server sees no text, since it counts characters otherwise than its page: they are left out"
    EMPTY_TEXT = "documents have no text, which the tool refuses: they are left out"
    OTHER_KINDS = "statements are no results: they have no row"
    TOO_LARGE = "values are too large for a 64-bit number: their cells are empty"
    CARRIAGE_RETURNS = "documents hold carriage returns: the tool's text has a space or a line feed instead, the original is kept beside it"


Notes = Counter[Note]
