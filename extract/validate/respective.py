"""Lists of equal length that a sentence sets side by side with "respectively", whatever their members are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from extract.validate.agreement import stem
from extract.validate.comparable import alike
from extract.validate.source import Member, Source
from extract.validate.vocabulary import FILLER

Span = tuple[int, int]
Words = tuple[str, ...]

LONGEST = 5  # words of a member
_SAID = re.compile(r"\brespective(?:ly)?\b", re.IGNORECASE)
_JOINT = re.compile(r",\s+(?:and|or)\s+|,\s+|\s+(?:and|or|&)\s+|\s*[/|]\s*")
_WORD = re.compile(r"[^\s,;:()\[\]\"“”/|]+")
_INSIDE = re.compile(r"[\W_]+")
_BRACKETED = re.compile(r"\s*\((?:(?!\s(?:and|or)\s)[^()])*\)")
_BETWEEN = re.compile(r"[^.;:]*?(?:,|\band\b|\bor\b|&|/|\|)[^.;:]*")
_NUMBER = re.compile(r"\W*\d[\d.,]*\W*[%x×]?")
_LEADS = re.compile(r"\b(?:on|for|in|with|at|to|under|over|than)\b")
_MEMBER = r"(?:[A-Za-z]{1,3}\s?[=<>]\s?)?[~<>+-]?\d[\d.,]*\s?%?"
_IN_BRACKET = re.compile(rf"\(\s*{_MEMBER}(?:(?:,\s+and|,|\s+and)\s+{_MEMBER})+\s*\)")
_MARKUP = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Listed:
    """The member of a list that goes with a number, and whether the given words are its own or those of another member."""

    member: str
    own: bool


def place_in_list(source: Source, index: int, said: str) -> Listed | None:
    """Return the member that goes with a number, where the given words are those of a member, this or another one."""
    if index not in source.members:
        source.members[index] = _members_beside(source, index)
    at, lists = source.members[index]
    given = frozenset(_words(said)) if lists else frozenset()
    for members in lists:
        if _is_anothers(given, members, at):
            return Listed(members[at].text, own=False)
        if given & members[at].certain:
            return Listed(members[at].text, own=True)
    return None


def _members_beside(source: Source, index: int) -> tuple[int, list[list[Member]]]:
    """Return a number's place in its row, and the lists of words that are as long as the row."""
    sentence = source.sentence_at(index)
    bracketed = "respective" not in source.low or _SAID.search(source.text, *sentence) is None
    row = _bracketed_row(source, index, sentence) if bracketed else _row(source, index, sentence)
    at = row.index(index) if index in row else -1
    lists = _lists(source, row, sentence) if at >= 0 and len(row) > 1 and not bracketed else []
    if at >= 0 and bracketed:
        ahead = _lists_in(source.text[sentence[0] : source.text.rfind("(", sentence[0], source.starts[row[0]])], len(row))
        lists = ahead if len(ahead) == 1 else []
    return at, lists


def _bracketed_row(source: Source, index: int, sentence: Span) -> list[int]:
    """Return the numbers that fill a bracket with a number: "(p = 0.2 and p = 0.3)"; none where it holds anything else."""
    at = source.starts[index]
    opener, closer = source.text.rfind("(", sentence[0], at), source.text.find(")", at, sentence[1])
    if opener < 0 or closer < 0 or _IN_BRACKET.match(source.text, opener, closer + 1) is None:
        return []
    row = [i for i in source.quantities if opener < source.starts[i] < closer]
    return row if index in row and len(row) > 1 else []


def _row(source: Source, index: int, sentence: Span) -> list[int]:
    """Return the numbers of a sentence that are of one sort and stand in one list, brackets left out."""
    readings = source.passage.readings
    inside = [i for i in source.quantities if sentence[0] <= readings[i].start < sentence[1] and alike(readings[index], readings[i])]
    open_air = [i for i in inside if not _in_brackets(source, sentence, readings[i].start)]
    rows: list[list[int]] = []
    for i in open_air:
        if rows and _is_joined(source, readings[rows[-1][-1]].end, readings[i].start):
            rows[-1].append(i)
        else:
            rows.append([i])
    return next((row for row in rows if index in row), [])


def _in_brackets(source: Source, sentence: Span, at: int) -> bool:
    opener = source.text.rfind("(", sentence[0], at)
    return opener >= 0 and ")" not in source.text[opener:at]


def _is_joined(source: Source, start: int, end: int) -> bool:
    between = _BRACKETED.sub(" ", source.text[start:end])
    return len(between) < 40 and _LEADS.search(between) is None and _BETWEEN.fullmatch(between) is not None


def _lists(source: Source, row: list[int], sentence: Span) -> list[list[Member]]:
    """Return the lists of words that have as many members as the row has numbers: those up to "respectively", else the last one before."""
    readings = source.passage.readings
    first, last = readings[row[0]].start, readings[row[-1]].end
    said = _SAID.search(source.text, last, sentence[1])
    behind = _lists_in(source.text[last : said.start()], len(row)) if said else []
    if behind:
        return behind
    ahead = _lists_in(source.text[sentence[0] : first], len(row))
    if not ahead and sentence[0]:
        start, end = max((span for span in source.passage.sentences if span[1] <= sentence[0]), default=(0, 0))
        ahead = _lists_in(source.text[start:end], len(row), at_end=True)
    return ahead[-1:]


def _lists_in(piece: str, length: int, *, at_end: bool = False) -> list[list[Member]]:
    piece = _BRACKETED.sub("", _MARKUP.sub(" ", piece))
    joints = list(_JOINT.finditer(piece))
    found = []
    for i in range(len(joints) - length + 2):
        run = joints[i : i + length - 1]
        if run[-1].group().strip() == "," or _joins_clauses(run) or any(_is_border(joint) for joint in run[:-1]):
            continue
        middles = [piece[a.end() : b.start()] for a, b in pairwise(run)]
        if any(len(middle.split()) > LONGEST or not middle.strip() for middle in middles):
            continue
        before, behind = _last_words(piece[: run[0].start()]), _first_words(piece[run[-1].end() :])
        if at_end and piece[run[-1].end() :].rstrip(" .") != " ".join(behind):
            continue
        if before and behind and not any(_NUMBER.fullmatch(text) for text in (before[-1], *middles, behind[0])):
            found.append(_members(before, middles, behind))
    return found


def _joins_clauses(run: list[re.Match[str]]) -> bool:
    """Tell whether two pieces are joined by a comma and "and": two clauses, no two members of a list."""
    return len(run) == 1 and run[0].group().startswith(",")


def _is_border(joint: re.Match[str]) -> bool:
    return "," not in joint.group() and joint.group().strip() not in ("/", "|")


def _last_words(text: str) -> list[str]:
    """Return the last words of a text back to a small word or a sign."""
    piece = re.split(r"[,;:.]\s|[()]", text)[-1]
    words = _WORD.findall(piece)
    kept: list[str] = []
    for word in reversed(words[-LONGEST:]):
        if _is_small(word):
            break
        kept.insert(0, word)
    return kept


def _first_words(text: str) -> list[str]:
    kept: list[str] = []
    for word in _WORD.findall(re.split(r"[,;:]|\.(?:\s|$)|[()]", text)[0])[:LONGEST]:
        if _is_small(word) or word.lower().startswith("respective"):
            if kept or word.lower() not in ("the", "a", "an", "on", "for", "in", "with", "by", "to", "of"):
                break
            continue
        kept.append(word)
    return kept


def _members(before: list[str], middles: list[str], behind: list[str]) -> list[Member]:
    if before[-1].endswith("-") and "-" in behind[0]:
        before[-1] += behind[0].split("-", 1)[1]  # two- and three-speaker
    texts = [" ".join(before), *(middle.strip() for middle in middles), " ".join(behind)]
    possible = [frozenset(_words(text)) for text in texts]
    sure = [before[-1], *middles, behind[0]]
    certain = [frozenset(_words(text)) for text in sure]
    members = []
    for i, words in enumerate(certain):
        others = frozenset().union(*(possible[j] if 0 < j < len(texts) - 1 else certain[j] for j in range(len(texts)) if j != i))
        members.append(Member(texts[i], possible[i], words - others))
    return members


def _is_anothers(given: frozenset[str], members: list[Member], at: int) -> bool:
    mine = members[at]
    if given <= mine.possible or any(_alike(word, own) for word in given for own in mine.certain):
        return False
    return any(member.certain & given for i, member in enumerate(members) if i != at)


def _alike(word: str, own: str) -> bool:
    short, long = sorted((word, own), key=len)
    return short == long or (len(short) > 2 and long.startswith(short)) or (len(short) > 3 and short in long)


def _is_small(word: str) -> bool:
    return word.lower() in FILLER and not (len(word) == 1 and word.isupper())


def _words(text: str) -> Words:
    pieces = (_INSIDE.sub("", word.removesuffix("'s")) for word in re.split(r"[\s/,]+", text))
    return tuple(stem(piece.lower()) for piece in pieces if piece and not _is_small(piece))
