"""Runs for the tests of the report: written texts, what a model that errs here and there made of them, and what came of that."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from extract.documents import Document, Source
from extract.errors import DocumentError, ErrorKind
from extract.models.base import Reply, Request
from extract.outputs.run_folder import RECORDS, RUN
from extract.outputs.run_info import RunInfo, Session
from extract.pipeline import Job, process
from extract.prompting import load_prompt
from extract.records import Record
from extract.schemas import resolve_schema
from tests.fakes import FakeModel

_BY_LINE = ("texts", "details")


def quantity(quote: str, value: float, **slots: Any) -> dict[str, Any]:
    """Return a quantity as a model gives it: a result in percent unless told otherwise."""
    return {"quote": quote, "value": value, "unit": "%", "kind": "result", **slots}


TERNNET = (
    "(𝛼 release) We present TernNet, a detector of seabirds in aerial images. On GullSet, TernNet reaches 83.6% accuracy, while SkuaNet "
    "stays at 71.2%. On PuffinSet it reaches 90.4% accuracy. TernNet has 12 million parameters and is 2.4 times faster than SkuaNet.\r\n"
    "Code is available at https://example.org/ternnet."
)
DRIFT = "Ice drift is forecast for 14 days with an error of 3.1 km. The earlier model had an error of 4.7 km on FloeSet."
PLAIN = "We discuss how field stations share their data, and list what a common format would need."
TITLES = {"terns": "TernNet: finding seabirds from the air", "drift": "Where the ice goes", "plain": "A format for field stations"}
ANSWERS: dict[str, dict[str, Any]] = {
    "terns": {
        "methods": ["TernNet", "AlbatrossNet"],
        "datasets": ["GullSet", "PuffinSet"],
        "code_urls": ["https://example.org/ternnet"],
        "quantities": [
            quantity("reaches 83.6% accuracy", 83.6, metric="accuracy", subject="TernNet", dataset="GullSet"),
            quantity("stays at 71.2%", 71.2, metric="accuracy", subject="TernNet", dataset="GullSet"),
            quantity("90.4% accuracy", 90.4, metric="accuracy", subject="TernNet", dataset="PuffinSet"),
            quantity("reaches 99.9% accuracy", 99.9, metric="accuracy", subject="TernNet", dataset="PuffinSet"),
            quantity("12 million parameters", 12_000_000, unit="parameters", kind="cost", metric="parameters", subject="TernNet"),
            quantity("2.4 times faster", 2.4, unit="x", kind="improvement", metric="speed", subject="TernNet", baseline="SkuaNet"),
            {"quote": "no value at all", "metric": "speed"},
        ],
    },
    "drift": {
        "datasets": ["FloeSet"],
        "quantities": [
            quantity("14 days", 14, unit="days", kind="setting"),
            quantity("an error of 3.1 km", 3.1, unit="km", metric="error", dataset="FloeSet"),
            quantity("an error of 4.7 km", 4.7, unit="km", metric="error", subject="The earlier model", dataset="FloeSet"),
        ],
    },
    "plain": {"quantities": []},
}


def documents() -> list[Document]:
    """Return three documents with answers, and one that fails."""
    texts = {"terns": TERNNET, "drift": DRIFT, "plain": PLAIN}
    read = [
        Document(id=name, text=text, title=TITLES[name], source=Source(path="birds.txt", start=0, end=len(text)), meta={"num_authors": 3})
        for name, text in texts.items()
    ]
    return [*read, Document(id="refused", text="Nobody may read this: 5 birds.", title="A text that a model refuses")]


def respond(request: Request) -> Reply | dict[str, Any] | DocumentError:
    """Answer as written above."""
    name = next((name for name, title in TITLES.items() if title == request.title), None)
    return ANSWERS[name] if name else DocumentError(ErrorKind.REFUSED, "the model refused to answer", retryable=False)


def records(found: Iterable[Document] | None = None, schema: str = "paper", answer: Any = respond) -> list[Record]:
    """Take documents all the way to their records."""
    resolved = resolve_schema(schema)
    job = Job(model=FakeModel(answer), schema=resolved, prompt=load_prompt(resolved.model, resolved.name))

    async def work() -> list[Record]:
        return [await process(document, job) for document in (documents() if found is None else found)]

    return asyncio.run(work())


def run_info(num_documents: int, **changes: Any) -> RunInfo:
    """Return what run.json says of a run."""
    known: dict[str, Any] = {
        "id": "0123456789abcdef",
        "state": "finished",
        "fingerprint": {
            "model": "fake/model",
            "schema": "paper@1",
            "prompt": "paper@12ab",
            "rules": "1",
            "inputs": [{"path": "birds.txt"}],
        },
        "versions": {"python": "3.12.0", "pydantic": "2.12.0"},
        "num_documents": num_documents,
        "not_started": 0,
        "sessions": [Session(started="2026-01-02T03:04:05+00:00", seconds=2.5)],
        "warnings": ["birds.txt: 2 documents have the id 'terns'"],
    }
    return RunInfo(**{**known, **changes})


def write_run(folder: Path, found: Sequence[Record], **changes: Any) -> Path:
    """Write a run folder, and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / RECORDS).write_text("".join(f"{record.to_json()}\n" for record in found), encoding="utf-8", newline="")
    run_info(changes.pop("num_documents", len(found)), **changes).write(folder / RUN)
    return folder


def record(text: str, items: Sequence[dict[str, Any]] = (), **changes: Any) -> Record:
    """Return a record as it is told, without any check of its own."""
    known: dict[str, Any] = {
        "id": "a#0",
        "title": "A title",
        "text": text,
        "status": "ok",
        "data": {"quantities": list(items)},
        "model": "fake/model",
        "schema": "paper@1",
    }
    return Record.model_validate({**known, **changes})


def at(text: str, quote: str, value: float, **slots: Any) -> dict[str, Any]:
    """Return a quantity with the place of its quote."""
    start = text.index(quote)
    return {"quote": quote, "value": value, "kind": "result", **slots, "start": start, "end": start + len(quote)}


def checked(position: int, verdict: str, reason: str, message: str = "", field: str = "value", **more: Any) -> dict[str, Any]:
    """Return a check of a quantity."""
    return {"path": f"quantities.{position}.{field}", "verdict": verdict, "reason": reason, "message": message, **more}


def blocks(page: Path) -> dict[str, Any]:
    """Return the data blocks of a page as its scripts read them: layout, strings, documents, items; texts and details by line."""
    written = re.findall(r'<script type="application/json" id="data-(\w+)">(.*?)</script>', page.read_text(encoding="utf-8"), re.DOTALL)
    return {name: _lines(content) if name in _BY_LINE else json.loads(content) for name, content in written}


def _lines(content: str) -> list[Any]:
    return [json.loads(line) for line in content.split("\n")[1:]]


def shown_items(page: Path) -> list[dict[str, Any]]:
    """Return the rows of the table, cells by column, with the number of their document, verdict and number."""
    found = blocks(page)
    columns = [column["key"] for column in found["layout"]["columns"]]
    return [
        {"document": row[0], "verdict": found["layout"]["verdicts"][row[2]], "number": row[3]}
        | {key: found["strings"][number] for key, number in zip(columns, row[4:], strict=True)}
        for row in found["items"]
    ]
