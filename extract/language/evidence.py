"""What the words around a name say about what it names."""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.language.known import known_dataset, known_other, known_system
from extract.language.metric_shapes import is_metric
from extract.language.names import Candidate
from extract.language.presenting import is_plain_word
from extract.language.tokens import Token
from extract.language.words import Remembered, lowered, one_of, verb_forms, word_list

_DATASET_NOUNS = word_list("words", "dataset nouns")
_SYSTEM_NOUNS = word_list("words", "system nouns")
_DETERMINERS = word_list("words", "determiners")
_OWN_STOPPERS = word_list("words", "own stoppers")
_PIECES = word_list("words", "pieces of data")
_TASK_NOUNS = word_list("words", "task nouns")
_FUNCTION_WORDS = word_list("words", "function words")
_QUANTIFIERS = word_list("words", "quantifiers")
_COMPARISON_WORDS = verb_forms("comparison words")
_COLLECTING_VERBS = verb_forms("collecting verbs")
_VERBS_WITH_ON = verb_forms("verbs with on")
_SYSTEM_VERBS = verb_forms("system verbs")
_RESULT_VERBS = verb_forms("result verbs")
_VERBS = verb_forms("verbs")
_SCORES = word_list("metrics", "scores")
_METRIC_ENDS = lowered("metrics", "heads") | lowered("metrics", "compound heads")
_DATASET_BEFORE = frozenset(("on", "across"))
_NAMED = re.compile(r"\b(?:dubbed|termed|coined|named|called|titled|namely)\s*,?\s*(?:as\s+)?[\"'“‘`(]*$")
_NAMING_WORDS = frozenset(("dubbed", "termed", "coined", "named", "called", "titled", "namely", "as"))
_TAKEN = frozenset(("taken", "drawn", "sampled", "tasks", "samples", "examples", "images", "questions", "prompts", "subset", "queries"))
_LIST_WORDS = frozenset(("as", "including", "include", "like", "namely", "g", "e"))
_LIST_MARKS = tuple(":(-–—")
_NOUN = re.compile(r"\b[A-Za-z][a-z-]+\b")
_CLOSES = frozenset((",", ".", ";", ":", ")", ""))
_SCORES_NUMBER = re.compile(r"scores?\s(?:[a-z]+\s){0,2}\d")  # a verb: "NAME scores only 71.2"
_OF_NUMBER = re.compile(r"\sof\s(?:[a-z]+\s){0,2}\d")
_NAMING_REACH = 12
_LIST_HEAD = re.compile(  # the last noun before the list
    rf".*\b({one_of('words', 'dataset nouns')}|{one_of('words', 'generic nouns')})\b"
    r"(?:[^.;()]{0,60}?(?:such as|including|include|like|namely|,?\s*\(?(?:e\.g\.|i\.e\.),?)|[^.;()]{0,25}?\(|:|\s?[-–—]{1,3})\s*$",
    re.DOTALL,
)
_GLOSS = re.compile(
    r"(?:\s\([^()]{1,20}\))?(?:[,:]|\s[-–—]+|\sis|,\swhich is)\s(?:a|an|the)\s((?:[\w-]+,?\s){0,6}?)"
    rf"({one_of('words', 'dataset nouns')}|{one_of('words', 'system nouns')})\b"
)
_LIST_GAP = re.compile(
    r"^(?:\s*\([^()]{1,40}\)|\s+by\s+(?:up\s+to\s+|about\s+)?[\d.]+\s?\\?%?)?"
    r"(?:\)?\s*,\s*|\s*,?\s*(?:and|or|&)\s+(?:the\s+)?|\s*/\s*|\s*,\s*)$"
)


_SHAPED = re.compile(r"[a-z][A-Z]|[A-Z]{3}|[A-Za-z]\d|\d[A-Za-z]|\w[-+/][A-Z\d]|[A-Z]{2}[a-z]")
_DATASET_SHAPE = re.compile(
    r"(?:[a-z]|[A-Z]{2}|-)(?:Bench|Eval|QA|VQA|Corpus|Dataset|Data|DB|Bank|Challenge|Arena|Suite|Captions|Reviews|Tasks)\d*(?:[-\s]?[vV]?\d[\w.]*)?$"
    r"|[-\s]\d+[kK]$|[-\s'](?:19|20)\d\d$|[A-Za-z]\d{2,3}[kK]$"
)
_SIZED_DATA = re.compile(r"[-\s]\d+[kK]$")  # no system presented as the paper's own is called so
_SIZED_MODEL = re.compile(r"-(?:Ti|XS|[SBMLHGg]|XX?L)/\d{1,2}$")  # a network of a size, in patches of so many pixels
_HOLDING = r"(?:contains?|containing|compris(?:es?|ing)|consist(?:s|ing) of|includes?|including|spans?|covers?|a total of)"
_MANY = (
    r"(?:over |more than |about |around |roughly |nearly )?"
    r"(?:\d[\d.,]*\s?(?:k|K|M|B|million|billion|thousand)|\d{1,3}(?:,\d{3})+|\d{3,}|thousands of|millions of|hundreds of)"
)
_HOLDS = re.compile(  # "NAME, 48,200 posts from …", "NAME, which contains 30 million images"
    rf"(?:\s\([^()]{{1,60}}\))?(?:,? (?:which |that )?{_HOLDING}|,) {_MANY}\s(?:[a-z][\w-]*\s){{0,3}}?{one_of('words', 'pieces of data')}\b"
)
_VALUED = re.compile(r"\s(?:scores?|of|is|at|and)\s|\s?[=:<>]|\s\d|s\b")
_SHAPE_WEIGHT = 0.3  # for each place: what looks like a product's name is a system if nothing speaks for a dataset


def weigh(text: str, tokens: list[Token], candidates: list[Candidate]) -> None:
    """Add up, for each candidate, what its own shape and the words around it say."""
    for candidate in candidates:
        _weigh_name(text, candidate)
        _weigh_before(text, tokens, candidate)
        _weigh_behind(text, tokens, candidate)
        _weigh_gloss(text, candidate)
    _share_in_lists(text, candidates)


class _Shape(NamedTuple):
    """What a name says of itself, wherever it stands."""

    is_metric: bool
    dataset: float
    system: float
    other: float


def _shape(name: str) -> _Shape:
    dataset, system = 3 * known_dataset(name), 3 * known_system(name)
    if known_other(name):
        return _Shape(is_metric(name), dataset, system, 5)
    if " " in name and name.rpartition(" ")[2].lower() in _DATASET_NOUNS:
        return _Shape(is_metric(name), dataset + 2, system, 0)
    if _DATASET_SHAPE.search(name) and not is_plain_word(name):
        return _Shape(is_metric(name), dataset + (1.5 if _SIZED_DATA.search(name) else 1), system, 0)
    if _SIZED_MODEL.search(name):
        return _Shape(is_metric(name), dataset, system + 3, 0)
    return _Shape(is_metric(name), dataset, system + (_SHAPE_WEIGHT if _SHAPED.search(name) else 0), 0)


_SHAPES = Remembered(_shape)


def _weigh_name(text: str, candidate: Candidate) -> None:
    shape = _SHAPES[candidate.text]
    if shape.is_metric:  # the name of a system too: MAE
        candidate.metric += 3 if _VALUED.match(text, candidate.end) or text[candidate.start - 2 : candidate.start - 1].isdigit() else 1
        return
    candidate.dataset += shape.dataset
    candidate.system += shape.system
    candidate.other += shape.other


def _weigh_before(text: str, tokens: list[Token], candidate: Candidate) -> None:
    previous = tokens[candidate.first - 1].low if candidate.first else ""
    if previous in _NAMING_WORDS and (match := _NAMED.search(text, max(0, candidate.start - 30), candidate.start)):
        _weigh_naming(text[max(0, match.start() - 130) : match.start()], candidate)
    if text[candidate.start - 2 : candidate.start] == " (" and text[candidate.end : candidate.end + 1] in (")", ",", ";"):
        candidate.metric += 3 if previous in _METRIC_ENDS else 0
    _weigh_listing(text, candidate, previous)
    index = candidate.first - 1
    while index >= 0 and tokens[index].low in _DETERMINERS:
        index -= 1
    if index < 0 or _breaks(text[tokens[index].end : candidate.start]):
        return
    word = tokens[index].low
    if word in _DATASET_BEFORE:
        _weigh_on(tokens, candidate, index, previous)
    elif word in _COMPARISON_WORDS:
        candidate.system += 1.5
    elif word in ("with", "using", "by", "via"):
        candidate.system += 0.5
    elif word in _COLLECTING_VERBS:
        candidate.dataset += 2
    elif word == "from" and index and tokens[index - 1].low in _TAKEN:
        candidate.dataset += 1.5
    elif _stands_beside(text, tokens[index].end, candidate):
        _weigh_apposition(word, candidate)


def _stands_beside(text: str, end: int, candidate: Candidate) -> bool:
    """Tell whether a name is set beside a noun that ends at `end`, not only behind its phrase: "on the X benchmark, NAME reaches"."""
    gap = text[end : candidate.start]
    return gap in (" ", ' "', " (", ": ") or (gap == ", " and text[candidate.end : candidate.end + 1] in _CLOSES)


def _weigh_listing(text: str, candidate: Candidate, previous: str) -> None:
    """Take the noun before a list for what its first member is: "benchmarks such as NAME, …", "two datasets: NAME and …"."""
    if previous not in _LIST_WORDS and text[max(0, candidate.start - 2) : candidate.start].strip()[-1:] not in _LIST_MARKS:
        return
    if match := _LIST_HEAD.match(text, max(0, candidate.start - 90), candidate.start):
        candidate.listed = True
        if match.group(1) in _DATASET_NOUNS:
            candidate.dataset += 2.5
        else:
            candidate.system += 2.5


def _weigh_on(tokens: list[Token], candidate: Candidate, index: int, previous: str) -> None:
    """Weigh "on NAME"; what something "builds on" is no dataset, and "on a NAME" is one only if a noun says so."""
    if index and tokens[index - 1].low in _VERBS_WITH_ON:
        candidate.system += 1
    elif previous not in ("a", "an"):
        candidate.dataset += 1.5


def _breaks(gap: str) -> bool:
    return gap[:1] in (".", ";", ":", "!", "?") and gap[1:2].isspace()


def _weigh_naming(before: str, candidate: Candidate) -> None:
    """Take the last noun before "named", "dubbed" and the like for what the name is."""
    for word in [word.lower() for word in reversed(_NOUN.findall(before)[-_NAMING_REACH:])]:
        if word in _DATASET_NOUNS:
            candidate.dataset += 4
            candidate.called_dataset = True
            return
        if word in _SYSTEM_NOUNS:
            candidate.system += 4
            return


def _weigh_apposition(word: str, candidate: Candidate) -> None:
    """Take a noun right before the name for what the name is: "the dataset, Kenya104K", "a model AION-Search"."""
    if word in _DATASET_NOUNS:
        candidate.dataset += 2.5
    elif word in _SYSTEM_NOUNS:
        candidate.system += 1.5
        candidate.described = True


def _weigh_gloss(text: str, candidate: Candidate) -> None:
    """Take the noun of "NAME, a large dataset of …" and "NAME is a network that …" for what the name is."""
    if _HOLDS.match(text, candidate.end):
        candidate.dataset += 3
    match = _GLOSS.match(text, candidate.end)
    if match is None or any(word.lower() in _OWN_STOPPERS for word in match.group(1).split()):
        return
    if match.group(2).lower() in _DATASET_NOUNS:
        candidate.dataset += 4
        candidate.called_dataset = True
    else:
        candidate.system += 2
        candidate.described = True


def _weigh_behind(text: str, tokens: list[Token], candidate: Candidate) -> None:
    """Take the first noun behind the name that says what it is: "the NAME image dataset", "the NAME network", "NAME achieves"."""
    for distance, index in enumerate(range(candidate.last + 1, min(candidate.last + 5, len(tokens)))):
        token = tokens[index]
        gap = text[tokens[index - 1].end : token.start].strip(" ~")
        if gap and not (distance == 0 and gap in (")", "'", "’")):
            return
        if token.low in _DATASET_NOUNS:
            _weigh_dataset_noun(tokens, candidate, token, distance)
            return
        if distance == 0 and token.text[0].isupper() and token.text[1:].islower() and token.low in _METRIC_ENDS:
            candidate.other += 3  # Expected Calibration Error
            return
        if distance == 0 and token.low in _PIECES and not is_plain_word(candidate.text):
            candidate.dataset += 1.5
            return
        if token.low in _SYSTEM_NOUNS:
            candidate.system += 2.5 if distance < 2 else 1
            candidate.described = True
            return
        if distance == 0 and token.low in ("score", "scores") and _OF_NUMBER.match(text, token.end) and not candidate.dataset:
            candidate.metric += 2  # a NAME score of 0.4
            return
        if distance == 0 and token.low in _SCORES and not _SCORES_NUMBER.match(text, token.start):
            candidate.dataset += 0 if is_plain_word(candidate.text) else 1
            return
        if distance == 0 and token.low in _SYSTEM_VERBS:
            candidate.system += 1.5
            candidate.described = candidate.described or token.low in _RESULT_VERBS
            return
        if distance == 0 and token.low == "et":
            candidate.other += 5  # an author: "Smith et al."
        if token.low in _TASK_NOUNS:
            candidate.dataset += 0.75 if distance == 0 else 0
        elif token.text[0].isupper() or token.low in _FUNCTION_WORDS or token.low in _VERBS:
            return


def _weigh_dataset_noun(tokens: list[Token], candidate: Candidate, noun: Token, distance: int) -> None:
    """Weigh "NAME dataset"; in "three NAME datasets" and "several NAME benchmarks" the name is a kind of data, not one of them."""
    before = tokens[candidate.first - 1].low if candidate.first else ""
    if noun.low.endswith("s") and before in _QUANTIFIERS:
        candidate.other += 2
    else:
        candidate.dataset += 3 if distance < 3 else 1.5


def _share_in_lists(text: str, candidates: list[Candidate]) -> None:
    """Let the members of a list ("A, B and C") know what speaks for each other."""
    chain: list[Candidate] = []
    joined = False
    for candidate in candidates:
        gap = text[chain[-1].end : candidate.start] if chain else ""
        if chain and _LIST_GAP.match(gap):
            chain.append(candidate)
            joined = joined or not gap.rstrip().endswith(",") or ")" in gap
            continue
        _share(chain, joined)
        chain, joined = [candidate], False
    _share(chain, joined)


def _share(chain: list[Candidate], joined: bool) -> None:
    """Share evidence between members; two names with nothing but a comma between them are no list."""
    if len(chain) < 2 or (len(chain) == 2 and not joined and not chain[0].listed):
        return
    dataset = max(member.dataset for member in chain)
    system = max(member.system for member in chain)
    for member in chain:
        member.dataset = max(member.dataset, 0.7 * dataset)
        member.system = max(member.system, 0.7 * system)
