"""`extract report`: a run as one page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def report(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a run, finished or not.", show_default=False)],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where the page is written [default: RUN/report.html].")
    ] = None,
) -> None:
    """Write one self-contained page of a run: figures, plots, a table of all quantities, and every text with its quantities marked.

    The page opens from disk and loads nothing. Standard output names the file that was written.
    """
    from extract.cli.outputs import refuse_inputs
    from extract.cli.progress import say
    from extract.report import write_report

    refuse_inputs(output, [run], option="--output")
    page = output or run / "report.html"
    figures = write_report(run, page)
    if figures.num_not_started:
        say(f"the run is not finished: {figures.num_documents} of {figures.info.num_documents} documents are in the report")
    print(page)
