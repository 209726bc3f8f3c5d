"""Sum up checks: the verdict of one object, and of everything below it."""

from __future__ import annotations

from collections.abc import Iterable

from extract.records import Check, Verdict

_ORDER = (Verdict.UNSUPPORTED, Verdict.MISATTRIBUTED, Verdict.AMBIGUOUS, Verdict.SUPPORTED, Verdict.NOT_CHECKED)


def worst(checks: Iterable[Check]) -> Verdict:
    """Return the worst verdict; `not_checked` where nothing was checked.

    Unsupported is worse than misattributed, that than ambiguous, and that than supported.
    """
    return min((check.verdict for check in checks), key=_ORDER.index, default=Verdict.NOT_CHECKED)


def checks_below(checks: Iterable[Check], path: str) -> list[Check]:
    """Return the checks of one field, or of every field of one object ("quantities.3")."""
    return [check for check in checks if check.path == path or not path or check.path.startswith(f"{path}.")]


def flagged(checks: Iterable[Check]) -> bool:
    """Tell whether one of the checks is unsupported or misattributed."""
    return any(check.verdict.flags for check in checks)
