"""run.json: what a run was asked, with what, and how it went."""

from __future__ import annotations

import platform
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from extract.outputs.tally import Tally

LIBRARIES = ("abstract-extract", "openai", "instructor", "pydantic", "diskcache", "tenacity", "aiohttp", "genai-prices")
EXTRAS = ("anthropic", "google-genai")
State = Literal["running", "finished", "interrupted", "stopped"]


class Session(BaseModel):
    """One call of the command that worked on the run.

    Of its `requests`, so many were `answered` with success, so many `refused` for their number; `retries` were sent once more.
    """

    model_config = ConfigDict(extra="forbid")

    started: str
    seconds: float = 0.0
    num_done: int = 0
    num_kept: int = 0
    requests: int = 0
    answered: int = 0
    refused: int = 0
    retries: int = 0


class RunInfo(BaseModel):
    """The content of run.json. `fingerprint` holds everything that shapes a record; the same folder takes only the same one."""

    model_config = ConfigDict(extra="forbid")

    run: Literal[1] = 1
    id: str
    state: State = "running"
    stopped_by: str | None = None
    fingerprint: dict[str, Any]
    settings: dict[str, Any] = Field(default_factory=dict)
    versions: dict[str, str] = Field(default_factory=dict)
    num_documents: int
    not_started: int
    counts: Tally = Field(default_factory=Tally)
    sessions: list[Session] = Field(default_factory=list)
    warnings: list[str] = Field(default_factory=list)

    def write(self, path: Path) -> None:
        """Put the file in place in one step, so that no reader and no crash meets half of it."""
        temporary = path.with_name(path.name + ".new")
        temporary.write_text(self.model_dump_json(indent=2) + "\n", encoding="utf-8")
        temporary.replace(path)


def now() -> str:
    """Return the time in ISO form, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def library_versions() -> dict[str, str]:
    """Return the versions of Python and of the libraries that shape an answer; of extras only those that are installed."""
    found = {name: _version(name) for name in (*LIBRARIES, *EXTRAS)}
    known = {name: number or "not installed" for name, number in found.items() if number or name in LIBRARIES}
    return {"python": platform.python_version(), **known}


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
