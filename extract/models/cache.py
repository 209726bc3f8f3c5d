"""Answers that were paid for, kept on disk: the only module that knows diskcache.

diskcache unpickles what it finds, so a planted file would run code. Here only text is stored and read, always in the
database itself: pickled rows, outside files and foreign settings are refused. Each value carries a digest over its key
and text, so that a damaged answer counts as missing and is never served.
"""

from __future__ import annotations

import json
import logging
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

import diskcache
import platformdirs

from extract.errors import StoppedError

_FOLDER = "answers"
_ASIDE = "damaged-"
_DATABASE = "cache.db"
_SIDE_FILES = ("cache.db", "cache.db-wal", "cache.db-shm", "cache.db-journal")
_SETTINGS: Mapping[str, Any] = {
    "eviction_policy": "none",
    "cull_limit": 0,
    "statistics": 0,
    "sqlite_auto_vacuum": 0,
    "sqlite_mmap_size": 0,  # pages that are mapped count as memory of the process
    "sqlite_cache_size": 1024,  # pages
}
_KNOWN_SETTINGS = frozenset(diskcache.core.DEFAULT_SETTINGS) | frozenset(diskcache.core.METADATA)
_LOCK_SECONDS = 60
_ROOM = "free some space there, or name another folder with --cache-dir; then the same command goes on"
_NOTE_PREFIX = "note:"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """The raw body of an answered request, and who paid for it.

    `num_requests` counts the answered requests that it took, this one included.
    """

    body: str
    run_id: str
    document_id: str
    num_requests: int = 1
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Contents:
    """What a cache holds. Times are seconds since 1970."""

    num_answers: int = 0
    num_notes: int = 0
    num_damaged: int = 0
    num_set_aside: int = 0
    num_bytes: int = 0
    runs: set[str] = field(default_factory=set)
    oldest: float | None = None
    newest: float | None = None

    def add(self, key: Any, value: Any, mode: int, filename: str | None, stored: float) -> None:
        """Count one row."""
        is_text = isinstance(key, str) and isinstance(value, str) and mode == diskcache.core.MODE_RAW and filename is None
        text = _opened_text(key, value) if is_text else None
        if text is None:
            self.num_damaged += 1
        elif key.startswith(_NOTE_PREFIX):
            self.num_notes += 1
        else:
            self.num_answers += 1
            self.runs.add(json.loads(text.partition("\n")[0])["run"])
            self.oldest = min(stored, self.oldest or stored)
            self.newest = max(stored, self.newest or stored)


def default_folder(environ: Mapping[str, str]) -> Path:
    """Return EXTRACT_CACHE_DIR, else the platform's cache folder."""
    given = environ.get("EXTRACT_CACHE_DIR")
    return Path(given) if given else platformdirs.user_cache_path("extract", appauthor=False)


class _Refused(ValueError):
    """A row that this tool never writes."""


class _TextDisk(diskcache.Disk):  # type: ignore[misc]
    """Keys and values are text in the database; anything else is refused."""

    def put(self, key: Any) -> tuple[Any, bool]:
        if type(key) is not str:
            raise _Refused("keys are text")
        return key, True

    def get(self, key: Any, raw: bool) -> str:
        if not raw or type(key) is not str:
            raise _Refused("keys are text")
        return key

    def store(self, value: Any, read: bool, key: Any = None) -> tuple[int, int, None, str]:
        if read or type(value) is not str:
            raise _Refused("values are text")
        return 0, diskcache.core.MODE_RAW, None, value

    def fetch(self, mode: int, filename: str | None, value: Any, read: bool) -> str:
        if read or mode != diskcache.core.MODE_RAW or filename is not None or type(value) is not str:
            raise _Refused("values are text")
        return value

    def remove(self, file_path: str) -> None:
        """Remove nothing: no answer lives in a file of its own, whatever a row says."""


class AnswerCache:
    """Answers by key, shared by processes, never evicted. All calls are synchronous and take microseconds."""

    def __init__(self, folder: Path, *, notify: Callable[[str], None] = _log.warning, is_temporary: bool = False) -> None:
        self.folder = folder
        self.num_damaged = 0
        self._notify = notify
        self._is_temporary = is_temporary
        self._cache = self._opened()

    @classmethod
    def open(cls, folder: Path, *, notify: Callable[[str], None] = _log.warning) -> AnswerCache:
        """Open the cache in a folder of its own below `folder`, made if need be, closed to other users.

        A damaged database is set aside, and what can be read of it is taken over.
        """
        return cls(folder / _FOLDER, notify=notify)

    @classmethod
    def temporary(cls) -> AnswerCache:
        """Open an empty cache that `close` deletes."""
        return cls(Path(tempfile.mkdtemp(prefix="extract-")) / _FOLDER, is_temporary=True)

    def get(self, key: str) -> StoredAnswer | None:
        """Return the answer stored under a key; None for a missing, damaged or refused one."""
        text = self._read(key)
        return None if text is None else self._parsed(key, text)

    def put(self, key: str, answer: StoredAnswer) -> None:
        """Store an answer, durable against a kill of the process when this returns.

        Raises:
            StoppedError: the disk is full or cannot be written; nothing that is paid for could be kept.
        """
        meta = {"run": answer.run_id, "document": answer.document_id, "requests": answer.num_requests, **answer.extra}
        self._write(key, f"{json.dumps(meta)}\n{answer.body}")

    def recall(self, name: str) -> str | None:
        """Return what was noted under a name with `remember`."""
        return self._read(_NOTE_PREFIX + name)

    def remember(self, name: str, note: str) -> None:
        """Note something learned about a server, next to its answers."""
        self._write(_NOTE_PREFIX + name, note)

    def contents(self) -> Contents:
        """Read every row and count what is there; damaged rows are counted, and stay, until their answers are stored again."""
        found = Contents(num_bytes=sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file()))
        found.num_set_aside = len(list(self.folder.glob(f"{_ASIDE}*")))
        with closing(sqlite3.connect(self.folder / _DATABASE, timeout=_LOCK_SECONDS)) as connection:
            rows = connection.execute("SELECT key, value, mode, filename, store_time FROM Cache")
            while True:
                try:
                    row = rows.fetchone()
                except (sqlite3.DatabaseError, UnicodeDecodeError):
                    found.num_damaged += 1
                    break
                if row is None:
                    break
                found.add(*row)
        return found

    def clear(self) -> None:
        """Delete all answers and notes, and what was set aside as damaged."""
        self._cache.close()
        for path in self.folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
        self._cache = self._opened()

    def close(self) -> None:
        """Close the database; delete a temporary cache."""
        self._cache.close()
        if self._is_temporary:
            shutil.rmtree(self.folder.parent, ignore_errors=True)

    def _opened(self) -> Any:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.folder.chmod(0o700)
        try:
            _check_settings(self.folder / _DATABASE)
            return _connect(self.folder)
        except (sqlite3.DatabaseError, _Refused) as error:
            if _is_environment(error):
                raise StoppedError(f"the answer cache in {self.folder} cannot be opened: {error}", hint=_ROOM) from error
            return self._replaced(str(error))

    def _replaced(self, reason: str) -> Any:
        """Set the database aside, start a new one, and take over every answer that can still be read."""
        aside = _set_aside(self.folder)
        cache = _connect(self.folder)
        num_saved = 0
        for key, text in _readable_rows(aside / _DATABASE):
            if _opened_text(key, text) is not None:
                cache.set(key, text, retry=True)
                num_saved += 1
        self._notify(f"the answer cache was damaged ({reason}); set aside as {aside}, {num_saved} answers saved")
        return cache

    def _read(self, key: str) -> str | None:
        try:
            text = self._cache.get(key, retry=True)
        except _Refused:
            text = ""
        except sqlite3.DatabaseError as error:
            if _is_environment(error):
                raise StoppedError(f"the answer cache in {self.folder} cannot be read: {error}", hint=_ROOM) from error
            self._cache.close()
            self._cache = self._replaced(str(error))
            text = self._cache.get(key, retry=True)
        if text is None:
            return None
        opened = _opened_text(key, text) if isinstance(text, str) else None
        self.num_damaged += opened is None
        return opened

    def _write(self, key: str, text: str) -> None:
        sealed = f"{_digest(key, text)}\n{text}"
        try:
            self._cache.set(key, sealed, retry=True)
        except sqlite3.DatabaseError as error:
            if _is_environment(error):
                raise StoppedError(f"answers cannot be stored in {self.folder}: {error}", hint=_ROOM) from error
            self._cache.close()
            self._cache = self._replaced(str(error))
            self._cache.set(key, sealed, retry=True)

    def _parsed(self, key: str, text: str) -> StoredAnswer | None:
        head, _, body = text.partition("\n")
        try:
            meta = json.loads(head)
            return StoredAnswer(body, meta.pop("run"), meta.pop("document"), meta.pop("requests"), extra=meta)
        except (ValueError, KeyError, AttributeError):
            self.num_damaged += 1
            return None


def _connect(folder: Path) -> Any:
    return diskcache.Cache(str(folder), timeout=_LOCK_SECONDS, disk=_TextDisk, **_SETTINGS)


def _digest(key: str, text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12, key=key.encode()[:64]).hexdigest()


def _opened_text(key: str, sealed: str) -> str | None:
    digest, _, text = sealed.partition("\n")
    return text if digest == _digest(key, text) else None


def _is_environment(error: Exception) -> bool:
    """Say whether the fault is not the database's: a full or read-only disk, rights, a lock held too long."""
    words = ("full", "readonly", "read-only", "unable to open", "disk I/O", "locked", "permission")
    return isinstance(error, sqlite3.OperationalError) and any(word in str(error) for word in words)


def _check_settings(database: Path) -> None:
    """Refuse a database whose settings are not those that diskcache writes: it would set any of them on itself."""
    if not database.exists():
        return
    with closing(sqlite3.connect(database, timeout=_LOCK_SECONDS)) as connection:
        try:
            rows = connection.execute("SELECT key, value FROM Settings").fetchall()
        except sqlite3.OperationalError as error:
            if "no such table" in str(error):
                return
            raise
    for key, value in rows:
        if key not in _KNOWN_SETTINGS or not (isinstance(value, int) or value in ("none", "wal", "least-recently-stored")):
            raise _Refused(f"unknown setting {key!r}")


def _set_aside(folder: Path) -> Path:
    """Move the files of a database into a folder of their own and return it."""
    aside = Path(tempfile.mkdtemp(prefix=time.strftime(f"{_ASIDE}%Y%m%d-%H%M%S-"), dir=folder))
    for name in _SIDE_FILES:
        if (folder / name).exists():
            (folder / name).replace(aside / name)
    return aside


def _readable_rows(database: Path) -> Iterator[tuple[str, str]]:
    """Yield keys and values of a damaged database, row by row, skipping those that cannot be read."""
    try:
        with closing(sqlite3.connect(database)) as connection:
            (last,) = connection.execute("SELECT max(rowid) FROM Cache").fetchone()
            for rowid in range(1, (last or 0) + 1):
                yield from _row(connection, rowid)
    except sqlite3.DatabaseError:
        return


def _row(connection: sqlite3.Connection, rowid: int) -> list[tuple[str, str]]:
    try:
        rows = connection.execute("SELECT key, value FROM Cache WHERE rowid = ?", (rowid,)).fetchall()
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return []
    return [(key, value) for key, value in rows if isinstance(key, str) and isinstance(value, str)]
