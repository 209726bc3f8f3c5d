"""Which statement of the export an annotated span is: annotators move borders, and some tools give new ids."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extract.exports.annotated import Span, Statement, overlap

_Alike = Callable[[Span, Statement], bool]


def matched(spans: Sequence[Span], statements: Sequence[Statement]) -> dict[str, Statement]:
    """Return, by the id of its span, the statement that a span was; each is used once.

    The place decides, of two at one place the id or the label, then the id where both share a character, then sharing a character alone.
    """
    found: dict[str, Statement] = {}
    left = [statement for statement in statements if statement.span is not None]
    for alike in (_same_place_and_id, _same_place_and_label, _same_place, _same_id, _shares):
        _claim(spans, left, found, alike)
    return found


def _claim(spans: Sequence[Span], left: list[Statement], found: dict[str, Statement], alike: _Alike) -> None:
    for span in spans:
        if span.id in found:
            continue
        statement = next((statement for statement in left if alike(span, statement)), None)
        if statement is not None:
            found[span.id] = statement
            left.remove(statement)


def _same_place_and_id(span: Span, statement: Statement) -> bool:
    return span.id == statement.id and _same_place(span, statement)


def _same_place_and_label(span: Span, statement: Statement) -> bool:
    return span.label == statement.label and _same_place(span, statement)


def _same_place(span: Span, statement: Statement) -> bool:
    return (span.start, span.end) == (statement.start, statement.end)


def _same_id(span: Span, statement: Statement) -> bool:
    return span.id == statement.id and _shares(span, statement)


def _shares(span: Span, statement: Statement) -> bool:
    return statement.span is not None and overlap(span, statement.span)
