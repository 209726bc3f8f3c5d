"""Where a command writes: never over what it reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path


def refuse_inputs(output: Path | None, inputs: Iterable[Path | None], *, option: str) -> None:
    """Raise UsageError when the output is one of the inputs, or a file that an input, a run folder, consists of."""
    from extract.errors import UsageError

    if output is None or not output.exists():
        return
    for path in _files(inputs):
        if path.exists() and output.samefile(path):
            raise UsageError(f"{option} {output}: is read by this command", hint=f"give another {option}: nothing was written")


def _files(inputs: Iterable[Path | None]) -> Iterator[Path]:
    from extract.outputs.run_folder import RECORDS, RUN

    for path in inputs:
        if path is not None:
            yield from (path, path / RECORDS, path / RUN, path.parent / RUN)
