"""Check a metric against the one that the text links the number to."""

from __future__ import annotations

from extract.language.attribution import Link
from extract.records import Verdict
from extract.schemas.markers import Role
from extract.validate.agreement import Relation, stems
from extract.validate.comparable import comparable
from extract.validate.linked import LOOSE, links_of
from extract.validate.messages import shorten
from extract.validate.metrics import is_measure, is_size, missing, same_metric, telling
from extract.validate.reasons import Reason
from extract.validate.slots import Attached
from extract.validate.source import Source

_COUNTING = frozenset(("behind-noun", "share-noun", "adjacent-noun"))  # rules that find a counted noun
_MEASURED = frozenset(("behind", "of", "object", "in", "aligned", "pair", "bracket", "comparative", "parallel", "share", "adjacent"))


def check_metric(source: Source, index: int, said: str) -> Attached:
    """Check a metric against the one that the text links the number to; a wording of one's own is no reason to flag."""
    link = next(links_of(source, index, Role.METRIC), None)
    if link is None:
        return Attached(Verdict.NOT_CHECKED, Reason.PARAPHRASED, "the text does not say in so many words what the number measures")
    relation = same_metric(said, link.text)
    other = _rival(source, index, said, link) if _contrasts(said, link) else None
    if other is not None or (relation is Relation.OTHER and link.rule in _MEASURED and _in_text(source, said)):
        rest = f", not as {shorten(said)}" if other is None else f"; as {shorten(said)} it gives {source.passage.readings[other].quote}"
        message = f"the text gives {source.passage.readings[index].quote} as {shorten(link.text)}{rest}"
        return Attached(Verdict.MISATTRIBUTED, Reason.OTHER_METRIC, message, link.start, link.end)
    if relation is Relation.SAME:
        return Attached(Verdict.SUPPORTED, Reason.ATTACHED, f"the text gives it as {shorten(link.text)}", link.start, link.end)
    return Attached(Verdict.AMBIGUOUS, Reason.UNDECIDED, f"the text gives it as {shorten(link.text)}", link.start, link.end)


def _contrasts(said: str, link: Link) -> bool:
    """Tell whether a linked wording can speak against a given metric: it names a measure itself, or both only count things."""
    if link.rule in LOOSE or link.rule == "unit" or (link.rule in ("clause", "ahead", "leads") and is_size(link.text)):
        return False
    return is_measure(link.text) or (not is_measure(said) and link.rule in _COUNTING and not link.text[:1].isupper())


def _rival(source: Source, index: int, said: str, link: Link) -> int | None:
    """Return another number of the same sort whose metric has the given words that this one's lacks."""
    lacking = missing(said, link.text)
    if not lacking and same_metric(said, link.text) is not Relation.OTHER:
        return None
    for other in comparable(source, index):
        for theirs in links_of(source, other, Role.METRIC):
            fits = _contrasts(said, theirs) and same_metric(said, theirs.text) is Relation.SAME
            if fits and _fits_better(said, lacking, link, theirs):
                return other
    return None


def _fits_better(said: str, lacking: frozenset[str], link: Link, theirs: Link) -> bool:
    if (link.start, link.end) == (theirs.start, theirs.end):
        return False
    words, mine, others = frozenset(stems(said)), frozenset(stems(link.text)), frozenset(stems(theirs.text))
    return bool(lacking & others) and bool(telling(link.text) - words) and len(words - others) < len(words - mine)


def _in_text(source: Source, said: str) -> bool:
    """Tell whether a metric is worded with the text's own words."""
    return telling(said) <= source.stems
