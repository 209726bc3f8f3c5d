"""The run that is exported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extract.outputs.reading import read_records, read_run_info
from extract.records import Record

_DISTRIBUTION = "abstract-extract"


@dataclass(frozen=True, slots=True)
class Run:
    """A run on disk: its folder, the version of this package that made it, and how many documents it is of, with a record or without."""

    folder: Path
    version: str
    num_documents: int

    def read(self) -> Iterator[Record]:
        """Yield the records in their order; see `extract.outputs.reading.read_records`."""
        return read_records(self.folder)


def find_run(folder: Path) -> Run:
    """Find a run by its folder.

    Raises:
        RunFolderError: there is no such folder, or no run in it.
    """
    info = read_run_info(folder)
    version = info.versions.get(_DISTRIBUTION, "")
    return Run(folder, "" if version == "not installed" else version, info.num_documents)
