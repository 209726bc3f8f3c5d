"""Words that stand in the same place beside two numbers of a sentence: "77% at T=2, 71% at T=1", "5.9% are wrong, 11.3% are incomplete"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from extract.numbers.readings import Form
from extract.validate.agreement import stem
from extract.validate.comparable import comparable, comparable_here
from extract.validate.source import Source
from extract.validate.spelling import spelled_places
from extract.validate.vocabulary import EMPTY_WORDS, SMALL_WORDS, STANDING_WORDS, WEAK_METRIC_WORDS, word_set

Span = tuple[int, int]
Frame = Mapping[str, tuple[str, ...]]  # by a small word, the stems of the words that it leads to
Frames = tuple[Frame, Frame]  # before and behind a number

LONGEST = 3  # words
LONGEST_LIST = 12  # numbers before one of a list
FARTHEST = 5  # words between a number and the small word
LONGEST_SHORT = 12  # characters of a short form
REACH = 90  # characters on either side of a number
_JOINT = re.compile(r"[\s,/|~%\\]{0,4}(?:and\b)?[\s~]{0,3}")
_WORD = re.compile(r"[^\s,;:()\[\]\"“”]+")
_BORDER = re.compile(r"[,;:()](?=\s|$|\w)|\.\s|\b(?:and|but|while|whereas|or|than|versus|vs|compared|relative(?= to))\b|[–—]|\s-\s")
_LABEL = re.compile(r"^\W*((?:[^\s,;:()]+ ){0,2}[^\s,;:()]+):\s*$")
_SAID = re.compile(r"\b(?:is|are|was|were|be|been)\s+((?:[^\s,;:().]+ ?){1,2})")
_HEAD = re.compile(rf"\b(?:{'|'.join(SMALL_WORDS)})\s")
_SHORT_FORM = re.compile(r"\([A-Z][\w-]{0,9}\)")
_BRACKET = re.compile(r"\s?\(([^()]{1,30})\)")
_WEAK = word_set(WEAK_METRIC_WORDS) - word_set(
    "mean average new test validation train training max maximum min minimum best worst top max least most"
)
_NAME_BEHIND = re.compile(r"\s(?:[\w@-]+\s){0,2}?(on|for|in)\s(?:the\s)?([A-Z][\w@/.-]*)")
_INSIDE = re.compile(r"[\W_]+")


def contrast(source: Source, index: int, said: str, *, whole: bool) -> int | None:
    """Return the number of the sentence whose words are given for this one, which has others in their place.

    Both numbers have words behind the same small word, on the same side. What is given shares a word with the other's alone,
    all of them where it has to be there as a `whole`.
    """
    beside = _beside(source, index)
    given = frozenset(_telling(said)) if beside else frozenset()
    for other in beside if given else ():
        for mine, theirs in zip(_with_opening(source, index), _with_opening(source, other), strict=True):
            heads = (head for head in mine.keys() & theirs.keys() if head or mine[head][-1] == theirs[head][-1])
            if any(_tells_apart(given, mine[head], theirs[head], whole=whole) for head in heads):
                return other
    return None


def named_elsewhere(source: Source, index: int, said: str) -> int | None:
    """Return a number of another sentence that a name stands behind, where this one has another name in that place.

    "It scores 61 on A. Later, it scores 72 on B": 72 is not given for A. Where the name stands with numbers in any other way,
    nothing is said.
    """
    own = _NAME_BEHIND.match(source.text, source.passage.readings[index].end)
    here = source.sentence_at(index)
    if own is None or spelled_places(source.low, said, here):
        return None
    places = [place for place, _ in spelled_places(source.low, said, (0, len(source.low)))]
    holders: list[int] = []
    for other in comparable(source, index):
        end = source.passage.readings[other].end
        found = _NAME_BEHIND.match(source.text, end)
        if found and found[1].lower() == own[1].lower() and found.start(2) in places:
            holders.append(other)
            places.remove(found.start(2))
    held = [source.sentence_at(i) for i in comparable(source, index) if source.passage.readings[i].form is not Form.WORD]
    return holders[0] if holders and not any(start <= place < end for place in places for start, end in held) else None


def other_act(source: Source, index: int, said: str) -> str | None:
    """Return the words behind a share where the given words are those behind another one: "23% cite it and 61% read it aloud"."""
    mine = _frames_of(source, index)[1].get("", ())
    given = frozenset(_telling(said)) if len(mine) > 1 and source.likeliest[index][0] == "%" else frozenset()
    for other in _beside(source, index) if given else ():
        theirs = _frames_of(source, other)[1].get("", ())
        if not given & frozenset(mine) and len(given & frozenset(theirs).difference(mine)) > 1:
            return " ".join(mine)
    return None


def stands_beside(source: Source, index: int, said: str) -> bool:
    """Tell whether a name stands right beside a number, behind a small word: "on GIVEN we reach 3", "3 points on GIVEN"."""
    given = frozenset(_telling(said))
    runs = [run for frame in _frames_of(source, index) for run in frame.values()]
    return any(given.issuperset(run[:1]) and given.issubset(run) for run in runs if run) if given else False


def _tells_apart(given: frozenset[str], mine: tuple[str, ...], theirs: tuple[str, ...], *, whole: bool) -> bool:
    only_mine, only_theirs = frozenset(mine).difference(theirs), frozenset(theirs).difference(mine)
    if not only_mine or given & only_mine or not given & only_theirs:
        return False
    return given.issuperset(theirs[:1]) and given.issubset(theirs) if whole else True


def _beside(source: Source, index: int) -> list[int]:
    """Return the other numbers in the sentence of a number that have its unit."""
    known = source.beside.get(index)
    if known is None:
        unit, _ = source.likeliest[index]
        known = source.beside[index] = [i for i in comparable_here(source, index) if source.likeliest[i][0] == unit]
    return known


def _frames_of(source: Source, index: int) -> Frames:
    found = source.frames.get(index)
    if found is None:
        low, high = _window(source, index)
        reading = source.passage.readings[index]
        before = _before(source.text[low : reading.start]) or _of_list(source, index)
        found = source.frames[index] = before, _behind(source.text[reading.end : high])
    return found


def _of_list(source: Source, index: int) -> Frame:
    """Return the words before the numbers that this one is joined to: "on A we get 3 and 4"."""
    readings = source.passage.readings
    for _ in range(LONGEST_LIST):
        previous = max((i for i in _beside(source, index) if i < index), default=None)
        if previous is None or not _JOINT.fullmatch(source.text, readings[previous].end, readings[index].start):
            break
        before = _before(source.text[_window(source, previous)[0] : readings[previous].start])
        if before:
            return before
        index = previous
    return {}


def _with_opening(source: Source, index: int) -> Frames:
    before, behind = _frames_of(source, index)
    return before or _fronted(source, index), behind


def _fronted(source: Source, index: int) -> Frame:
    """Return the words that open a sentence, for its first number: "For A, we get 3"."""
    start, _ = source.sentence_at(index)
    end = source.text.find(",", start, source.starts[index])
    if (
        end < 0
        or end > start + REACH
        or any(i < index for i in _beside(source, index))
        or _HEAD.match(source.text[start:end].lower()) is None
    ):
        return {}
    return _runs(source.text[start:end])


def _window(source: Source, index: int) -> Span:
    """Return the clause-like piece around a number that holds no other number of the sort."""
    reading, text = source.passage.readings[index], source.text
    start, end = source.sentence_at(index)
    others = [source.passage.readings[i] for i in _beside(source, index)]
    low = max([start, reading.start - REACH, *(o.end for o in others if o.end <= reading.start)])
    high = min([end, reading.end + REACH, *(o.start for o in others if o.start >= reading.end)])
    labelled = len(text[low : reading.start].rstrip(": ")) + low
    last = max((m.end() for m in _BORDER.finditer(text, low, labelled)), default=low)
    bracket = _BRACKET.match(text, reading.end)
    borders = _BORDER.finditer(text, bracket.end() if bracket else reading.end, high)
    first = next((m.start() for m in borders if not _is_short_form(text, m.start())), None)
    return last, first if first is not None else (high if high == end else reading.end)


def _is_short_form(text: str, at: int) -> bool:
    """Tell whether a bracket that opens or closes here holds nothing but a short form: "error rates (WER)"."""
    opener = at if text[at] == "(" else text.rfind("(", max(0, at - LONGEST_SHORT), at) if text[at] == ")" else -1
    return opener >= 0 and _SHORT_FORM.match(text, opener) is not None


def _before(piece: str) -> Frame:
    """Read the words that lead to a number: "at T=2" of "at T=2 the accuracy is", and a label, "A" of "A: 3"."""
    label, last = _LABEL.search(piece), max(_HEAD.finditer(piece), key=re.Match.start, default=None)
    nearest = _runs(piece[last.start() :]) if last else {}
    return _runs(piece) | nearest | ({":": _telling(label[1])} if label else {})


def _behind(piece: str) -> Frame:
    """Read the words behind a number: "of the labels", what is said of them, "are wrong", and a bracket, "(A)"."""
    piece = piece[:1] + _SHORT_FORM.sub("", piece[1:]) if not _BRACKET.match(piece) else piece
    said, bracket = _SAID.search(piece), _BRACKET.match(piece)
    later = {} if bracket else _later_run(piece)
    found = later | _runs(piece) | ({"is": _telling(said[1])} if said else {}) | ({"(": _telling(bracket[1])} if bracket else {})
    direct = tuple(stem(_INSIDE.sub("", word.lower())) for word in _direct(piece))
    return found | ({"": direct} if direct else {})


def _later_run(piece: str) -> dict[str, tuple[str, ...]]:
    """Read the small word behind what a share is of, with the words behind it: "of mistakes to haste" is "to haste", too."""
    heads = [found.start() for found in _HEAD.finditer(piece)] if piece.startswith(" of ") else []
    return _runs(piece[heads[1] :]) if len(heads) > 1 else {}


def _direct(piece: str) -> list[str]:
    """Return the words right behind a number, up to a small word."""
    words: list[str] = []
    for word in _WORD.findall(piece) if not piece.lstrip().startswith("(") else ():
        if len(words) == LONGEST or word.lower() in SMALL_WORDS or word.lower() in EMPTY_WORDS:
            break
        words.append(word)
    return words


def _runs(piece: str) -> dict[str, tuple[str, ...]]:
    """Read the small word that a piece begins with, and the words behind it up to the next one."""
    head = None
    words: list[str] = []
    num_before = 0
    for word in _WORD.findall(piece):
        low = word.lower().strip(".")
        if low in STANDING_WORDS and head is not None and not words:
            break
        if low in SMALL_WORDS or low in EMPTY_WORDS:
            if words:
                break
            head = low if low in SMALL_WORDS else head
        elif head is None:
            num_before += 1
        else:
            words.append(word)
        if num_before > FARTHEST or len(words) == LONGEST:
            break
    return {head: _telling(" ".join(words))} if head and words else {}


@lru_cache(maxsize=4096)
def _telling(words: str) -> tuple[str, ...]:
    found = (_INSIDE.sub("", word.removesuffix("'s").lower()) for word in re.split(r"[\s/,]+", words))
    return tuple(stem(word) for word in found if word and word not in _WEAK)
