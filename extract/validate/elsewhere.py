"""Measures that the text names elsewhere: for another number, or in another sentence, where the number's own clause names its own."""

from __future__ import annotations

import re

from extract.language.attribution import Link
from extract.schemas.markers import Role
from extract.validate.agreement import Relation, stem, stems
from extract.validate.linked import LOOSE, links_of
from extract.validate.metrics import head, is_cost, is_measure, is_size, may_be_alike, proper, same_metric, stands_for, telling
from extract.validate.source import Source, counted_noun
from extract.validate.vocabulary import FILLER, word_set

Span = tuple[int, int]

FEWEST = 4  # telling words of a wording that is another sentence's
_CLEAR = frozenset(("behind", "of", "object", "in", "adjacent", "bracket", "aligned", "topic"))
_LOOKING_BACK = frozenset(("parallel", "leads", "share"))  # clear where they find a measure that is known
_COUNTED = frozenset(("behind-noun", "unit"))
_JOINT = re.compile(r"[,;]\s|\b(?:and|but|while|whereas)\s")
_MANY_TIMES = re.compile(r"\s+(?:times\s+)?(?:more|fewer|less|as\s+many|as\s+much)\s+(?:[\w-]+\s+){0,2}")
_COMPARED = re.compile(r"\s+(?:[a-z]+er|more|less)\b")
_ANY_DATA = word_set("data dataset corpus corpora set sets sample samples example examples instance instances item items")
_ANY_DATA_STEMS = frozenset(stem(word) for word in _ANY_DATA)


def of_another(source: Source, index: int, said: str, link: Link) -> int | None:
    """Return the number that the text gives the measure to, where a construction gives this one another measure."""
    if not is_clear(source, index, link) or not telling(link.text) or related(source, index, said, link):
        return None
    return next((i for i in source.quantities if i != index and _is_named(source, i, said)), None)


def of_another_sentence(source: Source, index: int, said: str, link: Link) -> bool:
    """Tell whether all words of a wording are those of another sentence, and hardly any of them the number's own sentence's."""
    words = telling(" ".join(word for word in head(said).split() if word.islower()))  # names may stand anywhere
    if len(words) < FEWEST or link.rule in LOOSE or set(link.text.split()) <= set(said.split()):
        return False
    if same_metric(said, link.text) is Relation.SAME:
        return False
    own = source.sentence_at(index)
    here = words & frozenset(stems(source.text[slice(*own)]))
    if 3 * len(here) > len(words):
        return False
    return any(words <= frozenset(stems(source.text[slice(*span)])) for span in source.passage.sentences if span != own)


def is_clear(source: Source, index: int, link: Link) -> bool:
    """Tell whether a construction leaves no doubt about what a number measures, or counts."""
    reading = source.passage.readings[index]
    if link.rule == "behind-noun" and _MANY_TIMES.fullmatch(source.text, reading.end, max(reading.end, link.start)):
        return True
    if link.rule in _COUNTED:
        return link.figure == "count" and bool(counted_noun(reading))
    if link.end <= reading.start and _COMPARED.match(source.text, reading.end):
        return False  # "the accuracy is reached 3 times sooner"
    if link.rule == "share-noun":
        return reading.values[0].unit in ("%", None)  # else "3 hours for the job"
    if link.rule in _LOOKING_BACK:
        return not is_size(link.text) and (is_measure(link.text) or bool(proper(link.text)))
    return link.rule in _CLEAR and not is_cost(link.text)


def related(source: Source, index: int, said: str, link: Link) -> bool:
    """Tell whether a wording may be one for the linked measure: by its words, its short form, or by words right around the number."""
    if same_metric(said, link.text) is Relation.SAME or may_be_alike(said, link.text) or telling(said) <= _ANY_DATA_STEMS:
        return True
    words, around = frozenset(stems(head(said))).difference(FILLER), source.text[slice(*own_stretch(source, index))]
    return not words.isdisjoint(stems(link.text)) or not telling(said).isdisjoint(stems(around))


def own_stretch(source: Source, index: int) -> Span:
    """Return the text around a number: its clause, up to the numbers before and behind it."""
    if index not in source.stretches:
        source.stretches[index] = _find_stretch(source, index)
    return source.stretches[index]


def _find_stretch(source: Source, index: int) -> Span:
    reading = source.passage.readings[index]
    start, end = source.clause_of(reading.start)
    others = [source.passage.readings[i] for i in source.quantities]
    low = max([start, *(r.end for r in others if r.end <= reading.start)])
    high = min([end, *(r.start for r in others if r.start >= reading.end)])
    if low > start:  # the words right behind the number before are that one's
        joint = next(_JOINT.finditer(source.text, low, reading.start), None)
        low = joint.end() if joint else low
    border = source.text.find(";", reading.end, high)
    return source.text.rfind(";", low, reading.start) + 1 or low, high if border < 0 else border


def _is_named(source: Source, index: int, said: str) -> bool:
    """Tell whether a wording is the text's own for what another number measures."""
    links = links_of(source, index, Role.METRIC)
    if not links or links[0].rule in LOOSE:
        return False
    theirs, mine = telling(links[0].text), telling(said)
    return stands_for(links[0].text, said) or bool(theirs and mine and (theirs <= mine or mine <= theirs))
