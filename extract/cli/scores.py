"""The tables of `extract eval`, on standard output; what does not fit a narrow terminal is left out, F1 last of all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from rich.console import Console
from rich.table import Table

from extract.evaluation.evaluating import Differences, Evaluation, Figures
from extract.evaluation.reliability import Reliability
from extract.evaluation.resampling import Difference, Interval

WIDE, MIDDLE = 76, 52
_HEADINGS = {"slot": "slots", "kind": "by kind", "list": "lists of names", "field": "by field"}
_LEGEND = """\
right: share of the quantities found that have the slot right, null counting as an answer; precision, recall, F1: where it is stated.
tuple: value, metric and dataset right. Intervals: bootstrap over documents."""
_MOST_OF_NAME = 30


def print_evaluation(evaluation: Evaluation) -> None:
    """Print the figures, by verdict and by confidence too where the run has them."""
    console = Console()
    retrieved = [one for one in evaluation.lines if one.line.group != "verdict"]
    _print(console, _figures_table(retrieved, console.width))
    if evaluation.of_quantities:
        console.print(f"{_LEGEND}\n", highlight=False)
    verdicts = [one for one in evaluation.lines if one.line.group == "verdict"]
    if verdicts:
        _print(console, _verdict_table(verdicts, console.width))
    if evaluation.reliability is not None:
        _print(console, _reliability_table(evaluation.reliability))
        error = evaluation.reliability.expected_calibration_error
        console.print(f"expected calibration error {error:.3f}, Brier score {evaluation.reliability.brier_score:.3f}", highlight=False)
        console.print()
    if evaluation.kappas:
        _print(console, _kappa_table(evaluation))


def _print(console: Console, table: Table) -> None:
    console.print(table)
    console.print()


def _table(first: str, *columns: str, names: Iterable[str] = ()) -> Table:
    table = Table(show_edge=False, pad_edge=False, box=None, header_style="bold")
    longest = max((len(name) for name in names), default=12)
    table.add_column(first, min_width=min(longest, _MOST_OF_NAME), overflow="fold")
    for column in columns:
        table.add_column(column, justify="right", no_wrap=True)
    return table


def _figures_table(lines: Sequence[Figures], width: int) -> Table:
    with_right = any("right" in one.figures for one in lines)
    columns: dict[str, Callable[[Figures], str]] = {"right": lambda one: _share(one.figures.get("right"))} if with_right else {}
    if width >= MIDDLE:
        columns |= {"precision": lambda one: _share(one.figures["precision"]), "recall": lambda one: _share(one.figures["recall"])}
    columns |= {"F1": lambda one: _share(one.figures["f1"]), "95 % of F1": lambda one: _ends(one.figures["f1"])}
    if width >= WIDE:
        columns |= {"annotated": lambda one: str(one.counts["annotated"]), "given": lambda one: str(one.counts["given"])}
    table = _table("", *columns, names=["lists of names", *(f"  {one.line.name}" for one in lines)])
    for one, is_first in _with_first(lines):
        if is_first and one.line.group in _HEADINGS:
            table.add_row(f"[bold]{_HEADINGS[one.line.group]}[/bold]")
        indent = "  " if one.line.group in _HEADINGS else ""
        table.add_row(indent + one.line.name.replace("[", r"\["), *(show(one) for show in columns.values()))
    return table


def _with_first(lines: Sequence[Figures]) -> list[tuple[Figures, bool]]:
    """Return each line with whether it is the first of its group."""
    groups = [None, *(one.line.group for one in lines)]
    return [(one, one.line.group != before) for one, before in zip(lines, groups, strict=False)]


def _verdict_table(lines: Sequence[Figures], width: int) -> Table:
    columns: dict[str, Callable[[Figures], str]] = {"quantities": lambda one: str(one.counts["given"])}
    columns["annotated"] = lambda one: _share(one.figures["precision"])
    if width >= MIDDLE:
        columns["value right"] = lambda one: _share(one.figures["value"])
    columns |= {"all right": lambda one: _share(one.figures["tuple"]), "95 % of that": lambda one: _ends(one.figures["tuple"])}
    table = _table("by verdict", *columns)
    for one in lines:
        table.add_row(f"  {one.line.name.replace('_', ' ')}", *(show(one) for show in columns.values()))
    return table


def _reliability_table(found: Reliability) -> Table:
    table = _table("confidence", "quantities", "mean", "all right")
    for band in found.bands:
        table.add_row(f"  {band.low:.1f} to {band.high:.1f}", str(band.num), f"{band.confidence:.3f}", f"{band.right:.3f}")
    return table


def _kappa_table(evaluation: Evaluation) -> Table:
    table = _table("agreement", "observed", "by chance", "kappa")
    for slot, one in evaluation.kappas.items():
        kappa = "–" if one.kappa is None else f"{one.kappa:.3f}"
        table.add_row(f"  {slot}", f"{one.observed:.3f}", f"{one.expected:.3f}", kappa)
    return table


def print_differences(names: Mapping[str, str], evaluations: Sequence[Evaluation], differences: Sequence[Differences]) -> None:
    """Print one figure of both runs a line, how much the second differs, and the p-value."""
    console = Console()
    for number in (1, 2):
        console.print(f"{number}  {names[f'run{number}']}", highlight=False, markup=False, soft_wrap=True)
    console.print()
    wide = console.width >= MIDDLE
    table = _table("", "1", "2", "2 less 1", *(["95 % of that"] if wide else []), "p", names=["detection, precision"])
    figures = [{(one.line.group, one.line.name): one.figures for one in evaluation.lines} for evaluation in evaluations]
    for line, figure in _rows(differences):
        key = (line.line.group, line.line.name)
        shares = [_share(one[key].get(figure)) for one in figures]
        difference = line.figures[figure]
        ends = [_ends(difference, sign="+")] if wide else []
        table.add_row(_label(line, figure), *shares, _signed(difference.value), *ends, _p(difference))
    _print(console, table)
    console.print("p: approximate randomisation, two-sided, each line for itself", highlight=False)


def _rows(differences: Sequence[Differences]) -> list[tuple[Differences, str]]:
    """Return the figures to show: all of detection, the headline of the others."""
    shown = {"detection": ("precision", "recall", "f1"), "verdict": ("tuple",)}
    return [(line, figure) for line in differences for figure in shown.get(line.line.group, ("f1",))]


def _label(line: Differences, figure: str) -> str:
    what = "F1" if figure == "f1" else "all right" if figure == "tuple" else figure
    return f"{line.line.name}, {what}".replace("[", r"\[")


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
