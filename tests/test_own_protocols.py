"""Providers with a protocol of their own, through their own libraries, against a server that speaks enough of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from extract import Extractor, Record
from extract.errors import ErrorKind, ProviderStopped, UsageError
from extract.models import RunContext, open_model
from extract.records import Status
from tests.command import extract, lines
from tests.server import RunningServer, Settings, run_server
from tests.test_reask import RIGHT, TEXT, WRONG
from tests.test_remote import Options, request

PACKAGES = {"anthropic": "anthropic", "google": "google.genai"}
VARIABLES = {"anthropic": ("ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL"), "google": ("GOOGLE_API_KEY", "GOOGLE_GEMINI_BASE_URL")}
KEY = "own-key-0123456789"


def has(package: str) -> bool:
    try:
        return find_spec(package) is not None
    except ModuleNotFoundError:
        return False


@pytest.fixture(scope="module")
def running() -> Iterator[RunningServer]:
    with run_server() as server:
        yield server


@pytest.fixture(params=PACKAGES)
def provider(request: pytest.FixtureRequest, running: RunningServer, monkeypatch: pytest.MonkeyPatch) -> str:
    """A provider whose library is told to ask the test server."""
    name: str = request.param
    if not has(PACKAGES[name]):
        pytest.skip(f'needs pip install "abstract-extract[{name}]"')
    key, address = VARIABLES[name]
    monkeypatch.setenv(key, KEY)
    monkeypatch.setenv(address, running.url.removesuffix("/v1"))
    running.configure(Settings(key=KEY))
    return name


def read(provider: str, tmp_path: Path, **options: Any) -> Record:
    return next(iter(Extractor(model=f"{provider}/tiny", cache_dir=tmp_path, **options).run(TEXT)))


@pytest.mark.parametrize("mode", ["auto", "json"])
def test_an_answer_becomes_a_record(running: RunningServer, provider: str, tmp_path: Path, mode: Any) -> None:
    """With a tool by default; tokens and the model that answered are known, and so is the place of each number."""
    record = read(provider, tmp_path, mode=mode)
    assert [(item.quote, str(item.value)) for item in record.data.quantities] == [("83.6%", "83.6"), ("71%", "71")]
    assert (record.status, record.answered_by, record.usage.requests) == (Status.OK, "tiny-2026-01", 1)
    assert record.usage.input_tokens and record.usage.output_tokens
    assert running.counts()["requests"] == 1


def test_a_stored_answer_is_not_asked_for_again(running: RunningServer, provider: str, tmp_path: Path) -> None:
    """The second run reads the first one's answer."""
    first, second = read(provider, tmp_path), read(provider, tmp_path)
    assert running.counts()["requests"] == 1
    assert (first.data, second.usage.cached) == (second.data, True)


def test_seed_and_temperature_are_sent_or_left_out(provider: str, tmp_path: Path) -> None:
    """A parameter that the library does not know costs nothing."""
    assert read(provider, tmp_path, seed=3, temperature=0.5).status is Status.OK


def test_what_is_wrong_goes_back_to_the_model(running: RunningServer, provider: str, tmp_path: Path) -> None:
    """The conversation goes on in plain turns."""
    running.configure(Settings(answers=(json.dumps(WRONG), json.dumps(RIGHT))))
    record = read(provider, tmp_path)
    assert (record.status, record.usage.requests) == (Status.OK, 2)
    assert "nearest is 83.6%" in json.dumps(running.bodies()[1]["messages"])


@pytest.mark.parametrize("fault", ["429", "429_retry_after", "500", "503", "disconnect", "html", "cut_json", "cut_body"])
def test_faults_that_pass_are_mended_by_one_owner_of_retries(running: RunningServer, provider: str, tmp_path: Path, fault: str) -> None:
    """Two faults and an answer are three requests: the library adds none of its own."""
    running.configure(Settings(scripted=(fault, fault), retry_after="0.2"))
    assert read(provider, tmp_path).status is Status.OK
    assert running.counts()["requests"] == 3


@pytest.mark.parametrize(
    ("fault", "kind"),
    [("refusal", ErrorKind.INVALID), ("content_filter", ErrorKind.REFUSED), ("truncated", ErrorKind.TRUNCATED), ("400", ErrorKind.INVALID)],
)
def test_what_does_not_pass_costs_the_document(running: RunningServer, provider: str, tmp_path: Path, fault: str, kind: ErrorKind) -> None:
    """The record says what went wrong; answered requests are counted."""
    running.configure(Settings(faults={fault: 1.0}, faults_strike="always"))
    record = read(provider, tmp_path, reask=0)
    assert record.error is not None
    assert (record.status, record.error.kind) == (Status.FAILED, kind)
    assert record.usage.requests == running.counts()["answered"]


def test_an_answer_of_another_shape_is_kept(running: RunningServer, provider: str, tmp_path: Path) -> None:
    """It was paid for, and is not asked for again."""
    running.configure(Settings(faults={"wrong_types": 1.0}, faults_strike="always"))
    record = read(provider, tmp_path, reask=0)
    assert ([item.quote for item in record.data.quantities], len(record.rejected)) == (["71%"], 1)


@pytest.mark.parametrize(("settings", "words"), [(Settings(key="another"), "key"), (Settings(models=("other",)), "tiny")])
def test_a_wrong_key_or_model_stops_the_run(running: RunningServer, provider: str, tmp_path: Path, settings: Settings, words: str) -> None:
    """One request, and a message that names the cause and no key."""
    running.configure(settings)
    with pytest.raises(ProviderStopped, match=words) as stopped:
        read(provider, tmp_path)
    assert running.counts()["requests"] == 1
    assert KEY not in str(stopped.value)


def test_a_long_wait_stops_the_run(running: RunningServer, provider: str, tmp_path: Path) -> None:
    """Wherever the provider says how long: in a header, or in the body as Google does."""
    running.configure(Settings(scripted=("429_retry_after",), retry_after="1000"))
    with pytest.raises(ProviderStopped, match="asks to wait 1000 s"):
        read(provider, tmp_path)


def test_the_whole_command(running: RunningServer, provider: str, tmp_path: Path) -> None:
    """Records, money and versions, from the command line."""
    source = tmp_path / "in.jsonl"
    source.write_text("".join(json.dumps({"id": f"d{n}", "text": f"We reach {n}.5% on FinchSet."}) + "\n" for n in range(40)))
    arguments = ("--model", f"{provider}/tiny", "--cache-dir", tmp_path / "cache", "--price-input", 1, "--price-output", 4)
    done = extract("run", source, "--out", tmp_path / "out", *arguments)
    records = lines(tmp_path / "out" / "records.jsonl")
    assert (done.returncode, len(records), running.counts()["answered"]) == (0, 40, 40)
    assert sum(record["usage"]["cost_usd"] for record in records) == pytest.approx(running.counts()["cost_usd"])


def test_a_mode_that_the_provider_does_not_know_is_refused() -> None:
    """An option that would be ignored is an error."""
    with pytest.raises(UsageError, match="json_schema"):
        open_model(replace(Options(), model="anthropic/tiny", mode="json_schema"), RunContext(run_id="r"), {"ANTHROPIC_API_KEY": "k"})


async def test_a_missing_package_is_named() -> None:
    """The message says what to install."""
    if has("cohere"):
        pytest.skip("cohere is installed")
    model = open_model(Options(model="cohere/tiny", mode="auto", use_cache=False), RunContext(run_id="r"), {"COHERE_API_KEY": "k"})
    with pytest.raises(UsageError) as raised:
        await model.prepare(request())
    await model.close()
    assert raised.value.hint == 'pip install "instructor[cohere]"'
