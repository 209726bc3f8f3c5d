"""Run every quick benchmark, and print what the docs show; those whose data does not lie beside the checkout say so.

python -m benchmarks
"""

from __future__ import annotations

import subprocess
import sys

from benchmarks.data import CHECKOUT

MEASEVAL = CHECKOUT.parent / "shared" / "measeval" / "train.jsonl"


def main() -> int:
    """Run the benchmarks one after the other; return 1 if one of them failed."""
    codes = [run("built-in model", "builtin")]
    codes += [run("validator", "claims")]
    codes += [run("number reader", "measeval", str(MEASEVAL)) if MEASEVAL.is_file() else missing("number reader", MEASEVAL.name)]
    codes += [run("annotation tools and back, evaluation", "annotation")]
    codes += [run("paid models", "paid_path", "processor", "cached", "--quick")]
    codes += [run("report", "report")]
    return int(any(codes))


def run(title: str, name: str, *arguments: str) -> int:
    """Run one benchmark under a heading; return its exit code."""
    print(f"\n## {title}\n", flush=True)
    return subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *arguments], check=False, cwd=CHECKOUT).returncode


def missing(title: str, name: str) -> int:
    """Say that a benchmark's data is not here; that is no failure."""
    print(f"\n## {title}\n\nnot run: {name} is not beside the checkout", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
