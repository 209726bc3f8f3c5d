"""Stored answers: safe against planted files, damage, and other processes."""

from __future__ import annotations

import multiprocessing
import pickle
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import Any

import diskcache
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.models.cache import AnswerCache, StoredAnswer, default_folder

ANSWER = StoredAnswer('{"choices": []}', run_id="run", document_id="page.txt#3", num_requests=2)


class Bomb:
    """Makes a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return (Path.touch, (self.path,))


def filled(folder: Path, num: int = 1) -> Path:
    """Store some answers and return the database's path."""
    cache = AnswerCache.open(folder)
    for n in range(num):
        cache.put(f"key{n}", ANSWER)
    cache.close()
    return folder / "answers" / "cache.db"


def test_an_answer_comes_back_as_it_was_stored(tmp_path: Path) -> None:
    """Also in a later process, and under its own key only."""
    filled(tmp_path)
    cache = AnswerCache.open(tmp_path)
    assert (cache.get("key0"), cache.get("key1")) == (ANSWER, None)
    cache.close()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back(tmp_path: Path, body: str, document_id: str) -> None:
    """Line breaks, control characters and what is not ASCII included."""
    cache = AnswerCache.open(tmp_path)
    stored = StoredAnswer(body, "run", document_id)
    cache.put("key", stored)
    assert cache.get("key") == stored
    cache.close()


def test_the_folder_is_closed_to_others(tmp_path: Path) -> None:
    """It holds other people's unpublished texts, in a way."""
    folder = filled(tmp_path).parent
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_planted_pickle_is_not_run(tmp_path: Path) -> None:
    """Neither as a value in the database nor as one in a file beside it."""
    database, mark = filled(tmp_path), tmp_path / "ran"
    planted = diskcache.Cache(str(database.parent), eviction_policy="none", disk_min_file_size=10)
    planted["key0"] = Bomb(mark)
    planted["key1"] = {"bomb": Bomb(mark), "padding": "x" * 100_000}
    planted.close()
    cache = AnswerCache.open(tmp_path)
    assert [cache.get("key0"), cache.get("key1"), cache.num_damaged, mark.exists()] == [None, None, 2, False]
    cache.close()


def test_a_row_that_names_an_outside_file_neither_reads_nor_deletes_it(tmp_path: Path) -> None:
    """Overwriting such a row leaves the file alone."""
    database, outside = filled(tmp_path), tmp_path / "outside.txt"
    outside.write_text("private")
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE Cache SET mode = 3, value = NULL, filename = '../outside.txt'")
    cache = AnswerCache.open(tmp_path)
    assert cache.get("key0") is None
    cache.put("key0", ANSWER)
    assert (cache.get("key0"), outside.read_text()) == (ANSWER, "private")
    cache.close()


def test_a_changed_answer_is_never_served(tmp_path: Path) -> None:
    """A digit that was altered on disk, and an answer moved to another key, count as missing."""
    database = filled(tmp_path, 2)
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE Cache SET value = replace(value, '#3', '#4') WHERE key = 'key0'")
        connection.execute("UPDATE Cache SET key = 'key2' WHERE key = 'key1'")
    cache = AnswerCache.open(tmp_path)
    assert [cache.get(f"key{n}") for n in range(3)] == [None, None, None]
    assert cache.num_damaged == 2
    cache.close()


@pytest.mark.parametrize("what", ["junk", "torn", "settings"])
def test_a_damaged_database_is_set_aside_and_what_can_be_read_is_saved(tmp_path: Path, what: str) -> None:
    """The run goes on with a new database and a message."""
    database, messages = filled(tmp_path, 500), list[str]()
    if what == "settings":
        with closing(sqlite3.connect(database)) as connection, connection:
            connection.execute("INSERT INTO Settings VALUES ('_disk', 'x')")
    else:
        content = bytearray(database.read_bytes())
        content[0 if what == "junk" else 60_000 : 90_000] = b"\x07" * (90_000 if what == "junk" else 30_000)
        database.write_bytes(content)
    cache = AnswerCache.open(tmp_path, notify=messages.append)
    num_saved = sum(cache.get(f"key{n}") == ANSWER for n in range(500))
    cache.put("key0", ANSWER)
    cache.close()
    assert {"junk": num_saved == 0, "torn": 0 < num_saved < 500, "settings": num_saved == 500}[what]
    assert len(messages) == 1 and "set aside" in messages[0]
    assert len(list(database.parent.glob("damaged-*/cache.db"))) == 1


def put_many(folder: Path, first: int) -> None:
    """Store a hundred answers: run in a process of its own."""
    cache = AnswerCache.open(folder)
    for n in range(first, first + 100):
        cache.put(f"key{n}", ANSWER)
    cache.close()


def test_two_processes_share_a_cache(tmp_path: Path) -> None:
    """Both write at once, and nothing is lost."""
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=put_many, args=(tmp_path, first)) for first in (0, 100)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    cache = AnswerCache.open(tmp_path)
    assert all(cache.get(f"key{n}") == ANSWER for n in range(200))
    cache.close()


def test_a_temporary_cache_leaves_nothing_behind() -> None:
    """Its folder is gone when it is closed."""
    cache = AnswerCache.temporary()
    cache.put("key", ANSWER)
    assert cache.get("key") == ANSWER
    cache.close()
    assert not cache.folder.parent.exists()


def test_the_environment_names_the_folder(tmp_path: Path) -> None:
    """EXTRACT_CACHE_DIR, else the platform's."""
    assert default_folder({"EXTRACT_CACHE_DIR": str(tmp_path)}) == tmp_path
    assert default_folder({}).name == "extract"


def test_this_test_could_fail(tmp_path: Path) -> None:
    """The bomb of these tests goes off where pickles are read."""
    pickle.loads(pickle.dumps(Bomb(tmp_path / "ran")))
    assert (tmp_path / "ran").exists()
