"""`extract eval`: a run against annotated documents."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from extract.evaluation.evaluating import Evaluation


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Annotated documents: JSONL, or a run folder.", show_default=False)],
    run: Annotated[
        Path, typer.Argument(metavar="RUN", help="A run folder, its records, or a second annotator's file.", show_default=False)
    ],
    run2: Annotated[Path | None, typer.Argument(metavar="[RUN2]", help="Another run, to be compared with the first.")] = None,
    ids: Annotated[Path | None, typer.Option(metavar="FILE", help="Only the annotated documents with these ids, one a line.")] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write all figures as JSON; with - to standard output, without tables.")
    ] = None,
    plot: Annotated[Path | None, typer.Option(metavar="FILE", help="Draw the figures, as .png or .svg (needs the extra 'plot').")] = None,
    misses: Annotated[Path | None, typer.Option(metavar="FILE", help="Write what is wrong, one case a line, as JSONL.")] = None,
    agreement: Annotated[
        bool | None,
        typer.Option("--agreement/--no-agreement", help="Kappas of the slots [default: when RUN is no run but annotated as well]."),
    ] = None,
    resamples: Annotated[int, typer.Option(min=0, help="How often documents are drawn anew for intervals and tests.")] = 2000,
    seed: Annotated[int, typer.Option(help="The seed of the draws.")] = 0,
) -> None:
    """Score a run against annotated documents.

    Prints precision, recall and F1 of the quantities, of each of their slots, of value, metric and dataset together, by kind
    and by verdict, with 95 % intervals. Documents are joined by id, else by equal text; one without a record counts as read with
    nothing found. With two runs, their differences with a paired test; with two annotators' files, their agreement.
    """
    from extract.cli.outputs import refuse_inputs
    from extract.cli.progress import say
    from extract.cli.scores import print_differences, print_evaluation
    from extract.errors import UsageError
    from extract.evaluation.as_json import to_json
    from extract.evaluation.evaluating import compare
    from extract.evaluation.picture import check_picture

    for option, target in (("--json", json_file), ("--plot", plot), ("--misses", misses)):
        refuse_inputs(target, [gold, run, run2, ids], option=option)
    if plot is not None:
        check_picture(plot)
    if misses is not None and run2 is not None:
        raise UsageError("--misses takes one run", hint="call the command once for each run")
    runs = [run] if run2 is None else [run, run2]
    evaluations = _evaluations(gold, runs, ids, agreement=agreement, resamples=resamples, seed=seed)
    differences = compare(*evaluations) if run2 is not None else []
    for path, evaluation in zip(runs, evaluations, strict=True):
        for note in _notes(evaluation):
            say(f"{path}: {note}")
    names = {"gold": str(gold)} | {f"run{number}": str(path) for number, path in enumerate(runs, 1)}
    if json_file is not None:
        _write(json_file, json.dumps(to_json(names, evaluations, differences), ensure_ascii=False, indent=2) + "\n")
    if json_file != Path("-"):
        print_differences(names, evaluations, differences) if differences else print_evaluation(evaluations[0])
    _write_files(evaluations, [str(path) for path in runs], misses=misses, plot=plot)


def _evaluations(gold: Path, runs: list[Path], ids: Path | None, *, agreement: bool | None, resamples: int, seed: int) -> list[Evaluation]:
    from extract.cli.progress import say
    from extract.evaluation.evaluating import evaluate
    from extract.evaluation.files import chosen, read_annotated, read_ids

    annotated = read_annotated(gold)
    if ids is not None:
        annotated = chosen(annotated, read_ids(ids), ids)
    if failed := sum(one.failed for one in annotated):
        say(f"{gold}: {failed} failed records say nothing of their document and are left out")
    found = []
    for path in runs:
        documents = read_annotated(path)
        by_people = agreement if agreement is not None else not any(one.is_record for one in documents)
        found.append(evaluate(annotated, documents, resamples=resamples, seed=seed, agreement=by_people))
    return found


def _notes(evaluation: Evaluation) -> list[str]:
    """Say how the documents were joined, and what a person should know of them."""
    joining = evaluation.joining
    gold = [one.gold for one in joining.documents]
    by_text = f", {joining.num_by_text} by text" if joining.num_by_text else ""
    missing = ", ".join(joining.missing[:3]) + (", …" if len(joining.missing) > 3 else "")
    notes = {
        f"{joining.num_by_id} of {len(gold)} annotated documents joined by id{by_text}": 1,
        f"{len(joining.missing)} annotated documents have no record and count as missed ({missing})": len(joining.missing),
        f"{joining.num_without_gold} records are of no annotated document (left out)": joining.num_without_gold,
        f"{joining.num_failed} joined records failed and count as nothing found": joining.num_failed,
        f"{joining.num_other_texts} have another text under the same id: places may not fit": joining.num_other_texts,
        f"{sum(one.num_unplaced for one in gold)} annotated quantities have no place and cannot be found": sum(
            one.num_unplaced for one in gold
        ),
        f"{sum(one.num_misplaced for one in gold)} annotated quotes do not stand at their place": sum(one.num_misplaced for one in gold),
    }
    return [note for note, count in notes.items() if count]


def _write_files(evaluations: list[Evaluation], names: list[str], *, misses: Path | None, plot: Path | None) -> None:
    from extract.evaluation.misses import misses as found_misses
    from extract.evaluation.picture import draw

    if misses is not None:
        _write(misses, "".join(json.dumps(case, ensure_ascii=False) + "\n" for case in found_misses(evaluations[0].scored)))
    if plot is not None:
        try:
            draw(evaluations, names, plot)
        except OSError as error:
            raise _unwritable(plot, error) from error


def _write(path: Path, content: str) -> None:
    """Write JSON; halves of characters, which UTF-8 cannot hold, are escaped."""
    content = content.encode("utf-8", "backslashreplace").decode("utf-8")
    if path == Path("-"):
        sys.stdout.write(content)
        return
    try:
        path.write_text(content, encoding="utf-8")
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> Exception:
    from extract.errors import UsageError

    return UsageError(f"{path}: cannot be written ({error.strerror})", hint="give a file in a folder that can be written to")
