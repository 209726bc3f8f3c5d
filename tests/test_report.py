"""What the report of a run holds, and what it says where there is none."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import tracemalloc
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from extract.documents import Document
from extract.outputs.run_folder import RECORDS, RUN
from extract.report import write_report
from extract.report.embedding import embedded_json, web_address
from extract.report.figures import bars
from extract.report.offsets import utf16_offsets
from tests.command import extract
from tests.reported import ANSWERS, TERNNET, at, blocks, checked, record, records, shown_items, write_run

HOSTILE = (
    "</script><script>window.ran=1</script>",
    "<img src=x onerror=window.ran=1>",
    '"><svg onload=window.ran=1>',
    "]]><!--<script>",
    "\u2028window.ran=1\u2029",
    "{{ 7 * 7 }} {% raw %}",
)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of four documents: flagged, ok, empty, failed."""
    return write_run(tmp_path_factory.mktemp("report") / "birds", records())


@pytest.fixture(scope="module")
def page(run: Path) -> Path:
    write_report(run, run / "report.html")
    return run / "report.html"


def test_every_quantity_is_in_the_table_the_unlocated_and_the_rejected_too(page: Path) -> None:
    """As many rows as the model gave quantities, each with its verdict."""
    found = shown_items(page)
    assert Counter(item["document"] for item in found) == {
        number: len(answer["quantities"]) for number, answer in enumerate(ANSWERS.values()) if answer["quantities"]
    }
    assert [(item["value"], item["verdict"], item["reason"]) for item in found if item["verdict"] not in ("supported", "ambiguous")] == [
        ("71.2 %", "misattributed", "other_subject"),
        ("99.9 %", "unsupported", "quote_digits_differ value_not_in_text"),
        ("", "rejected", "schema_invalid"),
    ]


def test_places_lead_to_the_quotes_in_the_counting_of_browsers(page: Path) -> None:
    """A character beyond U+FFFF at the beginning moves every place by one."""
    units = TERNNET.encode("utf-16-le")
    places = [(start, end) for _, start, end, *_ in blocks(page)["details"][0]["items"]]
    quotes = [None if start is None else units[2 * start : 2 * end].decode("utf-16-le") for start, end in places]
    assert quotes == ["83.6%", "71.2%", "90.4%", None, "12 million", "2.4 times", None]


@given(st.text(), st.data())
def test_offsets_are_those_of_utf16(text: str, data: st.DataObject) -> None:
    """Any piece of any text is found again in its UTF-16 form."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    offset = utf16_offsets(text)
    assert text.encode("utf-16-le")[2 * offset(start) : 2 * offset(end)].decode("utf-16-le") == text[start:end]


@given(st.recursive(st.text(st.characters(codec=None)) | st.integers() | st.none(), lambda inner: st.lists(inner)))
def test_embedded_data_is_read_back_and_cannot_end_its_block(value: object) -> None:
    """Lone surrogates included; no angle bracket, line separator or line break is left."""
    written = embedded_json(value)
    assert json.loads(written) == value
    assert not re.search("[<>&\n\r\u2028\u2029]", written)
    written.encode()


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org",
        "http://",
        "http://[",
        "https://a b",
        "",
        None,
        7,
    ],
)
def test_no_other_address_becomes_a_link(address: object) -> None:
    """Only http and https with a host."""
    assert web_address(address) is None


@pytest.mark.parametrize("address", ["https://example.org/a?b=c#d", "HTTP://EXAMPLE.ORG", "http://例え.jp/ü"])
def test_web_addresses_become_links(address: str) -> None:
    """As they were written."""
    assert web_address(address) == address


class _Elements(HTMLParser):
    """Collects the elements of a page with their attributes, and the content of scripts and styles."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.contents: dict[str, list[str]] = {"script": [], "style": []}
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        tag, attributes = self.found[-1] if self.found else ("", {})
        if self.rawdata and tag in self.contents and "type" not in attributes and self.cdata_elem == tag:
            self.contents[tag].append(data)


def hostile_run(folder: Path) -> Path:
    """Write a run whose every string is an attack."""
    quote = HOSTILE[0]
    found = []
    for number, attack in enumerate(HOSTILE):
        text = f"{attack} 5 {quote} {attack}"
        names = {"subject": attack, "metric": attack, "dataset": attack, "condition": attack}
        items = [at(text, quote, 5, unit=attack, **names), {"quote": attack, "value": 6, "kind": "result"}]
        listed = [{"path": "code_urls.0", "verdict": "unsupported", "reason": "url_not_in_text", "message": attack}]
        checks = [
            checked(0, "unsupported", "value_not_in_text", attack, given=attack),
            checked(1, "misattributed", "other_metric", attack),
            *listed,
        ]
        found.append(
            record(
                text,
                id=f"{attack}#{number}",
                title=attack,
                status="flagged",
                data={"quantities": items, "code_urls": ["javascript:window.ran=1"], "methods": [attack]},
                checks=checks,
                rejected=[
                    {"path": "quantities.9", "item": {"quote": attack, attack: attack}, "reason": "schema_invalid", "message": attack}
                ],
                meta={"url": "javascript:window.ran=1", attack: attack},
                answered_by=attack,
            )
        )
    failed = record(
        HOSTILE[0],
        id="failed",
        title=HOSTILE[1],
        status="failed",
        data=None,
        error={"kind": "refused", "message": HOSTILE[0], "retryable": True},
    )
    attacks = {"stopped_by": HOSTILE[0], "warnings": list(HOSTILE), "state": "stopped", "versions": {HOSTILE[0]: HOSTILE[1]}}
    return write_run(folder, [*found, failed], **attacks)


def test_texts_of_others_are_never_markup(page: Path, tmp_path: Path) -> None:
    """A hostile run has the elements of a harmless one and no more scripts, no event handlers, no links but its own."""
    hostile = hostile_run(tmp_path / "<script>window.ran=1<")
    write_report(hostile, tmp_path / "report.html")
    found, harmless = _Elements(tmp_path / "report.html"), _Elements(page)
    assert found.contents == harmless.contents
    assert {tag for tag, _ in found.found} <= {tag for tag, _ in harmless.found} | {"svg", "rect", "small", "a", "strong"}
    assert [key for _, attributes in found.found for key in attributes if key.startswith("on") or key in ("src", "style", "srcdoc")] == []
    assert {(attributes.get("href") or "#")[:1] for tag, attributes in found.found if tag == "a"} == {"#"}
    assert blocks(tmp_path / "report.html")["texts"][:-1] == [f"{attack} 5 {HOSTILE[0]} {attack}" for attack in HOSTILE]


def test_the_policy_lets_only_these_scripts_and_styles_work(page: Path) -> None:
    """Each has its hash in the policy; nothing else is allowed, and nothing is loaded."""
    found = _Elements(page)
    [policy] = [attributes["content"] or "" for _, attributes in found.found if attributes.get("http-equiv") == "Content-Security-Policy"]
    hashes = {
        tag: " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'" for content in contents)
        for tag, contents in found.contents.items()
    }
    assert policy == f"default-src 'none'; script-src {hashes['script']}; style-src {hashes['style']}; base-uri 'none'; form-action 'none'"
    assert {tag for tag, _ in found.found} & {"link", "img", "iframe", "object", "embed", "base", "form"} == set()
    assert not re.search(
        r"url\(|@import|\beval\(|innerHTML|fetch\(|XMLHttpRequest", "".join(found.contents["script"] + found.contents["style"])
    )


def test_the_figures_are_those_of_the_run(run: Path, tmp_path: Path) -> None:
    """By status, by kind and verdict, by reason; the failed document with what happened to it."""
    figures = write_report(run, tmp_path / "report.html")
    assert {bar.label: bar.count for bar in figures.documents} == {"ok": 1, "empty": 1, "flagged": 1, "failed": 1}
    assert {bar.label: bar.counts for bar in figures.items}["result"] == {
        "supported": 3,
        "ambiguous": 1,
        "misattributed": 1,
        "unsupported": 1,
    }
    assert (figures.num_documents, figures.num_items, figures.num_flagged, figures.num_not_started) == (4, 10, 2, 0)
    [failure] = figures.counts.failures
    assert (failure.number, failure.id, failure.kind, failure.message) == (3, "refused", "refused", "the model refused to answer")
    written = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert all(text in written for text in ("the model refused to answer", "2 documents have the id", "fake/model", "paper@12ab", "2.12.0"))


def test_bars_are_as_long_as_their_numbers() -> None:
    """In percent of the longest; empty ones are left out."""
    found = bars([("a", [("x", 3), ("y", 1)]), ("b", [("x", 0)]), ("c", [("x", 0), ("y", 2)])])
    drawn = [(bar.label, bar.count, [(part.name, part.offset, part.width) for part in bar.parts]) for bar in found]
    assert drawn == [("a", 4, [("x", 0, 75), ("y", 75, 25)]), ("c", 2, [("y", 0, 50)])]


class Dose(BaseModel):
    """A dose as a text gives it."""

    drug: str
    amount: float


class Trial(BaseModel):
    """A schema of a user."""

    doses: list[Dose]
    num_patients: int


def test_any_schema_has_its_statements_by_field(tmp_path: Path) -> None:
    """A row for each object of a list and for each field beside them; everything extracted stands below the text as JSON."""
    text = "We gave 40 patients 5 mg of bloatin and 7 mg of soothex."
    answer = {"doses": [{"drug": "bloatin", "amount": 5}, {"drug": "soothex", "amount": 9}], "num_patients": 40}
    place = f"{__name__}:Trial"
    found = records([Document(id="t", text=text)], place, lambda _: answer)
    write_report(write_run(tmp_path, found, fingerprint={"schema": found[0].schema_}), tmp_path / "r.html")
    assert [(item["field"], item["value"], item["verdict"]) for item in shown_items(tmp_path / "r.html")] == [
        ("num_patients", "40", "supported"),
        ("doses.*", "5", "supported"),
        ("doses.*", "9", "unsupported"),
    ]
    assert json.loads(blocks(tmp_path / "r.html")["details"][0]["data"]) == answer


def test_the_command_writes_beside_the_run_and_names_the_file(run: Path) -> None:
    """Standard output holds the path, nothing else."""
    done = extract("report", run)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{run / 'report.html'}\n", "")


def test_an_unfinished_run_is_reported_and_said_to_be_so(run: Path, tmp_path: Path) -> None:
    """A last line that is being written is left out; what was not started is counted."""
    folder = write_run(tmp_path / "half", records()[:2], num_documents=9, state="interrupted", not_started=7)
    with (folder / RECORDS).open("a", encoding="utf-8") as file:
        file.write('{"record": 1, "id": "to')
    done = extract("report", folder, "--output", tmp_path / "page.html")
    assert (done.returncode, done.stderr) == (0, "extract: the run is not finished: 2 of 9 documents are in the report\n")
    assert "This run is not finished" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_a_run_without_documents_has_a_page_too(tmp_path: Path) -> None:
    """It says that there is nothing."""
    figures = write_report(write_run(tmp_path, []), tmp_path / "r.html")
    assert (figures.num_documents, figures.num_items) == (0, 0)
    assert "holds no documents yet" in (tmp_path / "r.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("broken", "complaint"),
    [
        ("folder", "no such folder"),
        (RUN, "holds no run.json"),
        (RECORDS, ":1: not a record of this version"),
        ("output", "cannot be written"),
    ],
)
def test_what_cannot_be_reported_is_an_error_with_a_hint(broken: str, complaint: str, tmp_path: Path) -> None:
    """Exit code 2, one line that says what is wrong and one that says what to do; no page is left behind."""
    folder = tmp_path / "run" if broken == "folder" else write_run(tmp_path / "run", records()[:1])
    if broken == RUN:
        (folder / RUN).unlink()
    if broken == RECORDS:
        (folder / RECORDS).write_text("{}\n", encoding="utf-8")
    page = tmp_path / "nowhere" / "r.html" if broken == "output" else tmp_path / "r.html"
    done = extract("report", folder, "--output", page)
    assert (done.returncode, done.stdout, list(tmp_path.glob("**/*.html*"))) == (2, "", [])
    assert complaint in done.stderr.splitlines()[0] and len(done.stderr.splitlines()) == 2


def test_memory_does_not_grow_with_the_texts(tmp_path: Path) -> None:
    """Records pass by one at a time: eight megabytes of texts need less than three of memory."""
    folder = write_run(tmp_path, [record(f"{number} " * 10_000, id=str(number)) for number in range(100, 300)])
    write_report(folder, tmp_path / "warm.html")
    tracemalloc.start()
    write_report(folder, tmp_path / "r.html")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (folder / RECORDS).stat().st_size > 8_000_000 and peak < 3_000_000
