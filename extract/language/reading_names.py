"""Find every name of a text and say what it names."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from operator import attrgetter

from extract.language.aliases import Abbreviation, find_abbreviations, name_key
from extract.language.evidence import weigh
from extract.language.generic import OWN_KEY, find_generic
from extract.language.known import exactly_known, known_dataset, known_system
from extract.language.marking import mark
from extract.language.mentions import Mention, MentionKind, Role
from extract.language.metric_mentions import find_metrics
from extract.language.names import Candidate, find_candidates, may_open
from extract.language.own import mark_own
from extract.language.own_phrases import find_own_phrases
from extract.language.sentences import Span
from extract.language.tokens import tokenize
from extract.language.words import lowered, word_list

_SLASHED = re.compile(r"^(.*?[\s-]?)([vV]?\d+[KkMB]?)((?:/[vV]?\d+[KkMB]?)+)")
_BRACED = re.compile(r"-?\\?\{([\w\s,/\\-]{3,60})\}")
_LEAST = 0.3  # evidence below which a name is not taken for a system; a dataset needs more
_LONGEST_TITLE = 1000
_CITED = re.compile(r"\((?:see |e\.g\.,? |cf\. )?[A-Z][^()]{1,60}?(?: et al\.?| (?:and|&) [A-Z][\w'’-]+),? (?:19|20)\d\d[a-z]?[);,]")
_MEMBER = re.compile(r"[\w-]+")


def find_mentions(text: str, title: str | None, sentences: list[Span], urls: list[Span]) -> list[Mention]:
    """Return the names of the text, in order; none overlap.

    What a name names is decided for all its places together, from the words around each of them.
    """
    tokens = tokenize(text)
    marks = mark(tokens)
    candidates = find_candidates(text, tokens, marks.names, frozenset(start for start, _ in sentences))
    abbreviations = find_abbreviations(text)
    cited = [match.span() for match in _CITED.finditer(text)]
    swallowed = [*urls, *cited, *((item.start, item.end) for item in abbreviations if item.long.count(" "))]
    candidates = _outside(candidates, sorted(swallowed))
    weigh(text, tokens, candidates)
    _weigh_long_forms(candidates, abbreviations)
    mark_own(text, title, tokens, marks.cues, candidates, abbreviations)
    aliases = {name_key(item.long): name_key(item.short) for item in abbreviations}
    decided = _decided(candidates, aliases)
    measures = frozenset(candidate.text for candidate, kind in decided if kind is MentionKind.METRIC)
    names = [part for candidate, kind in decided if kind is not MentionKind.METRIC for part in _mentions(text, candidate, kind, aliases)]
    generic = find_generic(text, [tokens[at] for at in marks.generic], [tokens[at].start for at in marks.heads])
    known = [name for name in names if name.kind is not MentionKind.OTHER]
    metrics = find_metrics(text, tokens, marks.measures, [(name.start, name.end) for name in known], measures)
    own = next((name.key for name in names if name.role is Role.OWN and name.kind is MentionKind.SYSTEM), OWN_KEY)
    generic = [replace(mention, key=own) if mention.key == OWN_KEY else mention for mention in generic]
    unknown = [name for name in names if name.kind is MentionKind.OTHER]
    own_phrases = find_own_phrases(text)
    return _apart([*known, *own_phrases], [*generic, *metrics, *_long_forms(abbreviations, names), *unknown], len(text))


def _outside(candidates: list[Candidate], spans: list[Span]) -> list[Candidate]:
    """Return the candidates that lie in none of the spans; both in order of their starts."""
    kept: list[Candidate] = []
    reach = at = 0
    for candidate in candidates:
        while at < len(spans) and spans[at][0] <= candidate.start:
            reach = max(reach, spans[at][1])
            at += 1
        if candidate.end > reach:
            kept.append(candidate)
    return kept


def find_title_mentions(title: str, mentions: list[Mention]) -> list[Mention]:
    """Return the names of a title: well-known datasets and systems, and names that stand in the text."""
    kinds = {mention.key: (mention.kind, mention.role) for mention in mentions if mention.kind is not MentionKind.METRIC}
    found = []
    title = title[:_LONGEST_TITLE]
    tokens = tokenize(title)
    places = [at for at, token in enumerate(tokens) if may_open(token.text)]
    for candidate in find_candidates(title, tokens, places, frozenset((0,))):
        kind, role = kinds.get(candidate.key) or (_known_kind(candidate.text), Role.NAMED)
        if kind is not MentionKind.OTHER and not _is_stem(candidate, kinds):
            found.append(Mention(candidate.start, candidate.end, candidate.text, kind, candidate.key, role))
    return found


def _is_stem(candidate: Candidate, kinds: Collection[str]) -> bool:
    """Tell whether a title's words only begin or exceed a name of the text: "ImageNet" beside "ImageNet-1K"."""
    return candidate.key not in kinds and any(key.startswith(candidate.key) or candidate.key.startswith(key) for key in kinds)


def _known_kind(name: str) -> MentionKind:
    if " " in name and not exactly_known(name):
        return MentionKind.OTHER
    if known_dataset(name):
        return MentionKind.DATASET
    return MentionKind.SYSTEM if known_system(name) else MentionKind.OTHER


def _weigh_long_forms(candidates: list[Candidate], abbreviations: list[Abbreviation]) -> None:
    """Take the last word of a long form for what the short one names; one in small letters that ends in neither names a notion."""
    longs = {name_key(item.short): item.long for item in abbreviations}
    for candidate in candidates:
        last = longs.get(candidate.key, "").rpartition(" ")[2].lower()
        if not last:
            continue
        if last in lowered("metrics", "heads") or last in lowered("metrics", "compound heads"):
            candidate.metric += 3
        elif last in word_list("words", "dataset nouns"):
            candidate.dataset += 2
        elif last in word_list("words", "system nouns"):
            candidate.system += 2
        elif last in word_list("words", "task nouns"):
            candidate.other += 2  # Chart Question Answering (CQA)
        elif longs[candidate.key][1:].islower():
            candidate.other += 2 if " " in longs[candidate.key] else 4


def _decided(candidates: list[Candidate], aliases: dict[str, str]) -> list[tuple[Candidate, MentionKind]]:
    totals: dict[str, list[float]] = {}
    for candidate in candidates:
        if candidate.adjective:
            totals.setdefault(aliases.get(candidate.key, candidate.key), [0.0] * 4)
            continue
        total = totals.setdefault(aliases.get(candidate.key, candidate.key), [0.0] * 4)
        total[0] += candidate.dataset
        total[1] += candidate.system
        total[2] += candidate.other
        total[3] += candidate.metric
    return [(candidate, _kind(totals[aliases.get(candidate.key, candidate.key)])) for candidate in candidates]


def _kind(total: list[float]) -> MentionKind:
    dataset, system, other, metric = total
    if metric > max(dataset, system):
        return MentionKind.METRIC
    if dataset > max(system, other):
        return MentionKind.DATASET if dataset >= 1 else MentionKind.OTHER
    return MentionKind.SYSTEM if system >= _LEAST and system > other else MentionKind.OTHER


def _mentions(text: str, candidate: Candidate, kind: MentionKind, aliases: dict[str, str]) -> list[Mention]:
    role = (Role.VARIANT if candidate.variant else Role.OWN) if candidate.own else Role.NAMED
    if text.startswith(("{", "-", "\\"), candidate.end) and (braces := _BRACED.match(text, candidate.end)):
        return _braced(candidate, braces, kind, role)
    match = _SLASHED.match(candidate.text) if "/" in candidate.text else None
    if not match or not match.group(1):
        return [Mention(candidate.start, candidate.end, candidate.text, kind, aliases.get(candidate.key, candidate.key), role)]
    stem, first, rest = match.groups()
    end = candidate.start + match.end(2)
    found = [Mention(candidate.start, end, stem + first, kind, name_key(stem + first), role)]
    for number in rest[1:].split("/"):
        start = end + 1
        end = start + len(number)
        found.append(Mention(start, end, stem + number, kind, name_key(stem + number), role))
    return found


def _braced(candidate: Candidate, braces: re.Match[str], kind: MentionKind, role: Role) -> list[Mention]:
    """Spell out "ImageNet-{A,R,V2}": a mention for each member, at the member's own place."""
    found: list[Mention] = []
    for member in _MEMBER.finditer(braces.string, braces.start(1), braces.end(1)):
        name = f"{candidate.text}-{member.group()}"
        start = candidate.start if not found else member.start()
        found.append(Mention(start, member.end(), name, kind, name_key(name), role))
    return found


def _long_forms(abbreviations: list[Abbreviation], names: list[Mention]) -> list[Mention]:
    by_start = {name.start: name for name in names}
    found = []
    for item in abbreviations:
        short = by_start.get(item.short_start)
        if short and short.kind is not MentionKind.OTHER and not (short.kind is MentionKind.DATASET and item.long.islower()):
            found.append(Mention(item.start, item.end, item.long, short.kind, short.key, short.role))
    return found


def _apart(names: list[Mention], others: list[Mention], length: int) -> list[Mention]:
    """Merge two lists; where two overlap the name, then the longer one, stays."""
    ranked = sorted(names, key=_shortness) + sorted(others, key=_shortness)
    taken = bytearray(length)
    kept: list[Mention] = []
    for mention in ranked:
        if taken.find(1, mention.start, mention.end) < 0:
            taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
            kept.append(mention)
    return sorted(kept, key=attrgetter("start"))


def _shortness(mention: Mention) -> int:
    return mention.start - mention.end
