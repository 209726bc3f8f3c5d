"""Unusable input: one line that names the file, the line, what was expected, and what to do."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from extract.errors import InputError
from extract.sources import read_documents

EXPECTED = "expected a listing page saved as text, plain text, JSON Lines or CSV with a column text or abstract"


def failure(*paths: Path | str) -> InputError:
    """Return the error that reading everything ends with."""
    with pytest.raises(InputError) as caught:
        list(read_documents([str(path) for path in paths], warn=lambda message: None))
    return caught.value


def write(folder: Path, content: bytes) -> Path:
    path = folder / "input"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "the file is empty"),
        (b" \n\n", "nothing but blanks at the beginning"),
        (b"%PDF-1.7\n...", "a PDF"),
        (gzip.compress(b"text"), "gzip-compressed"),
        (b"PK\x03\x04...", "a ZIP archive or an office document"),
        (b"PAR1\x00", "a Parquet table"),
        (b"text\x00more", "a binary file"),
        ("text".encode("utf-16"), "text in UTF-16"),
        (b"<!DOCTYPE html><html></html>", "an HTML page"),
        (b"\n<html lang='en'>", "an HTML page"),
        (b"<?xml version='1.0'?><feed/>", "XML"),
        (b"@article{fern, title={Ferns}}", "BibTeX"),
        (b"TY  - JOUR\nTI  - Ferns\n", "an RIS file"),
        (b'[{"text": "x"}]', "a JSON array"),
        (b'{\n  "text": "x"\n}', "a JSON object over several lines"),
    ],
)
def test_a_file_in_no_known_format_is_named(tmp_path: Path, content: bytes, what: str) -> None:
    """The message says what the file is and what was expected; the hint says what to do."""
    error = failure(path := write(tmp_path, content))
    assert str(error) == f"{path}: {what}; {EXPECTED}"
    assert error.hint


NO_QUOTES = "Expecting property name enclosed in double quotes"
JSON_LINES = [
    (b'{"text": "a"}\n{"text": "b"', 2, "not JSON (Expecting ',' delimiter: line 1 column 13 (char 12)); expected one object per line"),
    (b'{"text": "a"}\n[1]\n', 2, "not a JSON object; expected one object per line"),
    (b'{"text": "a"}\n\n{"title": "b", "n": 1}\n', 3, 'neither "text" nor "abstract"; the keys are title, n'),
    (b'{"text": 5}\n', 1, '"text" is a number, expected a string'),
    (b'{"text": "a", "title": ["b"]}\n', 1, '"title" is a list, expected a string'),
    (b'{"text": "a", "id": 1.5}\n', 1, '"id" is a number, expected a string or a whole number'),
    (b'{"text": "a", "id": true}\n', 1, '"id" is true or false, expected a string or a whole number'),
    (b'{"text": "a", "year": NaN}\n', 1, "not JSON (NaN is not a JSON number); expected one object per line"),
    (b'{"text": "\\ud83e"}\n', 1, "holds half a surrogate pair (\\ud800 to \\udfff), which is no character"),
    (b'{"text": "a"}\n{"text": "\xff"}\n', 2, "not UTF-8 (byte 11 of the line)"),
    (b'{text: "a"}\n', 1, f"not JSON ({NO_QUOTES}: line 1 column 2 (char 1)); expected one object per line"),
    (b"{'text': 'a'}\n", 1, f"not JSON ({NO_QUOTES}: line 1 column 2 (char 1)); expected one object per line"),
]


@pytest.mark.parametrize(("content", "line", "message"), JSON_LINES)
def test_a_bad_json_line_is_named(tmp_path: Path, content: bytes, line: int, message: str) -> None:
    """The error carries file and line, in its text and as values."""
    error = failure(path := write(tmp_path, content))
    assert (error.path, error.line, str(error)) == (str(path), line, f"{path}:{line}: {message}")


def test_deeply_nested_json_is_a_bad_line(tmp_path: Path) -> None:
    """A line that no parser can follow is an error of the input, not a crash."""
    error = failure(write(tmp_path, b'{"text": ' + b"[" * 200_000))
    assert (error.line, "not JSON" in str(error)) == (1, True)


def test_a_table_without_rows_is_an_error(tmp_path: Path) -> None:
    """A header alone holds no document."""
    assert str(failure(path := write(tmp_path, b"id,text\n"))) == f"{path}: no document found; {EXPECTED}"


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"id,text\na,one\nb,two,three\n", 3, "the row has 3 fields, the header 2 (id, text)"),
        (b'id,text\na,"one\nb"\nc,"two\n', 4, "the row that begins here is not CSV (unexpected end of data)"),
        (b"id,text\na,one\nb,\xff\n", 3, "not UTF-8 (byte 3 of the line)"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, content: bytes, line: int, message: str) -> None:
    """The error names the line where the row begins."""
    error = failure(path := write(tmp_path, content))
    assert str(error) == f"{path}:{line}: {message}"


def test_text_that_is_not_utf8_names_the_line(tmp_path: Path) -> None:
    """A text in another encoding is broken, in a folder too: it is not passed over."""
    path = write(tmp_path, b"Ferns\r\n\r\ngrow in caf\xe9s")
    assert str(failure(path)) == str(failure(tmp_path)) == f"{path}:3: not UTF-8 (byte 21 of the file)"


def test_a_nul_far_down_is_found(tmp_path: Path) -> None:
    """Binary content behind a long beginning of text is found when the file is read."""
    assert "a binary file (byte 100001 is NUL)" in str(failure(write(tmp_path, b"x" * 100_000 + b"\x00")))


def test_paths_that_lead_nowhere(tmp_path: Path) -> None:
    """A missing path, an empty folder, a pipe and standard input named twice are errors that name them."""
    pipe = tmp_path / "folder" / "pipe"
    pipe.parent.mkdir()
    assert str(failure(tmp_path / "none")) == f"{tmp_path / 'none'}: no such file or folder"
    assert str(failure(pipe.parent)) == f"{pipe.parent}: the folder holds no files"
    os.mkfifo(pipe)
    assert str(failure(pipe)) == f"{pipe}: not a regular file"
    assert str(failure("-", "-")) == "-: named more than once, but it can be read once only"
    assert str(failure("-")) == "-: there is no standard input here"


def test_every_unreadable_path_is_found_before_any_work(tmp_path: Path) -> None:
    """A path that leads nowhere is an error even when it stands behind a good one, before the first document is read."""
    good = write(tmp_path, b"We count 12 ferns.")
    documents = read_documents([str(good), str(tmp_path / "none")])
    with pytest.raises(InputError, match="no such file or folder"):
        next(documents)


def test_a_folder_with_nothing_to_read_is_an_error(tmp_path: Path) -> None:
    """A folder of which every file was passed over gives no silent empty run."""
    write(tmp_path, b"\x89PNG\r\n\x1a\n\x00")
    assert str(failure(tmp_path)) == f"{tmp_path}: no document found; {EXPECTED}"
