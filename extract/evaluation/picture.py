"""Draw an evaluation: F1 of each line with its interval, and reliability where there is confidence.

matplotlib is an optional extra: it weighs more than all that the rest of the package needs, draws both PNG and SVG without a browser
or a system library, and is imported here only, when a picture is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from extract.errors import UsageError
from extract.evaluation.evaluating import Evaluation
from extract.evaluation.resampling import Interval

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SUFFIXES = (".png", ".svg")
_COLOURS = ("#0072b2", "#d55e00")  # told apart by the colour-blind too (Okabe and Ito, 2008)
_MARKERS = ("o", "s")


def check_picture(path: Path) -> None:
    """Make sure that a picture can be drawn, before the work is done.

    Raises:
        UsageError: the name ends in neither .png nor .svg, or matplotlib is not installed.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise UsageError(f"--plot {path}: not a picture that can be drawn", hint=f"let the name end in {' or '.join(SUFFIXES)}")
    try:
        import_module("matplotlib.figure")
    except ImportError as error:
        raise UsageError(f"--plot needs matplotlib ({error})", hint='install it with: pip install "abstract-extract[plot]"') from error


def draw(evaluations: Sequence[Evaluation], names: Sequence[str], path: Path) -> None:
    """Write the picture. Of equal evaluations the SVG is equal, byte by byte."""
    import matplotlib
    from matplotlib.figure import Figure

    lines = [one for every in evaluations for one in every.lines if "f1" in one.figures]
    labels = list(dict.fromkeys(_label(one.line.group, one.line.name) for one in lines))
    reliable = [one.reliability for one in evaluations if one.reliability is not None]
    with matplotlib.rc_context({"svg.hashsalt": "extract", "font.size": 9}):
        figure = Figure(figsize=(10 if reliable else 6, 1.5 + 0.27 * len(labels)), layout="constrained")
        axes = figure.subplots(1, 2 if reliable else 1, squeeze=False)[0]
        _draw_f1(axes[0], evaluations, names, labels)
        if reliable:
            _draw_reliability(axes[1], evaluations, names)
        metadata = {"Date": None} if path.suffix.lower() == ".svg" else {}
        figure.savefig(path, dpi=150, metadata=metadata)


def _label(group: str, name: str) -> str:
    return f"{group}: {name}" if group in ("kind", "list") else name


def _draw_f1(axes: Axes, evaluations: Sequence[Evaluation], names: Sequence[str], labels: list[str]) -> None:
    for number, (evaluation, name) in enumerate(zip(evaluations, names, strict=True)):
        shift = 0.3 * number - 0.15 * (len(evaluations) - 1)
        found = {_label(one.line.group, one.line.name): one.figures["f1"] for one in evaluation.lines if "f1" in one.figures}
        points = [(found[label], place + shift) for place, label in enumerate(labels) if label in found and found[label].value is not None]
        axes.errorbar(
            [interval.value or 0.0 for interval, _ in points],
            [place for _, place in points],
            xerr=[[_reach(interval, -1) for interval, _ in points], [_reach(interval, 1) for interval, _ in points]],
            fmt=_MARKERS[number], markersize=4, capsize=2, linewidth=1, color=_COLOURS[number], label=name,
        )  # fmt: skip
    axes.set_yticks(range(len(labels)), labels)
    axes.invert_yaxis()
    axes.set_xlim(-0.02, 1.02)
    axes.set_xlabel("F1 with its 95 % interval (bootstrap over documents)")
    axes.grid(axis="x", alpha=0.3)
    if len(evaluations) > 1:
        axes.legend(loc="best", fontsize=8)


def _reach(interval: Interval, side: int) -> float:
    end = interval.low if side < 0 else interval.high
    return 0.0 if end is None or interval.value is None else max(0.0, side * (end - interval.value))


def _draw_reliability(axes: Axes, evaluations: Sequence[Evaluation], names: Sequence[str]) -> None:
    axes.plot([0, 1], [0, 1], linestyle=":", color="grey", linewidth=1)
    for number, (evaluation, name) in enumerate(zip(evaluations, names, strict=True)):
        if evaluation.reliability is not None:
            bands = evaluation.reliability.bands
            sizes = [10 + 240 * band.num / evaluation.reliability.num for band in bands]
            said, right = [band.confidence for band in bands], [band.right for band in bands]
            axes.plot(said, right, color=_COLOURS[number], linewidth=1, label=name)
            axes.scatter(said, right, s=sizes, marker=_MARKERS[number], color=_COLOURS[number])
    axes.set_xlim(-0.02, 1.02)
    axes.set_ylim(-0.02, 1.02)
    axes.set_xlabel("confidence")
    axes.set_ylabel("share that is right (value, metric and dataset)")
    axes.grid(alpha=0.3)
