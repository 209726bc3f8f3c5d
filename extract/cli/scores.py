"""The tables of `extract eval`, on standard output.

Columns that do not fit a narrow terminal are left out whole: half a number misleads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table
from rich.text import Text

from extract.evaluation.chance import Kappa
from extract.evaluation.evaluating import Differences, Evaluation, Figures
from extract.evaluation.rates import Line
from extract.evaluation.reliability import Reliability
from extract.evaluation.resampling import Difference, Interval

_HEADINGS = {"slot": "slots", "kind": "by kind", "list": "lists of names", "field": "by field"}
_LEGEND = """\
right: share of the quantities found that have the slot right, null counting as an answer; precision, recall, F1: where it is stated.
tuple: value, metric and dataset right. Intervals: bootstrap over documents."""
_MOST_OF_NAME = 30
_GAP = 2


def print_evaluation(evaluation: Evaluation) -> None:
    """Print the figures, by verdict and by confidence too where the run has them."""
    console = Console()
    retrieved = [one for one in evaluation.lines if one.line.group != "verdict"]
    _print(console, _figures_table(console, retrieved))
    if evaluation.of_quantities:
        console.print(f"{_LEGEND}\n", highlight=False)
    verdicts = [one for one in evaluation.lines if one.line.group == "verdict"]
    if verdicts:
        _print(console, _verdict_table(console, verdicts))
    if evaluation.reliability is not None:
        _print(console, _reliability_table(console, evaluation.reliability))
        error = evaluation.reliability.expected_calibration_error
        console.print(f"expected calibration error {error:.3f}, Brier score {evaluation.reliability.brier_score:.3f}", highlight=False)
        console.print()
    if evaluation.kappas:
        _print(console, _kappa_table(console, evaluation.kappas))


def _print(console: Console, table: Table) -> None:
    console.print(table)
    console.print()


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its head, its cells, and how soon it is left out where there is no room (the highest first; 0 never)."""

    head: str
    cells: Sequence[str]
    spare: int = 0

    @property
    def width(self) -> int:
        return max(map(len, [self.head, *self.cells])) + _GAP


def _table(console: Console, head: str, names: Sequence[str], columns: Sequence[_Column]) -> Table:
    """Return a table with as many of the columns as there is room for."""
    longest = min(max(map(len, [head, *names])), _MOST_OF_NAME)
    shown = list(columns)
    while longest + sum(column.width for column in shown) > console.width and any(column.spare for column in shown):
        shown.remove(max(shown, key=lambda column: column.spare))
    table = Table(show_edge=False, pad_edge=False, box=None, header_style="bold")
    table.add_column(head, min_width=longest, overflow="fold")
    for column in shown:
        table.add_column(column.head, justify="right", no_wrap=True)
    for number, name in enumerate(names):
        table.add_row(Text(name), *(column.cells[number] for column in shown))
    return table


def _figures_table(console: Console, lines: Sequence[Figures]) -> Table:
    rows: list[tuple[str, Figures | None]] = []
    for one, is_first in _with_first(lines):
        heading = _HEADINGS.get(one.line.group)
        rows += [(heading, None)] if heading and is_first else []
        rows.append((f"  {one.line.name}" if heading else one.line.name, one))

    def cells(show: Callable[[Figures], str]) -> list[str]:
        return [show(one) if one else "" for _, one in rows]

    right = _Column("right", cells(lambda one: _share(one.figures.get("right"))), 2)
    columns = [
        *([right] if any(right.cells) else []),
        _Column("precision", cells(lambda one: _share(one.figures["precision"])), 3),
        _Column("recall", cells(lambda one: _share(one.figures["recall"])), 3),
        _Column("F1", cells(lambda one: _share(one.figures["f1"]))),
        _Column("95 % of F1", cells(lambda one: _ends(one.figures["f1"])), 1),
        _Column("annotated", cells(lambda one: str(one.counts["annotated"])), 4),
        _Column("given", cells(lambda one: str(one.counts["given"])), 4),
    ]
    return _table(console, "", [name for name, _ in rows], columns)


def _with_first(lines: Sequence[Figures]) -> list[tuple[Figures, bool]]:
    """Return each line with whether it is the first of its group."""
    groups = [None, *(one.line.group for one in lines)]
    return [(one, one.line.group != before) for one, before in zip(lines, groups, strict=False)]


def _verdict_table(console: Console, lines: Sequence[Figures]) -> Table:
    """Return the table by verdict, each single verdict below the two that sum them up."""
    sums = ("not flagged", "flagged")
    names = [("  " if one.line.name in sums else "    ") + one.line.name.replace("_", " ") for one in lines]
    columns = [
        _Column("quantities", [str(one.counts["given"]) for one in lines], 2),
        _Column("annotated", [_share(one.figures["precision"]) for one in lines], 4),
        _Column("value right", [_share(one.figures["value"]) for one in lines], 3),
        _Column("all right", [_share(one.figures["tuple"]) for one in lines]),
        _Column("95 % of that", [_ends(one.figures["tuple"]) for one in lines], 1),
    ]
    return _table(console, "by verdict", names, columns)


def _reliability_table(console: Console, found: Reliability) -> Table:
    columns = [
        _Column("quantities", [str(band.num) for band in found.bands], 2),
        _Column("mean", [f"{band.confidence:.3f}" for band in found.bands], 1),
        _Column("all right", [f"{band.right:.3f}" for band in found.bands]),
    ]
    return _table(console, "confidence", [f"  {band.low:.1f} to {band.high:.1f}" for band in found.bands], columns)


def _kappa_table(console: Console, kappas: Mapping[str, Kappa]) -> Table:
    columns = [
        _Column("observed", [f"{one.observed:.3f}" for one in kappas.values()], 1),
        _Column("by chance", [f"{one.expected:.3f}" for one in kappas.values()], 2),
        _Column("kappa", ["–" if one.kappa is None else f"{one.kappa:.3f}" for one in kappas.values()]),
    ]
    return _table(console, "agreement", [f"  {slot}" for slot in kappas], columns)


def print_differences(names: Mapping[str, str], evaluations: Sequence[Evaluation], differences: Sequence[Differences]) -> None:
    """Print one figure of both runs a line, how much the second differs, and the p-value."""
    console = Console()
    for number in (1, 2):
        console.print(f"{number}  {names[f'run{number}']}", highlight=False, markup=False, soft_wrap=True)
    console.print()
    rows, figures = _rows(differences), [{_key(one.line): one.figures for one in evaluation.lines} for evaluation in evaluations]
    columns = [
        *(
            _Column(str(number), [_share(found[_key(line.line)].get(figure)) for line, figure in rows], spare)
            for number, (found, spare) in enumerate(zip(figures, (3, 2), strict=True), 1)
        ),
        _Column("2 less 1", [_signed(line.figures[figure].value) for line, figure in rows]),
        _Column("95 % of that", [_ends(line.figures[figure], sign="+") for line, figure in rows], 4),
        _Column("p", [_p(line.figures[figure]) for line, figure in rows], 1),
    ]
    _print(console, _table(console, "", [_label(line, figure) for line, figure in rows], columns))
    console.print("p: randomisation over documents, two-sided, each line for itself", highlight=False)


def _rows(differences: Sequence[Differences]) -> list[tuple[Differences, str]]:
    """Return the figures to show: all of detection, the headline of the others."""
    shown = {"detection": ("precision", "recall", "f1"), "verdict": ("tuple",)}
    return [(line, figure) for line in differences for figure in shown.get(line.line.group, ("f1",))]


def _label(line: Differences, figure: str) -> str:
    what = "F1" if figure == "f1" else "all right" if figure == "tuple" else figure
    return f"{line.line.name}, {what}"


def _key(line: Line) -> tuple[str, str]:
    return line.group, line.name


def _share(interval: Interval | None) -> str:
    if interval is None:
        return ""
    return "–" if interval.value is None else f"{interval.value:.3f}"


def _ends(interval: Interval | Difference, sign: str = "") -> str:
    if interval.low is None or interval.high is None:
        return ""
    return f"{interval.low:{sign}.3f} {interval.high:{sign}.3f}" if sign else f"{interval.low:.3f}–{interval.high:.3f}"


def _signed(value: float | None) -> str:
    return "–" if value is None else f"{value:+.3f}"


def _p(difference: Difference) -> str:
    return "" if difference.p is None else f"{difference.p:.3f}" if difference.p >= 0.001 else "<0.001"
