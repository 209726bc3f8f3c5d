"""Train everything that is learnt from annotated abstracts: how sure the rules are, then kinds and confidence.

    python -m benchmarks.train

Takes about half a minute. It writes strengths.toml in extract/language/attribution/ and the TOML files of extract/models/builtin/, which
are read when the next process starts. Without the real abstracts beside the checkout it learns from the invented ones alone, and
less well.
"""

from __future__ import annotations

import subprocess
import sys

from benchmarks.data import open_parts


def main() -> None:
    """Run the steps, after saying what they learn from, each in a process of its own that reads what the one before it wrote."""
    print(*(f"{part.name}: {len(part.rows)} abstracts" for part in open_parts()), sep="\n", flush=True)
    for step in ("strengths", "kinds", "confidence"):
        subprocess.run([sys.executable, "-m", f"benchmarks.train_{step}"], check=True)


if __name__ == "__main__":
    main()
