"""records.jsonl and run.json: written, taken up again, refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extract.errors import ErrorKind, RunFolderError, UsageError
from extract.outputs.record_file import RecordWriter, scan_records
from extract.outputs.run_folder import differences, earlier_run, locked
from extract.outputs.run_info import RunInfo
from extract.records import Record, RecordError, Status


def record(name: str, *, failed: bool = False) -> Record:
    """A record without data."""
    error = RecordError(kind=ErrorKind.TIMED_OUT, message="no answer", retryable=True) if failed else None
    return Record(id=name, text="t", status=Status.FAILED if failed else Status.EMPTY, model="m", schema_="paper@1", error=error)


def ids(path: Path) -> list[tuple[str, str]]:
    """Id and status of each line."""
    return [(row["id"], row["status"]) for row in map(json.loads, path.read_text().splitlines())]


def write(path: Path, *records: Record) -> None:
    """Write records as an earlier call did."""
    path.write_text("".join(record.to_json() + "\n" for record in records))


def failed(record: Record) -> bool:
    return record.error is not None


def test_a_torn_last_line_is_cut_off_and_writing_goes_on_behind_the_whole_ones(tmp_path: Path) -> None:
    """A killed process may leave half a line; the records before it stay as they are."""
    path = tmp_path / "records.jsonl"
    write(path, record("a"), record("b"))
    with path.open("a") as file:
        file.write(record("c").to_json()[:40])
    scan = scan_records(path, failed)
    writer = RecordWriter(path, scan)
    writer.write(record("c"), 2)
    writer.close()
    assert scan.num_lines == 2
    assert ids(path) == [("a", "empty"), ("b", "empty"), ("c", "empty")]


def test_failed_records_in_the_middle_are_replaced_in_their_place(tmp_path: Path) -> None:
    """The order of the file stays that of the input."""
    path = tmp_path / "records.jsonl"
    write(path, record("a"), record("b", failed=True), record("c"), record("d", failed=True), record("e"))
    writer = RecordWriter(path, scan_records(path, failed))
    writer.write(record("b"), 1)
    writer.write(record("d"), 3)
    writer.close()
    assert ids(path) == [(name, "empty") for name in "abcde"]


def test_a_stop_in_the_middle_of_a_rewrite_keeps_what_was_not_reached(tmp_path: Path) -> None:
    """The second failed record stays failed, and nothing behind it is lost."""
    path = tmp_path / "records.jsonl"
    write(path, record("a"), record("b", failed=True), record("c"), record("d", failed=True), record("e"))
    writer = RecordWriter(path, scan_records(path, failed))
    writer.write(record("b"), 1)
    writer.close()
    assert ids(path) == [("a", "empty"), ("b", "empty"), ("c", "empty"), ("d", "failed"), ("e", "empty")]


def test_a_kill_in_the_middle_of_a_rewrite_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    """The new file takes the old one's place only when it is whole."""
    path = tmp_path / "records.jsonl"
    write(path, record("a", failed=True), record("b"))
    before = path.read_bytes()
    writer = RecordWriter(path, scan_records(path, failed))
    writer.write(record("a"), 0)
    assert path.read_bytes() == before
    writer.close()


def test_a_line_that_is_no_record_is_an_error_that_names_it(tmp_path: Path) -> None:
    """Nothing is overwritten because it could not be understood."""
    path = tmp_path / "records.jsonl"
    path.write_text(record("a").to_json() + '\n{"id": 7}\n')
    with pytest.raises(RunFolderError, match=r"records\.jsonl:2: not a record"):
        scan_records(path, failed)


def test_another_fingerprint_is_refused_and_says_what_differs(tmp_path: Path) -> None:
    """A folder takes only the run that it was made for, unless it may be overwritten."""
    before = {"inputs": [{"path": "a.txt", "size": 1, "sha256": "x"}], "model": "builtin"}
    RunInfo(id="1", fingerprint=before, num_documents=1, not_started=0).write(tmp_path / "run.json")
    after = {"inputs": [{"path": "a.txt", "size": 2, "sha256": "y"}], "model": "openai/gpt"}
    with pytest.raises(RunFolderError, match=r"inputs \(a\.txt\); model was 'builtin', now 'openai/gpt'"):
        earlier_run(tmp_path, after, overwrite=False)
    assert earlier_run(tmp_path, after, overwrite=True) is None


def test_what_stands_for_other_things_is_named_by_them() -> None:
    """A digest tells nobody what has changed."""
    assert differences({"rules": "a1", "prompt_sha256": "b1"}, {"rules": "a2", "prompt_sha256": "b2"}) == [
        "the rules that read and check texts, which come with another version of extract",
        "the words of the prompt",
    ]


def test_the_same_fingerprint_is_continued(tmp_path: Path) -> None:
    """The run keeps its id, so that what it paid for stays its own."""
    RunInfo(id="1", fingerprint={"model": "builtin"}, num_documents=1, not_started=0).write(tmp_path / "run.json")
    earlier = earlier_run(tmp_path, {"model": "builtin"}, overwrite=False)
    assert earlier is not None and earlier.id == "1"


def test_records_without_a_run_json_are_not_touched(tmp_path: Path) -> None:
    """Somebody's file of that name is not ours to append to."""
    (tmp_path / "records.jsonl").write_text("mine\n")
    with pytest.raises(RunFolderError, match=r"holds records\.jsonl but no run\.json"):
        earlier_run(tmp_path, {}, overwrite=False)


def test_two_runs_at_once_in_one_folder_are_refused(tmp_path: Path) -> None:
    """The second one says so and touches nothing."""
    with locked(tmp_path), pytest.raises(RunFolderError, match="another run is writing"), locked(tmp_path):
        pass


def test_an_out_that_is_a_file_is_a_usage_error(tmp_path: Path) -> None:
    """The message names the option."""
    (tmp_path / "out").write_text("")
    with pytest.raises(UsageError, match=r"--out .*out: cannot be used"), locked(tmp_path / "out"):
        pass


def test_a_record_survives_the_way_through_json() -> None:
    """Reading a line back gives an equal record, with the schema's own classes in `data`."""
    whole = Record.model_validate(
        {
            "id": "a",
            "text": "83.6%",
            "status": "ok",
            "model": "m",
            "schema": "paper@1",
            "data": {"quantities": [{"quote": "83.6%", "value": "83.6", "unit": "%", "kind": "result", "start": 0, "end": 5}]},
        }
    )
    again = Record.model_validate_json(whole.to_json())
    assert again == whole
    assert json.loads(whole.to_json())["data"]["quantities"][0]["value"] == 83.6
