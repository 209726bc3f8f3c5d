"""Measure the validator on the labelled claims, beside two plainer checks, and print one Markdown table.

    python benchmarks/claims.py ../shared/gold/claims.jsonl

Every claim goes through the public check as one quantity. The other checks are "the number occurs in the text" and, where it
is installed, quantulum3's readings of the text. Verdicts are scored by `score.py` beside the claims, on either part.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from extract.validate import check, worst

Case = dict[str, Any]
Judge = Callable[[Case], str]

_SHARE = re.compile(
    r"(?:unsupported|misattributed)\s+caught ([\d.]+)|false alarms on supported ([\d.]+)"
    r"|accuracy over the three labels ([\d.]+)"
)


def by_check(case: Case) -> str:
    """Return the validator's verdict on a claim, taken as the only quantity of an extraction."""
    checks = check(case["text"], {"quantities": [case["claim"]]})
    return str(worst(checks))


def by_occurrence(case: Case) -> str:
    """Return whether the digits of the value stand anywhere in the text."""
    value = case["claim"]["value"]
    digits = f"{value:.12g}"
    return "supported" if digits in case["text"].replace(",", "") else "unsupported"


def by_quantulum() -> Judge | None:
    """Return a check that asks quantulum3 for the numbers of a text; None where it is not installed."""
    try:
        from quantulum3 import parser
    except ImportError:
        return None

    def judge(case: Case) -> str:
        values = {quantity.value for quantity in parser.parse(case["text"])}
        return "supported" if case["claim"]["value"] in values else "unsupported"

    return judge


def scored(score: Path, claims: Path, verdicts: Path, part: str) -> list[str]:
    """Run the scorer on one part; return the shares of all claims as it prints them."""
    command = [sys.executable, str(score), "claims", str(claims), str(verdicts), "--part", part]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [next(filter(None, match.groups())) for match in _SHARE.finditer(output)][:4]


def main() -> None:
    """Judge all claims by every check and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("claims", type=Path)
    parser.add_argument("--verdicts", type=Path, help="where the validator's verdicts are written; a temporary file by default")
    args = parser.parse_args()
    cases = [json.loads(line) for line in args.claims.read_text(encoding="utf-8").splitlines() if line.strip()]
    judges: dict[str, Judge | None] = {"extract.check": by_check, "number occurs": by_occurrence, "quantulum3": by_quantulum()}
    print("| check | part | unsupported caught | misattributed caught | false alarms | accuracy | ms a claim |")
    print("|---|---|---|---|---|---|---|")
    for name, judge in judges.items():
        if judge is not None:
            path = args.verdicts if judge is by_check and args.verdicts else Path(tempfile.mkdtemp()) / "verdicts.jsonl"
            started = time.perf_counter()
            lines = [json.dumps({"id": case["id"], "verdict": judge(case)}) for case in cases]
            spent = (time.perf_counter() - started) / len(cases) * 1000
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
            for part in ("open", "aside"):
                shares = scored(args.claims.parent / "score.py", args.claims, path, part)
                print(f"| {name} | {part} | {' | '.join(shares)} | {spent:.2f} |")


if __name__ == "__main__":
    main()
