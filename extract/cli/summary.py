"""The tables at the end of a command, on standard error."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from extract.outputs.run_info import RunInfo, Session
from extract.outputs.tally import Tally, verdicts
from extract.records import Check, Status, Verdict

if TYPE_CHECKING:
    from extract.foresight import Foresight


def print_summary(info: RunInfo, folder: Path) -> None:
    """Print documents by status, quantities by verdict, why things were flagged, and what it cost."""
    console = Console(stderr=True)
    counts = info.counts
    _print_counts(console, "documents", {status: counts.documents[status] for status in Status})
    _print_counts(console, "quantities", {verdict: counts.statements[verdict] for verdict in Verdict})
    _print_counts(console, "names and links", {verdict: counts.names[verdict] for verdict in Verdict})
    _print_counts(console, "reasons for flags", dict(counts.reasons.most_common()))
    _print_counts(console, "errors", dict(counts.errors.most_common()))
    for line in _lines(info, counts):
        console.print(line, highlight=False, markup=False)
    console.print(f"records in {folder / 'records.jsonl'}", highlight=False, markup=False, soft_wrap=True)


def _print_counts(console: Console, title: str, rows: dict[Any, int]) -> None:
    if not any(rows.values()):
        return
    table = Table(show_edge=False, pad_edge=False, box=None, header_style="bold")
    table.add_column(title, min_width=24)
    table.add_column(str(sum(rows.values())), justify="right", min_width=6)
    for name, count in rows.items():
        if count:
            table.add_row(f"  {str(name).replace('_', ' ')}", str(count))
    console.print(table)
    console.print()


def _lines(info: RunInfo, counts: Tally) -> list[str]:
    lines = []
    if counts.rejected:
        lines.append(f"rejected {counts.rejected} (kept in the records, with the reason)")
    if counts.requests or counts.cached:
        money = f", ${counts.cost_usd:.4f}" if counts.cost_usd else ""
        tokens = f"tokens {counts.input_tokens} in and {counts.output_tokens} out{money}"
        lines.append(f"requests {counts.requests}, documents not paid for in this run {counts.cached}, {tokens}")
    session = info.sessions[-1]
    if session.requests:
        lines.append(f"sent {session.requests} requests in this call{_troubles(session)}")
    kept = f", {session.num_kept} were done before" if session.num_kept else ""
    lines.append(f"time {session.seconds:.1f} s for {session.num_done} documents{kept}")
    return lines


def _troubles(session: Session) -> str:
    """Say how many requests were refused or had to be sent once more."""
    numbers = {"refused for their number": session.refused, "sent once more after a fault": session.retries}
    said = [f"{number} {what}" for what, number in numbers.items() if number]
    return f" ({', '.join(said)})" if said else ""


MOST_SHOWN = 40


def print_foresight(found: Foresight) -> None:
    """Print what a run would ask and cost, on standard output."""
    console = Console()
    rows = {"documents": found.num_documents, "different requests": found.num_distinct}
    rows |= {"answers in the cache": found.num_cached, "requests to send": found.num_to_send} if found.asks_a_server else {}
    for name, number in rows.items():
        console.print(f"{name:<24} {number}", highlight=False)
    if not found.num_to_send:
        return
    console.print(f"{'input tokens':<24} about {found.input_tokens:.0f}", highlight=False)
    console.print(f"{'output tokens':<24} about {found.output_tokens:.0f}", highlight=False)
    dollars = "not known: give --price-input and --price-output"
    if found.cost_usd is not None:
        dollars = f"about ${found.cost_usd:.4f}, at most ${found.most_cost_usd:.4f}; asking again comes on top"
    console.print(f"{'cost':<24} {dollars}", highlight=False)


class Findings:
    """What `extract check` found: counts, and the flagged fields one by one."""

    def __init__(self) -> None:
        self.num_lines = 0
        self._counts: Counter[str] = Counter()
        self._flagged: list[tuple[str, Check]] = []
        self.num_flagged = 0

    def add(self, line: dict[str, Any]) -> None:
        """Count a checked line."""
        checks = [Check.model_validate(check) for check in line["checks"]]
        self.num_lines += 1
        statements, names = verdicts(checks)
        self._counts.update([*statements, *names])
        flagged = [check for check in checks if check.verdict.flags]
        self.num_flagged += len(flagged)
        if len(self._flagged) < MOST_SHOWN:
            self._flagged += [(str(line.get("id", "")), check) for check in flagged]

    def print(self) -> None:
        """Print each flagged field with its reason, and the counts."""
        console = Console(stderr=True)
        for name, check in self._flagged[:MOST_SHOWN]:
            console.print(Text(f"{name}  {check.path}", style="bold"), soft_wrap=True)
            console.print(Padding(Text(f"{check.verdict}: {check.message}"), (0, 0, 0, 4)))
        if self.num_flagged > MOST_SHOWN:
            console.print(f"… and {self.num_flagged - MOST_SHOWN} more flags in the output")
        console.print()
        _print_counts(console, f"verdicts on {self.num_lines} lines", {verdict: self._counts[verdict] for verdict in Verdict})
