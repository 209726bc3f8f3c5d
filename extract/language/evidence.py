"""What the words around a name say about what it names."""

from __future__ import annotations

import re

from extract.language.names import Candidate, comparisons, known_dataset, known_other, known_system, verbs_of_systems
from extract.language.tokens import Token
from extract.language.words import one_of, verb_forms, word_list

_DATASET_BEFORE = frozenset(("on", "across"))
_NAMED = re.compile(r"\b(?:dubbed|termed|coined|named|called|titled|namely)\s*,?\s*(?:as\s+)?[\"'“‘`(]*$")
_NAMING_WORDS = frozenset(("dubbed", "termed", "coined", "named", "called", "titled", "namely", "as"))
_LIST_WORDS = frozenset(("as", "including", "include", "like", "namely", "g", "e"))
_NOUN = re.compile(r"\b([a-z][a-z-]+)\b")
_LIST_HEAD = re.compile(
    rf"\b({one_of('words', 'dataset nouns')}|{one_of('words', 'generic nouns')})\b[^.;()]{{0,60}}?"
    r"(?:such as|including|include|like|namely|:|,?\s*\(?(?:e\.g\.|i\.e\.),?|\()\s*$"
)
_LIST_GAP = re.compile(
    r"^(?:\s*\([^()]{1,40}\)|\s+by\s+(?:up\s+to\s+|about\s+)?[\d.]+\s?\\?%?)?"
    r"(?:\)?\s*,\s*|\s*,?\s*(?:and|or|&)\s+(?:the\s+)?|\s*/\s*|\s*,\s*)$"
)


def weigh(text: str, tokens: list[Token], candidates: list[Candidate]) -> None:
    """Add up, for each candidate, what its own shape and the words around it say."""
    for candidate in candidates:
        _weigh_name(candidate)
        _weigh_before(text, tokens, candidate)
        _weigh_behind(text, tokens, candidate)
    _share_in_lists(text, candidates)


def _weigh_name(candidate: Candidate) -> None:
    if known_dataset(candidate.text):
        candidate.dataset += 3
    if known_system(candidate.text):
        candidate.system += 3
    if known_other(candidate.text):
        candidate.other += 5


def _weigh_before(text: str, tokens: list[Token], candidate: Candidate) -> None:
    previous = tokens[candidate.first - 1].low if candidate.first else ""
    if previous in _NAMING_WORDS and (match := _NAMED.search(text, max(0, candidate.start - 30), candidate.start)):
        _weigh_naming(text[max(0, match.start() - 90) : match.start()], candidate)
    index = candidate.first - 1
    while index >= 0 and tokens[index].low in word_list("words", "determiners"):
        index -= 1
    if index < 0 or _breaks(text[tokens[index].end : candidate.start]):
        return
    word = tokens[index].low
    if word in _DATASET_BEFORE:
        candidate.dataset += 1.5
    elif word in comparisons():
        candidate.system += 1.5
    elif word in ("with", "using", "by", "via"):
        candidate.system += 0.5
    elif text[tokens[index].end : candidate.start] in (" ", ", ", ' "', " (", ": "):
        _weigh_apposition(word, candidate)
    if not (previous in _LIST_WORDS or text[max(0, candidate.start - 2) : candidate.start].strip() in (":", "(")):
        return
    if match := _LIST_HEAD.search(text, max(0, candidate.start - 90), candidate.start):
        if match.group(1) in word_list("words", "dataset nouns"):
            candidate.dataset += 2.5
        else:
            candidate.system += 2.5


def _breaks(gap: str) -> bool:
    return gap[:1] in (".", ";", ":", "!", "?") and gap[1:2].isspace()


def _weigh_naming(before: str, candidate: Candidate) -> None:
    """Take the last noun before "named", "dubbed" and the like for what the name is."""
    for word in reversed(_NOUN.findall(before)):
        if word in word_list("words", "dataset nouns"):
            candidate.dataset += 4
            return
        if word in word_list("words", "system nouns"):
            candidate.system += 4
            return


def _weigh_apposition(word: str, candidate: Candidate) -> None:
    """Take a noun right before the name for what the name is: "the dataset, Kenya104K", "a model AION-Search"."""
    if word in word_list("words", "dataset nouns"):
        candidate.dataset += 2.5
    elif word in word_list("words", "system nouns"):
        candidate.system += 1.5


def _weigh_behind(text: str, tokens: list[Token], candidate: Candidate) -> None:
    datasets, systems, tasks = (word_list("words", f"{what} nouns") for what in ("dataset", "system", "task"))
    for distance, index in enumerate(range(candidate.last + 1, min(candidate.last + 5, len(tokens)))):
        token, before = tokens[index], tokens[index - 1]
        gap = text[before.end : token.start]
        if gap.strip(" ~") and not (distance == 0 and gap.strip() in ("", ")", "'", "’")):
            return
        if token.low in datasets:
            candidate.dataset += 3 if distance < 3 else 1.5
            return
        if token.low in systems:
            candidate.system += 2.5 if distance < 2 else 1
            return
        if distance == 0 and token.low in verbs_of_systems():
            candidate.system += 1.5
            return
        if token.low in tasks:
            candidate.dataset += 0.75 if distance == 0 else 0
        elif token.low in word_list("words", "function words") or token.low in verb_forms("verbs"):
            return


def _share_in_lists(text: str, candidates: list[Candidate]) -> None:
    """Let the members of a list ("A, B and C") know what speaks for each other."""
    chain: list[Candidate] = []
    for candidate in candidates:
        if chain and _LIST_GAP.match(text[chain[-1].end : candidate.start]):
            chain.append(candidate)
            continue
        _share(chain)
        chain = [candidate]
    _share(chain)


def _share(chain: list[Candidate]) -> None:
    if len(chain) < 2:
        return
    dataset = max(member.dataset for member in chain)
    system = max(member.system for member in chain)
    for member in chain:
        member.dataset = max(member.dataset, 0.7 * dataset)
        member.system = max(member.system, 0.7 * system)
