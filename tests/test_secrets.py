"""A key planted everywhere it can come from, and looked for everywhere it could get to."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.models.providers import resolve_target
from tests.command import extract
from tests.server import RunningServer, Settings, run_server
from tests.test_paid_runs import documents

KEY = "sk-planted-0123456789abcdef"
PASSWORD = "planted-pass-word"


@pytest.fixture(scope="module")
def running() -> Iterator[RunningServer]:
    with run_server() as server:
        yield server


def places(folder: Path) -> bytes:
    """Return the names and contents of all files."""
    return b"\0".join(str(path).encode() + path.read_bytes() for path in folder.rglob("*") if path.is_file())


SITUATIONS = {
    "fine": Settings(),
    "refused": Settings(key="another"),
    "echoed": Settings(replies={"accuracy": {"methods": [KEY, PASSWORD], "datasets": [], "code_urls": [], "quantities": []}}),
    "echoed in an error": Settings(scripted=("echo_headers",) * 9),
    "broken": Settings(scripted=("html", "cut_body", "disconnect", "500", "malformed") * 3),
    "no quota": Settings(quota=0),
    "no model": Settings(models=("other",)),
}


@pytest.mark.parametrize("situation", ["refused", "broken"])
def test_no_secret_reaches_a_file_or_a_message(running: RunningServer, tmp_path: Path, situation: str) -> None:
    """Neither key nor password, plain or as a header holds it."""
    look_for_secrets(running, tmp_path, situation, ("--verbose",))


@pytest.mark.slow
@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize("more", [(), ("--verbose", "--max-cost", "1", "--price-input", "1", "--price-output", "1", "--reask", "2")])
def test_whatever_the_server_does_no_secret_is_shown(running: RunningServer, tmp_path: Path, situation: str, more: tuple[str, ...]) -> None:
    """Also when it repeats them in its answers and errors."""
    look_for_secrets(running, tmp_path, situation, more)


def look_for_secrets(running: RunningServer, tmp_path: Path, situation: str, more: tuple[str, ...]) -> None:
    """Run twice, and look through all files and all that was said."""
    running.configure(SITUATIONS[situation])
    url = running.url.replace("://", f"://user:{PASSWORD}@") if "--verbose" in more else running.url
    environment = {"OPENAI_API_KEY": KEY, "EXTRACT_CACHE_DIR": str(tmp_path / "answers"), "TMPDIR": str(tmp_path), "OPENAI_LOG": "debug"}
    source = documents(tmp_path / "in.jsonl", 3)
    arguments = ("run", source, "--out", tmp_path / "out", "--model", "tiny", "--base-url", url, "--timeout", "1", *more)
    for _ in range(2):
        done = extract(*arguments, environment=environment)
        said = (done.stdout + done.stderr).encode()
        secrets = [KEY.encode(), base64.b64encode(f"user:{PASSWORD}".encode()), *([PASSWORD.encode()] if url != running.url else [])]
        assert [secret for secret in secrets if secret in places(tmp_path) + said] == []
        assert "Traceback" not in done.stderr
    assert json.loads((tmp_path / "out" / "run.json").read_text())["settings"]["base_url"] == running.url


def test_name_and_password_of_an_address_are_used_and_not_shown() -> None:
    """They become a header; the address that is shown, compared and hashed has none."""
    target = resolve_target("tiny", f"http://user:{PASSWORD}@host:8000/v1/", {})
    assert (target.base_url, target.credentials) == ("http://host:8000/v1", f"user:{PASSWORD}")
    assert PASSWORD not in repr(target)
    assert target.without_secrets(f"no {PASSWORD} here") == "no *** here"
