"""Documents with statements for the tests of exports and imports: one to read, and any number of invented ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from extract.exports.annotated import SLOTS, AnnotatedDocument, Statement
from extract.exports.labels import KINDS
from extract.records import Record
from extract.schemas.paper import Quantity

BIRDS = "BirdNet 🐦 reaches 83.6% accuracy on FinchSet\r\nand 71% on OwlSet with 12 layers after 3 hours."


def statement(text: str, quote: str, index: int = 0, label: str = "result", **fields: Any) -> Statement:
    """Return a statement whose slots stand in the text wherever it has their words."""
    start = text.index(quote)
    slots = {slot: str(fields[slot]) for slot in SLOTS if fields.get(slot)}
    item = Quantity.model_validate({"quote": quote, "kind": label, **fields, "start": start, "end": start + len(quote)})
    return Statement(
        id=f"q{index}",
        path=f"quantities.{index}",
        label=label,
        start=start,
        end=start + len(quote),
        quote=quote,
        fields=item.model_dump(mode="json"),
        places={slot: (text.index(words), text.index(words) + len(words)) for slot, words in slots.items() if words in text},
        verdict="supported",
        score=0.5,
    )


def birds() -> AnnotatedDocument:
    """Return a document with a wrong dataset (71%), a wrong kind (12), and a number that was overlooked (3 hours)."""
    common = {"metric": "accuracy", "subject": "BirdNet", "unit": "%"}
    found = [
        statement(BIRDS, "83.6%", 0, value=83.6, dataset="FinchSet", **common),
        statement(BIRDS, "71%", 1, value=71, dataset="FinchSet", condition="in the wild", **common),
        statement(BIRDS, "12", 2, "data", value=12, unit="layers"),
    ]
    return document(BIRDS, found)


def document(text: str, statements: list[Statement], **changes: Any) -> AnnotatedDocument:
    """Return a document of a run."""
    known = {"id": "birds.txt#0", "title": "Birds", "status": "ok", "model": "builtin, extract 0.1.0"}
    return AnnotatedDocument(**{**known, "text": text, "statements": statements, **changes})


def quantities(document: AnnotatedDocument) -> list[dict[str, Any]]:
    """Return what gold has to hold if nobody touched the document, in the order of the text."""
    found = [dict(one.fields) for one in document.located]
    kept = [{name: value for name, value in item.items() if name != "confidence"} for item in found]
    return sorted(kept, key=lambda item: (item["start"], item["end"]))


TEXT = "BirdNet reaches 83.6% accuracy on FinchSet2 and FinchSet."


def record(**changes: Any) -> Record:
    """A record with one quantity and the checks that a run makes."""
    quantity = {
        "quote": "83.6%",
        "value": 83.6,
        "unit": "%",
        "kind": "result",
        "dataset": "FinchSet",
        "metric": "top-1",
        "start": 16,
        "end": 21,
    }
    check = {
        "path": "quantities.0.value",
        "verdict": "supported",
        "reason": "value_stated",
        "message": "it is",
        "in": "text",
        "start": 16,
        "end": 21,
    }
    wrong = {"path": "quantities.0.metric", "verdict": "misattributed", "reason": "other_metric", "message": "it is accuracy"}
    known = {"id": "a", "text": TEXT, "status": "flagged", "model": "builtin", "schema": "paper@1"}
    return Record.model_validate({**known, "data": {"quantities": [quantity]}, "checks": [check, wrong], **changes})


_SIGNS = st.one_of(
    st.sampled_from("aB9é%#{;\"'<&\\"),
    st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]),
    st.sampled_from("😀𝒳e\u0301\u0308"),
)
_WORDS = st.text(_SIGNS, min_size=1, max_size=6).filter(lambda word: word == "".join(word.split()))
_NUMBERS = st.sampled_from(["83.6%", "12", "~3x", "1.4\r\nmillion", "seven", "5\u00a0ms", "-0.5", "10\n-\n20"])
_BETWEEN = st.sampled_from([" ", "  ", "\r\n", "\n", "\r", "\t", "", " 🐦 ", "e\u0301 "])
_PIECES = st.tuples(st.booleans(), _WORDS, _NUMBERS, _BETWEEN)
_VALUES = st.one_of(st.none(), st.integers(-(10**12), 10**12), st.floats(-1e6, 1e6).map(lambda value: round(value, 3)))


@st.composite
def documents(draw: st.DrawFn) -> AnnotatedDocument:
    """Invent a document: words and numbers with anything between them, the numbers with slots that are words of the text or not."""
    pieces = draw(st.lists(_PIECES, min_size=1, max_size=8))
    text = ""
    words: list[tuple[int, int]] = []
    numbers: list[tuple[int, int]] = []
    for is_number, word, number, between in pieces:
        piece: str = number if is_number else word
        (numbers if is_number else words).append((len(text), len(text) + len(piece)))
        text += piece + between
    return document(text, list(_statements(draw, text, numbers, words)), title=draw(st.none() | _WORDS))


def _statements(draw: st.DrawFn, text: str, numbers: list[tuple[int, int]], words: list[tuple[int, int]]) -> Iterator[Statement]:
    for index, (start, end) in enumerate(numbers):
        places = {slot: draw(st.sampled_from(words)) for slot in sorted(draw(st.sets(st.sampled_from(SLOTS)))) if words}
        loose = {slot: draw(_WORDS) for slot in sorted(draw(st.sets(st.sampled_from(SLOTS)))) if slot not in places}
        wordings = loose | {slot: text[slice(*place)] for slot, place in places.items()}
        label = draw(st.sampled_from(KINDS))
        read = {"value": draw(_VALUES.filter(lambda value: value is not None)), "value_high": draw(_VALUES), "uncertainty": draw(_VALUES)}
        said = {"unit": draw(st.none() | _WORDS), "modifier": draw(st.sampled_from([None, "approx", "up_to"]))}
        item = {"quote": text[start:end], **read, **said, "kind": label, **wordings, "start": start, "end": end}
        fields = Quantity.model_validate(item).model_dump(mode="json")
        yield Statement(
            id=f"q{index}",
            path=f"quantities.{index}",
            label=label,
            start=start,
            end=end,
            quote=text[start:end],
            fields=fields,
            places=places,
            verdict="supported",
        )
