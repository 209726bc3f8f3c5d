"""One thing that the text calls single: "a single GPU" states one GPU, though no number stands there."""

from __future__ import annotations

import re

from extract.validate.agreement import stems
from extract.validate.source import Source
from extract.validate.values import ONE, Claimed

Span = tuple[int, int]

_SINGLE = re.compile(r"\bsingle[\s-]+(?P<what>(?:[\w-]+\s+){0,4}[\w-]+)", re.IGNORECASE)


def find_single(source: Source, claim: Claimed, within: list[Span]) -> Span | None:
    """Return where the text, in one of some stretches, speaks of a single one of what is given as one."""
    noun = stems(claim.unit)[-1:] if claim.unit and claim.value == ONE else ()
    for start, end in within if noun else ():
        for found in _SINGLE.finditer(source.text, start):
            if found.start() >= end:
                break
            if noun[0] in stems(found["what"]):
                return found.span()
    return None
