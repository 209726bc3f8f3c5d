"""Lists: numbers joined by commas, "and", slashes; names joined so; which member of one goes with which of the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extract.language.attribution.tokens import Kind, Token
from extract.language.attribution.words import W
from extract.language.mentions import Mention, MentionKind


class NameList(NamedTuple):
    """Names of one kind in a row; `first` and `last` are token indexes."""

    first: int
    last: int
    members: tuple[Mention, ...]


@dataclass(slots=True)
class Rank:
    """Where a number stands in its list: the list has `outer_size` groups of `inner_size` numbers.

    Numbers in one group are joined by slashes, or are the two ends of a change ("from 46 to 64": `paired`).
    """

    first: int  # token index of the first number of the list
    last: int
    outer: int
    outer_size: int
    inner: int
    inner_size: int
    paired: bool
    size: int  # how many numbers the list has; the two ends of a change count as one


def rank_numbers(tokens: list[Token], places: Sequence[int], units: dict[int, str | None]) -> dict[int, Rank]:
    """Return, for the token index of each number, its rank in the list it belongs to (a list of one when alone)."""
    ranks: dict[int, Rank] = {}
    run: list[list[int]] = []
    paired = False
    for at in places:
        joint = _joint(tokens, run[-1][-1], at, units, paired=paired) if run else None
        if joint == "slash" or joint == "pair":
            run[-1].append(at)
            paired = paired or joint == "pair"
        elif joint == "list":
            run.append([at])
        else:
            _rank(run, ranks, paired=paired)
            run, paired = [[at]], False
    _rank(run, ranks, paired=paired)
    return ranks


def _rank(run: list[list[int]], ranks: dict[int, Rank], *, paired: bool) -> None:
    if not run:
        return
    if len({len(group) for group in run}) > 1:  # uneven groups are no grid
        for piece in [[group] for group in run] if paired else [[[at] for group in run for at in group]]:
            _rank(piece, ranks, paired=paired and len(piece[0]) > 1)
        return
    for outer, group in enumerate(run):
        for inner, at in enumerate(group):
            size = len(run) if paired else len(run) * len(group)
            ranks[at] = Rank(run[0][0], run[-1][-1], outer, len(run), inner, len(group), paired, size)


def _is_pair(tokens: list[Token], left: int, right: int) -> bool:
    """Tell whether two numbers are the ends of a change: "from 46 to just 64"."""
    between = tokens[left + 1 : right]
    if not between or between[0].word != "to" or not all(W.ABOUT in t.classes for t in between[1:]):
        return False
    at = left - 1
    while at > 0 and W.ABOUT in tokens[at].classes:
        at -= 1
    return at >= 0 and tokens[at].word == "from"


_VERSUS = frozenset(("vs", "v.s", "versus"))


def _joint(tokens: list[Token], left: int, right: int, units: dict[int, str | None], *, paired: bool) -> str | None:
    """Return how two numbers are joined: "slash", "pair", "list", or None when they do not belong to one list."""
    between = tokens[left + 1 : right]
    if not between or len(between) > 5 or between[0].word == "on average":
        return None
    if units[left] != units[right] and None not in (units[left], units[right]):
        return None
    if tokens[left].word.startswith("+") != tokens[right].word.startswith("+"):
        return None
    if all(t.kind is Kind.SLASH for t in between):
        return "slash"
    if _is_pair(tokens, left, right):
        return "pair"
    if len(between) == 1 and between[0].kind is Kind.COMMA and _ends_on_its_own(tokens, left, right):
        return None
    joined = False
    for token in between:
        if token.kind is Kind.COMMA or token.word in ("and", "or", "&") or token.word in _VERSUS:
            joined = True
        elif (
            W.ABOUT not in token.classes
            and token.word not in ("a", "an", "by", ".")
            and token.word not in _VERSUS
            and not (paired and token.word == "from")
        ):
            return None
    return "list" if joined else None


def _ends_on_its_own(tokens: list[Token], left: int, right: int) -> bool:
    """Tell two statements from a list: "an accuracy of 97.2, 62.4 mAP on A"; "is 79.8, 5.6 higher than B"."""
    if not left or right + 1 >= len(tokens):
        return False
    lead, behind = tokens[left - 1], tokens[right + 1].classes
    return (lead.word == "of" and W.MEASURE in behind) or (W.BE in lead.classes and W.COMPARATIVE in behind)


def name_lists(tokens: list[Token], named: Sequence[int], openers: list[int | None], kind: MentionKind) -> list[NameList]:
    """Return the runs of names of this kind, single ones too, in order; `named` are the tokens that are names.

    A name of no known kind counts in a run with others of this kind. "And" ends a run, and two names
    with nothing but a comma between them are no run ("Compared to A, B gains …").
    """
    runs: list[list[int]] = []
    joints: list[list[str]] = []
    open_runs: dict[int | None, int] = {}
    for at in named:
        if not tokens[at].names(kind) and not tokens[at].names(MentionKind.OTHER):
            continue
        index = open_runs.get(openers[at])
        joint = _joint_of_names(tokens, runs[index][-1], at) if index is not None and "and" not in joints[index] else None
        if index is None or joint is None:
            open_runs[openers[at]] = len(runs)
            runs.append([at])
            joints.append([])
        else:
            runs[index].append(at)
            joints[index].append(joint)
    split = [[at] for run, joint in zip(runs, joints, strict=True) if joint == [","] for at in run]
    kept = [run for run, joint in zip(runs, joints, strict=True) if joint != [","]]
    return sorted(_name_list(tokens, run) for run in kept + split if any(tokens[at].names(kind) for at in run))


def _name_list(tokens: list[Token], run: list[int]) -> NameList:
    return NameList(run[0], run[-1], tuple(mention for at in run if (mention := tokens[at].mention) is not None))


def _joint_of_names(tokens: list[Token], left: int, right: int) -> str | None:
    """Return "and", "/" or "," where only that, articles and a bracket without numbers stand between two names."""
    depth = 0
    joint: str | None = None
    for token in tokens[left + 1 : right]:
        if token.kind is Kind.OPEN:
            depth += 1
        elif token.kind is Kind.CLOSE:
            depth -= 1
        elif token.kind is Kind.NUMBER:
            return None
        elif depth or token.word == "+":
            continue
        elif token.kind in (Kind.COMMA, Kind.SLASH) or token.word in ("and", "or", "&", "as well as"):
            joint = "/" if token.kind is Kind.SLASH else "," if token.kind is Kind.COMMA else "and"
        elif W.DETERMINER not in token.classes and W.DATATAIL not in token.classes:
            return None
    return joint


def aligned(rank: Rank, size: int, *, inner_first: bool = False) -> int | None:
    """Return which member of a list of `size` goes with a number of this rank; None when the lists do not match.

    Of a grid with as many groups as members ("62/42 and 38/23 I2T/T2I recall on A and B") the groups count, or, with
    `inner_first`, the members.
    """
    if rank.size < 2 or size < 2:
        return None
    if rank.paired:
        return rank.outer if size == rank.outer_size else None
    if inner_first and size == rank.inner_size:
        return rank.inner
    if size == rank.outer_size:
        return rank.outer
    if size == rank.inner_size:
        return rank.inner
    return rank.outer * rank.inner_size + rank.inner if size == rank.size else None
