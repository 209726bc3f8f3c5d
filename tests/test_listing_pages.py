"""Whole pages: the fixtures of all three layouts, and real pages where they lie beside the checkout."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extract.documents import Document, Source
from extract.sources import read_documents
from extract.sources.listing import split_listing

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "fixtures" / "pages"
SHARED = ROOT.parent / "shared"
needs_shared = pytest.mark.skipif(not (SHARED / "pages").is_dir(), reason=f"the real pages are not there: no folder {SHARED / 'pages'}")


def decoded(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig")


def documents(*paths: Path) -> list[Document]:
    """Read without accepting any warning."""
    warnings: list[str] = []
    found = list(read_documents([str(path) for path in paths], warn=warnings.append))
    assert warnings == []
    return found


def test_the_page_with_blank_lines() -> None:
    """Below five header lines titles and abstracts alternate; each document has its id, its place and no meta."""
    path = PAGES / "blank_lines.txt"
    page = decoded(path)
    parts = [line for line in page.split("\n") if line][5:]
    expected = [
        Document(
            id=f"blank_lines.txt#{position}",
            title=title,
            text=text,
            source=Source(path=str(path), title_start=page.index(title + "\n"), start=page.index(text), end=page.index(text) + len(text)),
        )
        for position, (title, text) in enumerate(zip(parts[0::2], parts[1::2], strict=True))
    ]
    assert len(expected) == 12
    assert documents(path) == expected


def test_the_page_without_blank_lines() -> None:
    """The first title is glued to a button; every other line is a title or an abstract."""
    path = PAGES / "no_blank_lines.txt"
    parts = decoded(path).removesuffix("\n").split("\n")[2:]
    parts[0] = parts[0].removeprefix("Subscribe")
    found = documents(path)
    assert [(found_one.title, found_one.text) for found_one in found] == list(zip(parts[0::2], parts[1::2], strict=True))
    assert (found[0].title, len(found)) == ("LanternFS: Learned Prefetching Cuts Cold Reads by Half", 12)


def test_the_page_with_author_lines() -> None:
    """Dates, authors, an organisation and up-votes are in `meta`, null where the page is silent."""
    found = documents(PAGES / "author_lines.txt")
    names = ("date", "date_text", "num_authors", "organization", "upvotes")
    assert [tuple(one.meta[name] for name in names) for one in found] == [
        ("2024-02-20", "Feb 20, 2024", 6, None, 3),
        ("2023-07-03", "Jul 3, 2023", 5, None, None),
        ("2022-11-30", "Nov 30, 2022", 1, None, None),
        ("2023-08-11", "Aug 11, 2023", 3, None, 1),
        (None, "Oct 16", None, "example-ai Example AI Lab", 12),
        ("2024-01-09", "Jan 9, 2024", 4, None, None),
        ("2024-03-28", "Mar 28, 2024", 7, None, 41),
        ("2022-05-04", "May 4, 2022", 12, None, 1),
        (None, "Oct 17", 2, None, None),
        ("2023-09-28", "Sep 28, 2023", 6, None, None),
        ("2024-06-25", "Jun 25, 2024", 9, None, 2),
        ("2024-04-12", "Apr 12, 2024", 8, None, None),
    ]
    assert {tuple(one.meta) for one in found} == {names}


def test_the_fixture_pages_overlap() -> None:
    """36 documents in the order of the files' names, two of them with the text of another, so that repeats are seen."""
    found = documents(PAGES)
    assert [one.id for one in found[::12]] == ["author_lines.txt#0", "blank_lines.txt#0", "no_blank_lines.txt#0"]
    assert (len(found), len({one.text for one in found})) == (36, 34)


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.txt")), ids=lambda path: path.stem)
def test_a_page_cut_anywhere_keeps_the_entries_before_the_cut(path: Path) -> None:
    """A cut page gives every whole entry above the cut unchanged, and a cut in mid-sentence gives a warning."""
    page = decoded(path)
    whole = split_listing(page).entries
    for cut in range(whole[1].start + 40, len(page), 397):
        found = split_listing(page[:cut])
        complete = [(entry.title, entry.text) for entry in whole if entry.end <= cut]
        assert [(entry.title, entry.text) for entry in found.entries[: len(complete)]] == complete
        begun = [entry for entry in whole if entry.start < cut < entry.end]
        assert [entry.text for entry in found.entries[len(complete) :]] == [page[entry.start : cut].rstrip() for entry in begun]
        if begun and page[cut - 1] not in ".?!)":
            assert found.warnings[-1].message.startswith("the last abstract may be cut off")


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.txt")), ids=lambda path: path.stem)
@pytest.mark.parametrize("change", ["no header", "no blank lines", "blank lines everywhere", "CR LF", "twice"])
def test_the_layouts_may_be_mixed(path: Path, change: str) -> None:
    """The same entries come out without the header, with other line breaks, and of a page pasted twice."""
    page = decoded(path)
    first = split_listing(page).entries[0]
    expected = [(entry.title, entry.text) for entry in split_listing(page).entries]
    lines = [line for line in page.split("\n") if line]
    changed = {
        "no header": page[first.title_start :],
        "no blank lines": "\n".join(lines),
        "blank lines everywhere": "\n\n".join(lines),
        "CR LF": page.replace("\n", "\r\n"),
        "twice": page + "\n\n" + page,
    }[change]
    found = [(entry.title, entry.text) for entry in split_listing(changed).entries]
    assert found == (expected * 2 if change == "twice" else expected)


@needs_shared
def test_real_pages_give_all_their_records() -> None:
    """The three real pages hold 40, 119 and 46 records, 188 different texts, and nothing is in doubt."""
    paths = sorted((SHARED / "pages").glob("*.txt"))
    found = [documents(path) for path in paths]
    assert [len(of_page) for of_page in found] == [40, 119, 46]
    assert len({one.text for of_page in found for one in of_page}) == 188
    for path, of_page in zip(paths, found, strict=True):
        page = decoded(path)
        assert all(one.source and page[one.source.start : one.source.end] == one.text for one in of_page)


@needs_shared
def test_real_titles_and_texts_are_those_of_the_annotations() -> None:
    """Every annotated abstract is found at its page and position with the same title and text."""
    by_id = {one.id: one for path in sorted((SHARED / "pages").glob("*.txt")) for one in documents(path)}
    lines = (SHARED / "gold" / "dev.jsonl").read_text("utf-8").splitlines()
    gold = [json.loads(line) for line in lines]
    different = [one["id"] for one in gold if one["title"] != by_id[f"{one['page']}#{one['index']}"].title]
    different += [one["id"] for one in gold if one["text"] != by_id[f"{one['page']}#{one['index']}"].text]
    assert (len(gold), different) == (188, [])


@needs_shared
def test_a_real_date_without_a_year_keeps_its_votes() -> None:
    """One record names an organisation instead of authors, and its date has no year."""
    found = documents(*sorted((SHARED / "pages").glob("*.txt")))
    metas = [one.meta for one in found if one.meta.get("organization")]
    assert [(meta["date"], meta["date_text"], meta["num_authors"], meta["upvotes"]) for meta in metas] == [(None, "Oct 17", None, 2)]
