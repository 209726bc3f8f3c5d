"""The figures of a run, as the page's first view shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extract.outputs.run_info import RunInfo
from extract.outputs.tally import Tally
from extract.records import Record, Status, Verdict
from extract.report.items import REJECTED
from extract.report.rows import VERDICTS, Rows

MOST_FAILURES = 100
_SHOWN_ORDER = (Verdict.SUPPORTED, Verdict.NOT_CHECKED, Verdict.AMBIGUOUS, Verdict.MISATTRIBUTED, Verdict.UNSUPPORTED, REJECTED)


@dataclass(frozen=True, slots=True)
class Failure:
    """A document without a whole answer, by its number in the run, and the reason."""

    number: int
    id: str
    title: str
    kind: str
    message: str


@dataclass(slots=True)
class Counts:
    """What is counted while the records pass by."""

    tally: Tally = field(default_factory=Tally)
    verdicts: dict[str, Counter[str]] = field(default_factory=dict)
    item_reasons: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    num_failures: int = 0
    answered_by: Counter[str] = field(default_factory=Counter)

    def add(self, record: Record, rows: Rows, kinds: Sequence[str], reasons: Sequence[str]) -> None:
        """Count a record. `kinds` and `reasons` hold those of each of its items, in order."""
        number = self.tally.num_documents
        self.tally.add(record)
        if record.answered_by:
            self.answered_by[record.answered_by] += 1
        for row, kind in zip(rows.items, kinds, strict=True):
            self.verdicts.setdefault(kind, Counter())[VERDICTS[row[2]]] += 1
        self.item_reasons.update(reason for codes in reasons for reason in codes.split())
        self.names.update(VERDICTS[row[2]] for row in rows.details.get("listed", ()))
        if record.status in (Status.FAILED, Status.PARTIAL):
            self._add_failure(record, number)

    def _add_failure(self, record: Record, number: int) -> None:
        self.num_failures += 1
        if len(self.failures) < MOST_FAILURES:
            kind, message = (record.error.kind, record.error.message) if record.error else ("", "")
            self.failures.append(Failure(number, record.id, record.title or "", kind, message))


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a bar chart: its parts with their class, offset and width in percent of the longest row."""

    label: str
    count: int
    parts: tuple[Part, ...]

    @property
    def counts(self) -> dict[str, int]:
        return {part.name: part.count for part in self.parts}


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar."""

    name: str
    count: int
    offset: float
    width: float


def bars(rows: Iterable[tuple[str, Sequence[tuple[str, int]]]]) -> list[Bar]:
    """Lay out bars: each row is a label with its named counts; the longest row is 100 wide. Empty rows are left out."""
    found = [(label, sum(count for _, count in parts), parts) for label, parts in rows]
    longest = max((total for _, total, _ in found), default=0)
    return [Bar(label, total, _parts(parts, 100 / longest)) for label, total, parts in found if total]


def _parts(parts: Sequence[tuple[str, int]], width: float) -> tuple[Part, ...]:
    placed, offset = [], 0
    for name, count in parts:
        if count:
            placed.append(Part(name, count, round(offset * width, 3), round(count * width, 3)))
        offset += count
    return tuple(placed)


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that the template of the first view asks for."""

    info: RunInfo
    counts: Counts
    documents: list[Bar]
    items: list[Bar]
    reasons: list[Bar]
    names: list[Bar]
    item_verdicts: Counter[str]

    @property
    def num_documents(self) -> int:
        return self.counts.tally.num_documents

    @property
    def num_not_started(self) -> int:
        return max(0, self.info.num_documents - self.num_documents)

    @property
    def num_items(self) -> int:
        return self.item_verdicts.total()

    @property
    def num_flagged(self) -> int:
        return self.item_verdicts[Verdict.UNSUPPORTED] + self.item_verdicts[Verdict.MISATTRIBUTED]

    @property
    def seconds(self) -> float:
        return sum(session.seconds for session in self.info.sessions)

    @property
    def verdicts(self) -> list[str]:
        """Return the verdicts that occur, the good ones first."""
        return [str(verdict) for verdict in _SHOWN_ORDER if self.item_verdicts[verdict]]


def figures_of(info: RunInfo, counts: Counts) -> Figures:
    """Make the figures of a run whose records were all counted."""
    tally = counts.tally
    total = sum(counts.verdicts.values(), Counter[str]())
    by_size = sorted(counts.verdicts.items(), key=lambda item: -item[1].total())
    names = [(str(verdict), counts.names[verdict]) for verdict in _SHOWN_ORDER]
    return Figures(
        info=info,
        counts=counts,
        documents=bars((str(status), [(str(status), tally.documents[status])]) for status in reversed(Status)),
        items=bars((kind, [(str(verdict), found[verdict]) for verdict in _SHOWN_ORDER]) for kind, found in by_size),
        reasons=bars((reason, [("flagged", count)]) for reason, count in tally.reasons.most_common()),
        names=bars((verdict, [(verdict, count)]) for verdict, count in names),
        item_verdicts=total,
    )
