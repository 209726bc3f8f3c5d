"""`extract eval` as a process of its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.command import extract, lines
from tests.evaluated import ACCURACY, OTHER, SPEED, TEXT, document, write
from tests.test_annotated import scorer_of


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    return write(tmp_path / "gold.jsonl", [document("1", [ACCURACY, OTHER, SPEED], title="WrenNet", methods=["WrenNet"])])


@pytest.fixture
def run(gold: Path, tmp_path: Path) -> Path:
    assert extract("run", gold, "--out", tmp_path / "out").returncode == 0
    return tmp_path / "out"


def figures(printed: str) -> dict[tuple[str, str], dict[str, Any]]:
    return {(one["group"], one["name"]): one for one in json.loads(printed)["runs"][0]["figures"]}


def test_a_run_is_scored_in_a_table(gold: Path, run: Path) -> None:
    """The command says how it joined, and prints a line for detection, slots, tuple, kinds, verdicts and confidence."""
    done = extract("eval", gold, run)
    assert done.returncode == 0
    assert f"{run}: 1 of 1 annotated documents joined by id" in done.stderr
    firsts = {line.split()[0] for line in done.stdout.splitlines() if line.strip()}
    assert {"detection", "metric", "dataset", "tuple", "result", "not", "methods", "confidence", "expected"} <= firsts


@pytest.mark.parametrize("columns", ["40", "60", "120"])
def test_tables_fit_the_terminal(gold: Path, run: Path, columns: str) -> None:
    """No line is longer than the terminal is wide, and F1 is always there."""
    done = extract("eval", gold, run, environment={"COLUMNS": columns})
    assert max(map(len, done.stdout.splitlines())) <= int(columns)
    assert " F1 " in done.stdout


def test_figures_are_those_of_the_scorer_of_the_real_abstracts(shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Detection, all slots and the tuple agree to the last printed digit, over all documents."""
    gold, out = shared / "gold" / "dev.jsonl", tmp_path / "out"
    assert extract("run", gold, "--out", out).returncode in (0, 1)
    answers = [{"id": record["id"], "quantities": record["data"]["quantities"]} for record in lines(out / "records.jsonl")]
    module = scorer_of(shared)
    module.quantities(module.argparse.Namespace(gold=gold, pred=write(tmp_path / "answers.jsonl", answers), part="all"))
    printed = [line.split() for line in capsys.readouterr().out.splitlines()]
    mine = figures(extract("eval", gold, out, "--json", "-", "--resamples", 0).stdout)

    def said(group: str, name: str, *parts: str) -> list[str]:
        return [f"{mine[group, name][part]['value'] or 0:.3f}" for part in parts]

    assert printed[1][2:7:2] == said("detection", "detection", "precision", "recall", "f1")
    for name, *numbers in printed[3:-1]:
        assert (name, numbers) == (name, said("slot", name, "right", "precision", "recall", "f1"))
    assert printed[-1][-5::2] == said("tuple", "tuple", "precision", "recall", "f1")


def test_gold_in_the_shape_of_records_gives_the_same_figures(gold: Path, run: Path, tmp_path: Path) -> None:
    """Flat or below `data`: the figures do not tell."""
    nested = write(
        tmp_path / "nested.jsonl", [{"id": "1", "text": TEXT, "data": {"quantities": [ACCURACY, OTHER, SPEED], "methods": ["WrenNet"]}}]
    )
    flat, below = (figures(extract("eval", one, run, "--json", "-").stdout) for one in (gold, nested))
    assert flat == below


def test_two_runs_are_compared_with_a_test(gold: Path, run: Path, tmp_path: Path) -> None:
    """Each line has both figures, the difference and a p-value; JSON holds them too."""
    worse = write(tmp_path / "worse.jsonl", [document("1", [ACCURACY])])
    done = extract("eval", gold, worse, run, "--json", tmp_path / "both.json")
    assert done.returncode == 0
    (recall,) = [line.split() for line in done.stdout.splitlines() if line.startswith("detection, recall")]
    assert recall[2:5] == ["0.333", "1.000", "+0.667"]
    both = json.loads((tmp_path / "both.json").read_text(encoding="utf-8"))
    assert [one["run"] for one in both["runs"]] == [str(worse), str(run)]
    assert both["differences"][0]["recall"]["value"] == pytest.approx(2 / 3)


def test_two_annotators_get_their_agreement(gold: Path, tmp_path: Path) -> None:
    """A second annotator's file is no run: kappas come with it."""
    other = write(tmp_path / "other.jsonl", [document("1", [ACCURACY, {**OTHER, "kind": "data"}, SPEED])])
    done = extract("eval", gold, other)
    (kind,) = [line.split() for line in done.stdout.splitlines() if line.startswith("  kind ") and len(line.split()) == 4]
    assert kind == ["kind", "0.667", "0.333", "0.500"]


def test_what_is_wrong_is_written_to_a_file(gold: Path, tmp_path: Path) -> None:
    """One case a line."""
    found = write(tmp_path / "found.jsonl", [document("1", [ACCURACY, {**OTHER, "dataset": "FinchSet"}])])
    assert extract("eval", gold, found, "--misses", tmp_path / "misses.jsonl").returncode == 0
    assert [(case["what"], case.get("slot")) for case in lines(tmp_path / "misses.jsonl")] == [("missed", None), ("wrong_slot", "dataset")]


def test_only_the_named_documents_count(gold: Path, run: Path, tmp_path: Path) -> None:
    """An id that is not in gold is an error that names it."""
    (tmp_path / "ids.txt").write_text("1\nnobody\n", encoding="utf-8")
    done = extract("eval", gold, run, "--ids", tmp_path / "ids.txt")
    assert (done.returncode, "ids that no document of GOLD has: 1, the first 'nobody'" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "no JSON"),
        ("[]", "no JSON object"),
        ('{"id": "2", "text": "…"}', "neither 'quantities' nor 'data'"),
        ('{"quantities": []}', "neither 'id' nor 'text'"),
        ('{"id": "2", "quantities": [{"start": 5, "end": 2}]}', "are no place"),
        ('{"id": "1", "quantities": []}', "id '1' stands in line 1 already"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(gold: Path, run: Path, line: str, message: str) -> None:
    """File, line, what is wrong, and what to do; no figure is printed of half a gold."""
    with gold.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    done = extract("eval", gold, run)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{gold}:2: " in done.stderr and message in done.stderr


def test_an_empty_gold_and_one_of_other_texts_are_errors(run: Path, tmp_path: Path) -> None:
    """Neither gives figures."""
    empty, other = write(tmp_path / "empty.jsonl", []), write(tmp_path / "other.jsonl", [document("9", [], text="Another text.")])
    assert [extract("eval", one, run).returncode for one in (empty, other, tmp_path / "nowhere.jsonl")] == [2, 2, 2]


def test_a_torn_last_line_of_a_stopped_run_is_left_out(gold: Path, run: Path) -> None:
    """What an interrupted run wrote half does not spoil the rest."""
    with (run / "records.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"record": 1, "id": "tor')
    assert extract("eval", gold, run).returncode == 0


def test_the_picture_is_drawn(gold: Path, run: Path, tmp_path: Path) -> None:
    """PNG and SVG, by the name's end; another end is an error before any work."""
    pytest.importorskip("matplotlib", reason="pictures need the extra 'plot'")
    for name, start in (("f.png", b"\x89PNG"), ("f.svg", b"<?xml")):
        assert extract("eval", gold, run, "--plot", tmp_path / name).returncode == 0
        assert (tmp_path / name).read_bytes().startswith(start)
    assert "let the name end in .png or .svg" in extract("eval", gold, run, "--plot", tmp_path / "f.pdf").stderr
