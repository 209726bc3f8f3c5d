"""A server that nobody here wrote: llama.cpp's, on a tiny model with random weights, which says schema-valid nonsense.

It takes a Python in which llama.cpp's server is installed (EXTRACT_LLAMACPP_PYTHON, else the folder below the user's cache):

    python -m venv ~/.cache/extract-llamacpp
    ~/.cache/extract-llamacpp/bin/pip install "llama-cpp-python[server]" gguf numpy        # compiles for some minutes
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extract.records import Record
from tests.command import extract, lines

TEXTS = (
    "BirdNet reaches 83.6% accuracy on FinchSet, while OwlNet stays at 71%.",
    "We train on 24 languages and 1.4 million sentences, 2.8 times faster than before.",
    "A text without any number at all.",
)


@pytest.fixture(scope="module")
def url(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the server, with a model made for it."""
    python = Path(os.environ.get("EXTRACT_LLAMACPP_PYTHON") or Path.home() / ".cache" / "extract-llamacpp" / "bin" / "python")
    recipe = shared / "llamacpp" / "make_gguf.py"
    if not python.exists() or not recipe.exists():
        pytest.skip(f"needs {recipe}, and llama.cpp's server in {python} (see the top of this file)")
    folder = tmp_path_factory.mktemp("llamacpp")
    subprocess.run([python, recipe, "tiny.gguf"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [python, "-m", "llama_cpp.server", "--model", "tiny.gguf", "--host", "127.0.0.1", "--port", str(port), "--n_ctx", "32768"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(list(map(str, command)), cwd=folder, stdout=log, stderr=log)
        try:
            yield ready(f"http://127.0.0.1:{port}/v1")
        finally:
            process.terminate()
            process.wait(timeout=30)


def ready(address: str) -> str:
    """Wait until the server answers."""
    for _ in range(120):
        try:
            with urllib.request.urlopen(f"{address}/models", timeout=5):
                return address
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.5)
    raise TimeoutError(address)


def unconfirmed(record: dict[str, Any]) -> list[str]:
    """Return the supported checks that a look at the text alone does not confirm: the quote stands at its place, and its digits in it."""
    found = []
    for check in record["checks"]:
        if check["verdict"] != "supported":
            continue
        place = (record["title"] or "") if check["in"] == "title" else record["text"]
        there = place[check["start"] : check["end"]] if check["start"] is not None else ""
        value = (
            re.sub(r"\D", "", str(record["data"]["quantities"][int(check["path"].split(".")[1])]["value"]))
            if "value" in check["path"]
            else ""
        )
        if not there or not set(value) <= set(there):
            found.append(check["path"])
    return found


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("mode", ["auto", "json"])
def test_nonsense_goes_in_and_nothing_is_supported_or_broken(url: str, tmp_path: Path, mode: str) -> None:
    """One record a document, each readable; what is called supported can be seen in the text."""
    source = tmp_path / "in.jsonl"
    source.write_text("".join(json.dumps({"id": f"d{n}", "title": "A title", "text": text}) + "\n" for n, text in enumerate(TEXTS)))
    arguments = ("--model", "tiny", "--base-url", url, "--mode", mode, "--max-output-tokens", 400, "--reask", 0, "--timeout", 600)
    done = extract("run", source, "--out", tmp_path / "out", "--cache-dir", tmp_path / "cache", *arguments, timeout=1100)
    records = lines(tmp_path / "out" / "records.jsonl")
    assert done.returncode in (0, 1), done.stderr
    assert [Record.model_validate_json(json.dumps(record)).id for record in records] == ["d0", "d1", "d2"]
    assert [unconfirmed(record) for record in records] == [[], [], []]
    assert all(record["error"] is None or record["error"]["kind"] in ("invalid", "truncated") for record in records)
    assert all(record["answered_by"] for record in records if record["usage"]["requests"])
