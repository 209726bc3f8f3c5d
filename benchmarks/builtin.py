"""Measure the built-in model on the annotated abstracts, and print Markdown.

    python -m benchmarks.builtin [--misses SLOT | --write]

Scores the abstracts of fixtures/annotated/, and the real ones where they lie beside the checkout; the open part, which rules and weights
are made with, beside the aside part, which nobody reads. `--misses` lists what is wrong in one slot, of open parts only; `--write` puts
the tables into docs/built-in-model.md.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterable, Iterator

from benchmarks.data import CHECKOUT, Part, Row, open_parts, parts
from benchmarks.scoring import Rates, score
from benchmarks.train_confidence import NUM_BANDS, bands, judged
from extract.documents import Document
from extract.evaluation.agreeing import is_right
from extract.evaluation.pairing import pairs
from extract.extractor import Extractor
from extract.language.aliases import name_key
from extract.models.builtin import read_paper

SLOTS = ("unit", "kind", "modifier", "metric", "subject", "dataset", "baseline")
LISTS = ("methods", "datasets", "code_urls")
DOCS = CHECKOUT / "docs" / "built-in-model.md"


def answers_to(rows: list[Row]) -> list[Row]:
    """Return what the model reads in each abstract."""
    return [read_paper(row["text"], row["title"]) for row in rows]


def figures(part: Part) -> dict[str, str]:
    """Return the rows of the table for one part: precision / recall / F1."""
    answers = answers_to(part.rows)
    total = score(part.rows, answers)
    found = {"detection": _shown(total.detection())}
    found |= {slot: _shown(total.slot(slot)) for slot in SLOTS}
    found["value + metric + dataset"] = _shown(total.tuples())
    return found | {f"list of {name}": _shown(list_rates(part.rows, answers, name)) for name in LISTS}


def _shown(rates: Rates) -> str:
    return f"{rates.precision:.2f} / {rates.recall:.2f} / **{rates.f1:.3f}**"


def list_rates(rows: list[Row], answers: list[Row], name: str) -> Rates:
    """Return the rates of a list of names, spellings of one name counting as one."""
    spell: Callable[[str], str] = (lambda url: url.replace(" ", "").lower()) if name == "code_urls" else name_key
    hits = said = there = 0
    for row, answer in zip(rows, answers, strict=True):
        given, wanted = {spell(one) for one in answer[name]}, set(_members(row[name], spell))
        hits += len(given & wanted)
        said += len(given)
        there += len(wanted)
    return Rates(hits / max(said, 1), hits / max(there, 1), hits / max(there, 1))


def _members(names: Iterable[str], spell: Callable[[str], str]) -> Iterator[str]:
    """Yield the spellings of annotated names, those written as one with a slash apart ("Kinetics-400/600")."""
    for name in names:
        first, *rest = name.split("/") if not name.startswith("http") else (name,)
        yield spell(first)
        stem = first.rstrip("0123456789") if first[-1:].isdigit() else first
        yield from (spell(stem + part) for part in rest)


def figures_table() -> Iterator[str]:
    """Yield the table of figures, one column a part."""
    columns = {part.name: figures(part) for part in parts()}
    yield from _head("precision / recall / **F1**", columns)
    for name in next(iter(columns.values())):
        yield f"| {name} | {' | '.join(column[name] for column in columns.values())} |"
    yield f"| abstracts | {' | '.join(str(len(part.rows)) for part in parts())} |"


def reliability_table() -> Iterator[str]:
    """Yield, for each band of confidence, the share that is right and how many quantities of each part it has."""
    columns = {part.name: bands(judged(part)) for part in parts()}
    yield from _head("confidence", columns)
    for band in range(NUM_BANDS):
        cells = [f"{share:.2f} of {total}" if total else "" for total, share in (column[band] for column in columns.values())]
        yield f"| {band / NUM_BANDS:.1f} to {(band + 1) / NUM_BANDS:.1f} | {' | '.join(cells)} |"


def _head(first: str, columns: Iterable[str]) -> Iterator[str]:
    names = [first, *columns]
    yield f"| {' | '.join(names)} |"
    yield "|---" * len(names) + "|"


def speed() -> str:
    """Say how many abstracts are read in a second, alone and with all stages up to a line of JSON, on one core."""
    rows = [row for part in parts() for row in part.rows] * 2
    documents = [Document(id=str(number), text=row["text"], title=row["title"]) for number, row in enumerate(rows)]
    answers_to(rows[:20])
    started = time.process_time()
    answers_to(rows)
    alone = time.process_time() - started
    started = time.process_time()
    for record in Extractor().run(documents):
        record.model_dump_json()
    whole = time.process_time() - started
    return f"Speed on one core: {len(rows) / alone:.0f} abstracts a second read, {len(rows) / whole:.0f} with all stages."


def write_docs() -> None:
    """Put the tables between their marks in the page about the built-in model."""
    page = DOCS.read_text(encoding="utf-8")
    for name, lines in (("figures", figures_table()), ("reliability", reliability_table())):
        start, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
        before, _, rest = page.partition(start)
        page = before + start + "\n" + "\n".join(lines) + "\n\n" + end + rest.partition(end)[2]
    DOCS.write_text(page, encoding="utf-8")


def misses(slot: str) -> Iterator[str]:
    """Say, for each quantity of the open parts whose slot differs, what is annotated and what was answered."""
    for part in open_parts():
        for row, answer in zip(part.rows, answers_to(part.rows), strict=True):
            if slot in LISTS:
                if set(map(name_key, row[slot])) != set(map(name_key, answer[slot])):
                    yield f"{row['id']}  annotated {row[slot]}  answered {answer[slot]}"
            else:
                yield from _slot_misses(row, answer, slot)


def _slot_misses(row: Row, answer: Row, slot: str) -> Iterator[str]:
    paired = pairs(row["quantities"], answer["quantities"])
    for annotated, given in paired:
        if not is_right(slot, annotated, given.get(slot)):
            right = [annotated.get(slot), *annotated.get("also", {}).get(slot, [])]
            yield f"{row['id']}  {annotated['quote']!r}  annotated {right}  answered {given.get(slot)!r}  ({_around(row, annotated)})"
    found, given_ids = {id(annotated) for annotated, _ in paired}, {id(given) for _, given in paired}
    yield from (f"{row['id']}  {one['quote']!r}  not found  ({_around(row, one)})" for one in row["quantities"] if id(one) not in found)
    yield from (
        f"{row['id']}  {one['quote']!r}  not annotated  ({_around(row, one)})" for one in answer["quantities"] if id(one) not in given_ids
    )


def _around(row: Row, item: Row) -> str:
    text: str = row["text"]
    return text[max(0, item["start"] - 60) : item["end"] + 50]


def main() -> None:
    """Print the tables, or the misses in one slot."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", metavar="SLOT")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    if arguments.misses:
        print(*misses(arguments.misses), sep="\n")
    elif arguments.write:
        write_docs()
    else:
        print(*figures_table(), "", *reliability_table(), "", speed(), sep="\n")


if __name__ == "__main__":
    main()
