"""Records, one at a time, to the page."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from markupsafe import Markup

from extract.errors import UsageError
from extract.outputs.reading import read_records, read_run_info
from extract.outputs.run_info import RunInfo
from extract.records import Record
from extract.report.columns import Column, columns_for
from extract.report.embedding import embedded_json
from extract.report.figures import Counts, Figures, figures_of
from extract.report.page_files import HEAD_SCRIPT, SCRIPTS, STYLES, environment, page_file, policy
from extract.report.rows import STATUSES, VERDICTS, Rows, rows_of
from extract.report.strings import Strings
from extract.validate import Reason

_BLOCKS = ("documents", "items", "texts", "details")


def write_report(folder: Path, output: Path) -> Figures:
    """Write the page of a run, finished or not, and return its figures.

    Records are read one by one and their rows kept in temporary files, so that a large run needs little memory. The page
    is put in place in one step.

    Raises:
        UsageError: the folder holds no run, a record cannot be read, or the page cannot be written.
    """
    info = read_run_info(folder)
    with ExitStack() as stack:
        blocks: dict[str, TextIO] = {name: stack.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8")) for name in _BLOCKS}
        page = _Page(info, folder.resolve().name, columns_for(_schema(info)), blocks)
        page.read(read_records(folder))
        page.write(output)
    return page.figures


def _schema(info: RunInfo) -> str:
    return str(info.fingerprint.get("schema", "paper@1"))


@dataclass(slots=True)
class _Page:
    info: RunInfo
    name: str
    columns: Sequence[Column]
    blocks: dict[str, TextIO]
    strings: Strings = field(default_factory=Strings)
    counts: Counts = field(default_factory=Counts)

    @property
    def figures(self) -> Figures:
        return figures_of(self.info, self.counts)

    def read(self, records: Iterable[Record]) -> None:
        """Spread the records over the blocks, a line each (for `items`: a line for each item)."""
        places = {column.key: 4 + place for place, column in enumerate(self.columns)}
        kind, reason = places.get("kind", places.get("field", 0)), places["reason"]
        for number, record in enumerate(records):
            rows = rows_of(record, number, self.columns, self.strings)
            kinds, reasons = ([self.strings[row[place]] for row in rows.items] for place in (kind, reason))
            self.counts.add(record, rows, kinds, reasons)
            self._keep(rows)

    def _keep(self, rows: Rows) -> None:
        self.blocks["documents"].write(embedded_json(rows.document) + "\n")
        self.blocks["texts"].write(embedded_json(rows.text) + "\n")
        self.blocks["details"].write(embedded_json(rows.details) + "\n")
        for row in rows.items:
            self.blocks["items"].write(embedded_json(row) + "\n")

    def write(self, output: Path) -> None:
        """Render the page beside its place, then move it there."""
        new = output.with_name(output.name + ".new")
        try:
            with new.open("w", encoding="utf-8", newline="\n") as file:
                self._render(file)
            new.replace(output)
        except OSError as error:
            raise UsageError(f"{output}: cannot be written ({error.strerror})", hint="name another file with --output") from error
        finally:
            with suppress(OSError):
                new.unlink()

    def _render(self, file: TextIO) -> None:
        scripts, styles = [page_file(name) for name in (HEAD_SCRIPT, *SCRIPTS)], [page_file(name) for name in STYLES]
        template = environment().get_template("report.html.j2")
        stream = template.stream(
            name=self.name,
            figures=self.figures,
            info=self.info,
            reasons={str(reason): reason.description for reason in Reason},
            head_script=scripts[0],
            scripts=scripts[1:],
            styles=styles,
            policy=policy(scripts, styles),
            layout=Markup(embedded_json(self._layout())),
            strings=_array(map(embedded_json, self.strings)),
            documents=_array(_lines(self.blocks["documents"])),
            items=_array(_lines(self.blocks["items"])),
            texts=_markup(_lines(self.blocks["texts"])),
            details=_markup(_lines(self.blocks["details"])),
        )
        file.writelines(stream)

    def _layout(self) -> dict[str, object]:
        return {
            "columns": [column.to_json() for column in self.columns],
            "verdicts": VERDICTS,
            "statuses": STATUSES,
            "reasons": {str(reason): reason.description for reason in Reason},
        }


def _lines(block: TextIO) -> Iterator[str]:
    block.seek(0)
    return (line.rstrip("\n") for line in block)


def _array(lines: Iterable[str]) -> Iterator[Markup]:
    """Yield the pieces of a JSON array with one line of JSON for each element."""
    yield Markup("[")
    for number, line in enumerate(lines):
        yield Markup(f",\n{line}" if number else line)
    yield Markup("]")


def _markup(lines: Iterable[str]) -> Iterator[Markup]:
    return (Markup(f"\n{line}") for line in lines)
