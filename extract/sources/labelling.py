"""Tell titles, abstracts and page furniture apart: the cheapest labelling of a row of blocks.

A single block rarely shows what it is: a title may be long or a question, an abstract a short sentence, a header line
anything. Their order shows it. Every label has a cost at every block, every step from label to label has one, and the
cheapest way through the page is found in one pass (Viterbi). Costs are in no unit: 0 is what is expected, 4 is a title
that has no abstract. A page with blank lines, one without, and one with author lines are all the same to this module.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum
from math import inf

from extract.sources.blocks import Block, Kind

LOST_TITLE = 4.0
CUT_OFF_TITLE = 3.0
UNTITLED_TEXT = 5.0
NEXT_PARAGRAPH = 2.5
NEXT_PARAGRAPH_BESIDE_DETAILS = 1.2
NO_DETAILS_BESIDE_DETAILS = 1.5

_LOOKED_AT = 2000  # characters that decide; a block may be a whole file
_SENTENCE_END = re.compile("[.!?\u2026\u3002\uff01\uff1f]['\"\u201d\u2019\u00bb)\\]}*_$]*\\Z")
_SENTENCE_BREAK = re.compile(r"[a-z)]{3}[.!?]\s+[A-Z]")
_LIST_ITEM = re.compile(r"(?:[-*•\u2013]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w'-]{3,}")


class Label(IntEnum):
    """What a block is on its page; the numbers are places in lists of costs."""

    HEADER = 0  # before the first entry
    OTHER = 1  # furniture after it
    TITLE = 2
    BETWEEN = 3  # furniture or details between a title and its abstract
    TEXT = 4
    MORE_TEXT = 5  # a further paragraph of the abstract
    DETAILS = 6


_PENDING = (Label.TITLE, Label.BETWEEN)


def label_blocks(blocks: Sequence[Block]) -> list[Label]:
    """Return a label for every block. Time grows with the number of blocks, whatever their length."""
    steps = _STEPS[any(block.kind is Kind.DETAILS for block in blocks)]
    costs = [0.0 if label is Label.HEADER else inf for label in Label]
    came_from: list[list[int]] = []
    for position, block in enumerate(blocks):
        own = _own_costs(block, is_last=position == len(blocks) - 1)
        if position:
            own[Label.MORE_TEXT] -= _ease_of_going_on(blocks[position - 1], block)
        best, ways = [inf] * len(Label), [0] * len(Label)
        for before, after, step in steps:
            cost = costs[before] + step + own[after]
            if cost < best[after]:
                best[after], ways[after] = cost, before
        costs = best
        came_from.append(ways)
    return _walk_back(costs, came_from)


def _walk_back(costs: Sequence[float], came_from: Sequence[Sequence[int]]) -> list[Label]:
    label: int = min(Label, key=lambda last: costs[last] + (CUT_OFF_TITLE if last in _PENDING else 0.0))
    labels = []
    for steps in reversed(came_from):
        labels.append(Label(label))
        label = steps[label]
    return labels[::-1]


def ends_sentence(text: str) -> bool:
    """Say whether the text ends as sentences end, closing quotes and brackets aside."""
    return _SENTENCE_END.search(text[-20:]) is not None


def is_list_item(text: str) -> bool:
    """Say whether the text begins as an item of a list: "1. ", "(ii) ", "• "."""
    return _LIST_ITEM.match(text) is not None


def looks_like_title(text: str) -> bool:
    """Say whether the words are capitalised as in a title, or a colon parts a name from what it is."""
    words = _WORD.findall(text[:_LOOKED_AT])
    capitalised = sum(word[0].isupper() for word in words)
    return len(words) >= 3 and (capitalised >= 0.6 * len(words) or ": " in text[:60])


def _step_cost(before: Label, after: Label, detailed: bool) -> float | None:
    """Return what it costs that a label follows another; None where it cannot."""
    lost = LOST_TITLE if before in _PENDING else 0.0
    in_text = before in (Label.TEXT, Label.MORE_TEXT)
    bare = NO_DETAILS_BESIDE_DETAILS if detailed and in_text else 0.0
    match after:
        case Label.HEADER:
            return 0.0 if before is Label.HEADER else None
        case Label.OTHER:
            return None if before is Label.HEADER else lost + bare
        case Label.TITLE:
            return lost + bare
        case Label.BETWEEN:
            return 0.5 if before in _PENDING else None
        case Label.TEXT:
            return 0.0 if before in _PENDING else UNTITLED_TEXT
        case Label.MORE_TEXT:
            return (NEXT_PARAGRAPH_BESIDE_DETAILS if detailed else NEXT_PARAGRAPH) if in_text else None
        case Label.DETAILS:
            return 0.0 if in_text else LOST_TITLE


def _steps(detailed: bool) -> tuple[tuple[int, int, float], ...]:
    costs = ((before, after, _step_cost(before, after, detailed)) for before in Label for after in Label)
    return tuple((int(before), int(after), cost) for before, after, cost in costs if cost is not None)


_STEPS = {detailed: _steps(detailed) for detailed in (False, True)}


def _ease_of_going_on(previous: Block, block: Block) -> float:
    """Return how much speaks for a further paragraph of the same abstract: a list, or a sentence that goes on."""
    ease = 2.0 if is_list_item(block.text) else 1.0 if is_list_item(previous.text) else 0.0
    if not ends_sentence(previous.text) and (block.text[0].islower() or previous.text.endswith((":", ";", ","))):
        ease += 1.0
    return ease


def _own_costs(block: Block, *, is_last: bool) -> list[float]:
    """Return what each label costs at a block, by its looks."""
    own = [inf] * len(Label)
    if block.kind is Kind.DETAILS:
        own[Label.DETAILS] = own[Label.BETWEEN] = 0.0
        return own
    known = block.kind is Kind.FURNITURE
    not_text = 6.0 if known else 0.0
    own[Label.HEADER] = 0.0 if known else _header_cost(block)
    own[Label.OTHER] = 0.0 if known else _other_cost(block)
    own[Label.TITLE] = _title_cost(block) + (3.0 if known else 0.0)
    own[Label.BETWEEN] = 0.0 if known else 2.0 + _other_cost(block)
    own[Label.TEXT] = _text_cost(block, is_last=is_last) + not_text
    own[Label.MORE_TEXT] = _more_text_cost(block) + not_text
    return own


def _title_cost(block: Block) -> float:
    text, num_chars = block.text[:_LOOKED_AT], len(block.text)
    cost = min(8.0, max(0.0, (num_chars - 150) / 50)) + min(3.0, 0.5 * (block.num_lines - 1))
    cost += 3.0 if num_chars < 4 else 1.5 if num_chars < 12 else 0.0
    cost += 4.0 if not any(map(str.isalpha, text)) else 0.0
    cost += 4.0 if is_list_item(text) else 0.0
    cost += min(2.0, len(_SENTENCE_BREAK.findall(text)))
    if block.text.endswith((".", ";", ",", ":")) and not block.text.endswith(".."):
        cost += 1.5
    return cost


def _text_cost(block: Block, *, is_last: bool) -> float:
    num_chars = len(block.text)
    if is_list_item(block.text):
        return 0.5
    too_short = 0.0 if num_chars >= 200 else (200 - num_chars) / 100 if num_chars >= 100 else 2.0 + (100 - num_chars) / 50
    cost = too_short / 2 if is_last else too_short
    cost += 3.0 if not any(map(str.isalpha, block.text[:_LOOKED_AT])) else 0.0
    if not ends_sentence(block.text) and not is_last:
        cost += (1.5 if num_chars < 600 else 0.3) + (1.5 if num_chars < 200 and looks_like_title(block.text) else 0.0)
    return cost


def _more_text_cost(block: Block) -> float:
    """Return the cost of a further paragraph; it may be a single short sentence, unlike a whole abstract."""
    return min(0.5 if block.text.endswith(".") else 3.0, _text_cost(block, is_last=False))


def _header_cost(block: Block) -> float:
    """Return the cost of an unknown line above the first title: the longer, the stranger; titles look like titles."""
    num_chars = len(block.text)
    cost = 0.4 if num_chars <= 25 else 0.6 if num_chars <= 60 else 1.2 if num_chars <= 120 else 2.5 if num_chars <= 200 else 7.0
    return cost + (1.5 if looks_like_title(block.text) and len(block.text.split()) >= 5 else 0.0)


def _other_cost(block: Block) -> float:
    """Return the cost of an unknown line that belongs to no entry: titles without an abstract, and sentences, look better."""
    num_chars = len(block.text)
    cost = 1.5 if num_chars <= 25 else 3.0 if num_chars <= 60 else 5.0 if num_chars <= 200 else 8.0
    return cost + (1.5 if block.text.endswith(".") or (num_chars > 25 and looks_like_title(block.text)) else 0.0)
