"""Reading documents: JSON Lines, CSV, plain texts, folders, standard input; ids, places and meta."""

from __future__ import annotations

import gzip
import hashlib
import io
import itertools
import json
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest

from extract.documents import Document, Source
from extract.sources import document_to_json, input_fingerprint, read_documents, spool
from extract.sources.ids import SeenKeys

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"


class OneWay(io.RawIOBase):
    """A stream that can be read once, as a pipe can."""

    def __init__(self, data: bytes) -> None:
        self._data = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        return self._data.readinto(buffer)


def pipe(data: bytes) -> BinaryIO:
    return cast(BinaryIO, io.BufferedReader(cast(io.FileIO, OneWay(data))))


def read(*paths: Path | str, stdin: bytes | None = None, expected_warnings: list[str] | None = None) -> list[Document]:
    """Read everything; the warnings have to be the expected ones."""
    warnings: list[str] = []
    stream = None if stdin is None else pipe(stdin)
    found = list(read_documents([str(path) for path in paths], stdin=stream, warn=warnings.append))
    assert warnings == (expected_warnings or [])
    return found


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_json_lines() -> None:
    """Ids are the input's own or made of name and position; a repeated one gets a number; meta leaves gold out."""
    path = FIXTURES / "abstracts.jsonl"
    found = read(path, expected_warnings=[f"{path}:5: the id 'harbor-1' is taken already: this document is harbor-1~2"])
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert [one.id for one in found] == ["harbor-1", "harbor-2", "abstracts.jsonl#2", "17", "harbor-1~2"]
    assert [one.title for one in found] == [line["title"] for line in lines]
    assert [one.text for one in found] == [line.get("text", line.get("abstract")) for line in lines]
    assert [one.source for one in found] == [Source(path=str(path), line=number) for number in range(1, 6)]
    metas = [{"year": 2023, "topics": ["charts", "question answering"]}, {"year": 2021}, {"lang": "en"}, {}]
    assert [dict(one.meta) for one in found] == [*metas, {"note": "same id as the first line"}]


def test_a_table() -> None:
    """Rows become documents; newlines and quotes in fields are kept, `line` is where the row begins, other columns are meta."""
    path = FIXTURES / "abstracts.csv"
    found = read(path)
    assert [one.id for one in found] == ["c1", "c2", "abstracts.csv#2", "c4"]
    assert [one.source and one.source.line for one in found] == [2, 3, 5, 6]
    assert [one.title for one in found][2:] == ["Backgammon Engines on a Pocket Calculator", None]
    assert found[1].text.startswith('A sorting line with "sensors for 8 cents" tells five plastics apart.\nPurity is')
    assert [dict(one.meta) for one in found] == [{"year": "2022"}, {"year": "2020"}, {"year": "2019"}, {"year": "2024"}]


def test_a_folder_of_plain_texts() -> None:
    """Files are read in the order of their names, folders included; a short first line is the title."""
    folder = FIXTURES / "notes"
    lamp, scheduler, tomatoes = read(folder)
    assert [one.id for one in (lamp, scheduler, tomatoes)] == ["older/lamp.txt#0", "scheduler.txt#0", "tomatoes.txt#0"]
    assert [one.title for one in (lamp, scheduler, tomatoes)] == ["A Lamp That Knows When to Dim", "Notes on a Slow Scheduler", None]
    content = (folder / "scheduler.txt").read_text("utf-8")
    assert scheduler.source == Source(path=str(folder / "scheduler.txt"), title_start=0, start=27, end=len(content) - 1)
    assert scheduler.text == content[27:-1]


def test_standard_input() -> None:
    """ "-" reads standard input, whatever it holds, and ids begin with "-"."""
    (found,) = read("-", stdin=b'{"text": "We count 12 ferns."}\n')
    assert found == Document(id="-#0", text="We count 12 ferns.", source=Source(path="-", line=1))
    (found,) = read("-", stdin=b"We count 12 ferns.\n")
    assert found == Document(id="-#0", text="We count 12 ferns.", source=Source(path="-", start=0, end=18))


HEADERS = ["id,title,text", "Id;Title;Abstract", "id\ttitle\tabstract", '"id","title","text"', "\ufeffid,title,text"]


@pytest.mark.parametrize("header", HEADERS)
def test_tables_are_known_by_their_header(tmp_path: Path, header: str) -> None:
    """Comma, semicolon and tab separate; names may be quoted or capitalised; a byte order mark is no part of them."""
    separator = next(mark for mark in ",;\t" if mark in header)
    path = write(tmp_path, "no_extension", header + "\n" + separator.join(["a", "Ferns", "They grow 3%."]) + "\n")
    assert [(one.id, one.title, one.text) for one in read(path)] == [("a", "Ferns", "They grow 3%.")]


@pytest.mark.parametrize("text", ["Text, images and sound: 12 models.\nNothing else.", "abstract\nWe count 12 ferns, and 3 lamps.", "text"])
def test_prose_that_begins_like_a_table_is_prose(tmp_path: Path, text: str) -> None:
    """A first line that merely holds the word text or abstract makes no table."""
    (found,) = read(write(tmp_path, "notes.txt", text))
    assert found.text == text


def test_a_table_without_a_known_column_is_said_to_be_read_as_text(tmp_path: Path) -> None:
    """What was meant as a table of documents is not taken for one text without a word."""
    path = write(tmp_path, "papers.csv", 'paper,summary\n1,"It has 12 layers."\n')
    said: list[str] = []
    assert len(list(read_documents([str(path)], warn=said.append))) == 1
    assert len(said) == 1 and "names no column text or abstract" in said[0]


def test_the_name_of_a_file_plays_no_part(tmp_path: Path) -> None:
    """JSON Lines in a file called .txt are JSON Lines, and text in one called .jsonl is text."""
    lines = write(tmp_path, "a.txt", '{"text": "one"}\n\n{"abstract": "two", "text": null}\n{"text": "", "abstract": "three"}\n')
    text = write(tmp_path, "b.jsonl", "{curly} braces begin this text of 12 words.")
    found = [(one.id, one.text, one.source.line) for one in read(lines) if one.source]
    assert found == [("a.txt#0", "one", 1), ("a.txt#1", "two", 3), ("a.txt#2", "three", 4)]
    assert read(text)[0].text == "{curly} braces begin this text of 12 words."


def test_offsets_of_a_text_count_the_characters_of_the_decoded_file(tmp_path: Path) -> None:
    """The byte order mark does not count, CR LF counts two, characters beyond 16 bits one; outer blanks are left out."""
    (found,) = read(write(tmp_path, "a.txt", "\ufeff\r\n 🧪 Ferns\r\n\r\nThey grow\r\nby 3% a week. \r\n"))
    assert found.title == "🧪 Ferns"
    assert found.source == Source(path=str(tmp_path / "a.txt"), title_start=3, start=14, end=38)
    assert found.text == "They grow\r\nby 3% a week."


@pytest.mark.parametrize("first", ["A whole sentence stands here.", "A list follows,", "x" * 201])
def test_a_first_line_that_is_no_title_belongs_to_the_text(tmp_path: Path, first: str) -> None:
    """A sentence, half a sentence and a long line are text, not titles."""
    content = first + "\n\n" + "Ferns grow by 3% a week in most of the offices that we visited. " * 4
    assert [(one.title, one.text) for one in read(write(tmp_path, "a.txt", content))] == [(None, content.strip())]


def test_keys_that_look_like_gold_or_an_earlier_run_are_left_out(tmp_path: Path) -> None:
    """Only keys that are nobody's answers reach `meta`; the line's own `meta` wins over keys of the same name."""
    line: dict[str, Any] = {"text": "x", "quantities": [1], "methods": [], "datasets": [], "code_urls": [], "data": {}}
    line |= {"checks": [], "status": "ok"}
    line |= {"page": "p", "source": "web", "year": 1, "meta": {"year": 2, "k": None}}
    (found,) = read(write(tmp_path, "a.jsonl", json.dumps(line)))
    assert found.meta == {"page": "p", "source": "web", "year": 2, "k": None}


@pytest.mark.parametrize("path", ["pages", "abstracts.csv", "notes"])
def test_documents_written_as_json_lines_come_back_equal(tmp_path: Path, path: str) -> None:
    """Id, title, text, source and meta survive, non-ASCII characters and newlines too."""
    found = read(FIXTURES / path)
    lines = "".join(json.dumps(document_to_json(one), ensure_ascii=False) + "\n" for one in found)
    assert read(write(tmp_path, "split.jsonl", lines)) == found


def test_the_json_of_a_document_has_stable_keys() -> None:
    """Absent values are null, and a document without a place has null for it."""
    document = Document(id="a", text="x", title=None, source=None, meta={"k": 1})
    assert json.dumps(document_to_json(document)) == '{"id": "a", "title": null, "text": "x", "source": null, "meta": {"k": 1}}'


def test_repeated_ids_get_numbers_over_the_whole_run(tmp_path: Path) -> None:
    """Ids of two files can meet, and so can numbered ids with given ones; every document has an id of its own."""
    one = write(tmp_path, "one/a.txt", "first text")
    two = write(tmp_path, "two/a.txt", "second text")
    more = write(tmp_path, "b.jsonl", '{"id": "a.txt#0~3", "text": "x"}\n{"id": "a.txt#0", "text": "y"}\n')
    message = ": the id 'a.txt#0' is taken already: this document is a.txt#0"
    found = read(one, two, more, expected_warnings=[f"{two}{message}~2", f"{more}:2{message}~4"])
    assert [document.id for document in found] == ["a.txt#0", "a.txt#0~2", "a.txt#0~3", "a.txt#0~4"]


def test_many_repeated_ids_are_summed_up(tmp_path: Path) -> None:
    """After ten warnings the rest are counted."""
    warnings: list[str] = []
    path = write(tmp_path, "a.jsonl", '{"id": 1, "text": "x"}\n' * 500)
    ids = [one.id for one in read_documents([str(path)], warn=warnings.append)]
    assert (len(set(ids)), ids[-1], len(warnings)) == (500, "1~500", 11)
    assert warnings[-1] == "489 more documents had an id that was taken already; each got a number"


def test_seen_keys_stay_exact_while_they_grow() -> None:
    """Ten thousand keys are new once and known ever after."""
    seen = SeenKeys()
    assert [seen.add(f"key {number}") for number in range(10_000)] == [True] * 10_000
    assert [seen.add(f"key {number}") for number in range(10_000)] == [False] * 10_000
    assert len(seen) == 10_000


def test_lines_are_read_one_at_a_time(tmp_path: Path) -> None:
    """The first documents of a file come before its later lines are looked at, so that a bad line stops nothing above it."""
    path = write(tmp_path, "a.jsonl", '{"text": "one"}\n{"text": "two"}\nbroken\n')
    assert [one.text for one in itertools.islice(read_documents([str(path)]), 2)] == ["one", "two"]


def test_a_folder_passes_over_what_is_no_input(tmp_path: Path) -> None:
    """Hidden files are silent; images, archives and empty files are named; texts are read."""
    write(tmp_path, ".hidden", "no")
    write(tmp_path, ".git/config", "no")
    image = write(tmp_path, "a.png", b"\x89PNG\r\n\x1a\n\x00")
    empty = write(tmp_path, "b.txt", "")
    packed = write(tmp_path, "c.gz", gzip.compress(b"text"))
    write(tmp_path, "d/e.txt", "We count 12 ferns.")
    expected = "expected a listing page saved as text, plain text, JSON Lines or CSV with a column text or abstract"
    skipped = [(image, "an image"), (empty, "the file is empty"), (packed, "gzip-compressed")]
    (found,) = read(tmp_path, expected_warnings=[f"{path}: skipped: {what}; {expected}" for path, what in skipped])
    assert found.id == "d/e.txt#0"


def test_fingerprints_name_size_and_hash_of_every_file(tmp_path: Path) -> None:
    """Names are those of the ids, so that the place where a command runs plays no part."""
    write(tmp_path, "d/a.txt", "ferns")
    alone = write(tmp_path, "b.txt", "lamps")
    expected = [
        {"path": "a.txt", "size": 5, "sha256": hashlib.sha256(b"ferns").hexdigest()},
        {"path": "b.txt", "size": 5, "sha256": hashlib.sha256(b"lamps").hexdigest()},
    ]
    assert input_fingerprint([str(tmp_path / "d"), str(alone)]) == expected


def test_standard_input_can_be_hashed_and_then_read() -> None:
    """A spooled pipe gives its fingerprint first and its documents afterwards."""
    with spool(pipe(b"We count 12 ferns.")) as stdin:
        digest = hashlib.sha256(b"We count 12 ferns.").hexdigest()
        assert input_fingerprint(["-"], stdin=stdin) == [{"path": "-", "size": 18, "sha256": digest}]
        for _ in range(2):
            assert [one.text for one in read_documents(["-"], stdin=stdin)] == ["We count 12 ferns."]


def test_a_pipe_is_not_hashed_away() -> None:
    """A fingerprint of what can be read only once would lose it, and is refused."""
    with pytest.raises(ValueError, match="pass what spool"):
        input_fingerprint(["-"], stdin=pipe(b"text"))


def test_long_lines_take_linear_time(tmp_path: Path) -> None:
    """Twenty megabytes on one line are one document, in the time it takes to read them."""
    path = write(tmp_path, "a.txt", "Ferns grow by 3% a week. " * 800_000)
    assert [len(one.text) for one in read(path)] == [800_000 * 25 - 1]
