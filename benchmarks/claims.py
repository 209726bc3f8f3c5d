"""Measure the validator on labelled claims, beside two plainer checks, and print one Markdown table.

    python -m benchmarks.claims [--verdicts FILE]

Every claim goes through the public check as one quantity. The other checks are "the number occurs in the text" and, where it is
installed, quantulum3's readings of the text. A claim is caught by `unsupported` or `misattributed`; either of them on a supported one is a
false alarm; `ambiguous` and `not_checked` count as supported.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks.data import INVENTED, REAL, Part, Row, is_aside, read_rows
from extract.validate import check, worst

Judge = Callable[[Row], str]
LABELS = ("unsupported", "misattributed", "supported")


def claim_parts() -> list[Part]:
    """Return the labelled claims of every part; those on real abstracts only where they lie beside the checkout."""
    found = []
    if (REAL / "claims.jsonl").is_file():
        rows = read_rows(REAL / "claims.jsonl")
        found += [
            Part(f"real, {name}", [row for row in rows if is_aside(row["id"]) == aside])
            for name, aside in (("open", False), ("aside", True))
        ]
    return found + [Part(f"invented, {name}", read_rows(INVENTED / f"{name}_claims.jsonl")) for name in ("open", "aside")]


def by_check(case: Row) -> str:
    """Return the validator's verdict on a claim, taken as the only quantity of an extraction."""
    return str(worst(check(case["text"], {"quantities": [case["claim"]]})))


def by_occurrence(case: Row) -> str:
    """Return whether the digits of the value stand anywhere in the text."""
    return "supported" if f"{case['claim']['value']:.12g}" in case["text"].replace(",", "") else "unsupported"


def by_quantulum() -> Judge | None:
    """Return a check that asks quantulum3 for the numbers of a text; None where it is not installed."""
    try:
        from quantulum3 import parser
    except ImportError:
        return None

    def judge(case: Row) -> str:
        values = {quantity.value for quantity in parser.parse(case["text"])}
        return "supported" if case["claim"]["value"] in values else "unsupported"

    return judge


def shares(cases: Iterable[Row], judged: dict[str, str]) -> list[str]:
    """Return, for each label, how many of its claims are flagged, as "0.983 (59/60)"."""
    counts = {label: [0, 0] for label in LABELS}
    for case in cases:
        count = counts[case["label"]]
        count[0] += judged[case["id"]] in LABELS[:2]
        count[1] += 1
    return [f"{flagged / max(1, total):.3f} ({flagged}/{total})" for flagged, total in counts.values()]


def main() -> None:
    """Judge all claims by every check and print the table."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("--verdicts", type=Path, help="where to write the validator's verdicts on all claims, as JSONL")
    target: Path | None = arguments.parse_args().verdicts
    parts = claim_parts()
    judges: dict[str, Judge | None] = {"extract.check": by_check, "number occurs": by_occurrence, "quantulum3": by_quantulum()}
    print("| check | claims | unsupported caught | misattributed caught | false alarms | ms a claim |")
    print("|---|---|---|---|---|---|")
    for name, judge in judges.items():
        if judge is None:
            continue
        judged: dict[str, str] = {}
        for part in parts:
            started = time.process_time()
            judged |= {case["id"]: judge(case) for case in part.rows}
            spent = (time.process_time() - started) / len(part.rows) * 1000
            print(f"| {name} | {part.name} | {' | '.join(shares(part.rows, judged))} | {spent:.2f} |")
        if judge is by_check and target:
            target.write_text(
                "".join(json.dumps({"id": key, "verdict": verdict}) + "\n" for key, verdict in judged.items()), encoding="utf-8"
            )


if __name__ == "__main__":
    main()
