"""Who has a number by the words right before it: the subject of a contrasting clause, or whatever a comparison leads to."""

from __future__ import annotations

import re

from extract.language.attribution import Slot
from extract.language.mentions import MentionKind
from extract.language.mentions import Role as MentionRole
from extract.validate.agreement import stems
from extract.validate.binding import is_compared, places_of
from extract.validate.comparable import comparable
from extract.validate.source import Source

REACH = 60  # characters
_PEOPLE = re.compile(
    r"\b(?P<who>humans?|experts?|annotators?|clinicians?|physicians?|radiologists?|doctors?|dermatologists?|participants?|baselines?|teachers?|chance)"
    r"(?:['’]s?)?\s+(?:(?!over|than|by|from|to|with|on|for)[\w-]+\s+){0,2}(?:performance|accuracy|scores?|level|rates?|error|baseline|F1|agreement)\s*"
    r"(?:\(|\bof\s|\bat\s|\bis\s|:\s)\s*[~<>]*$",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:existing|previous|prior|conventional|traditional|current|earlier)\s+(?:[\w-]+\s+){0,3}?(?:[a-z-]{3,}s|approach|work)"
    r"(?:\s+for\s+(?:[\w-]+\s?){1,4})?\s*(?:still\s+|often\s+|only\s+|typically\s+)?"
    r"(?:is|are|was|were|need|needs|require|requires|take|takes|reach|achieve|attain|obtain|have|has|use|consume|suffer)\b[^,;]*$",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"\bwith\s+(?P<who>(?:[\w'.-]+\s+){1,4}?)(?:taking|requiring|needing|reaching|achieving|scoring|obtaining|attaining|costing|consuming)\s+"
    r"(?:[\w-]+\s+){0,2}[~<>]*$",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"\s*(?:(?!and\b|but\b)[\w-]+\s+){0,3}?(?:for|by|of|with|from)\s+(?:(?:the|an?)\s+)?", re.IGNORECASE)
_OPENING = re.compile(r"(?:\W|\b(?:and|but|while|whereas|although|though|the|a|an|that|where|with|on)\b)*", re.IGNORECASE)
SURE = 0.9
_ACTING = frozenset(("subject", "subject-other"))
_BOUND = frozenset(("bracket", "bracket-phrase", "by", "labelled", "rival", "rival-phrase", "possessive"))
_CONTRAST = re.compile(r"\b(?:whereas|while|but|although|though)\s+", re.IGNORECASE)
_HAS = re.compile(
    r"(?P<who>(?:[\w'.-]+\s+){1,5}?)(?:only\s+|still\s+)?"
    r"(?:had|has|have|obtain(?:s|ed)?|achieve[sd]?|reach(?:es|ed)?|scored?|scores|gets?|got|attain(?:s|ed)?|needs?|needed|"
    r"requires?|required|"
    r"keeps?|kept|retains?|"
    r"show(?:s|ed)?|gives?|gave|deliver(?:s|ed)?|provide[sd]?|consume[sd]?|loses?|lost|gain(?:s|ed)?|runs?|takes?|"
    r"took|yield(?:s|ed)?|uses?|used|reports?|reported|produces?|produced|costs?)\b"
)
_OF = re.compile(
    r"\s?(?:(?!of\b)[\w-]+\s+){0,3}?(?:accuracy|precision|recall|F1|score|error(?:\s+rate)?|WER|BLEU|m?AP|m?IoU|FID|perplexity|AUC|AUROC)\s+"
    r"of\s+(?:(?:the|our|an?)\s+)?"
)
_GAINS = re.compile(
    r"\b(?:by|improv\w*|increas\w*|reduc\w*|gains?|rais\w*|lower\w*|decreas\w*)\s+(?:[\w-]+\s+){0,2}[~<>+]*$", re.IGNORECASE
)
_NOBODY = re.compile(
    r"^(?:it|its|we|our|ours|they|this|that|these|those|which|\w+ing|the (?:latter|former|proposed)|both|each|there)\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:compared (?:to|with)|as opposed to|in contrast to|instead of|rather than|down from|up from|versus|vs\.?|v\.s\.|against)\s+"
    r"(?:(?:the|a|an|only|just|about|around|roughly|merely)\s+)*[~<>$]*$",
    re.IGNORECASE,
)


_RIVALS = re.compile(  # "against 11 methods": the number counts what is compared with
    r"\s+(?:[\w-]+\s+){0,3}?(?:methods|models|approaches|systems|algorithms|baselines|competitors|comparators|techniques|rivals|detectors|networks)\b"
)


def contrasted_owner(source: Source, index: int, said: str) -> str | None:
    """Return the subject of the clause behind "whereas" or "while" that holds a number, where it is not the given system."""
    reading = source.passage.readings[index]
    start, _ = source.sentence_at(index)
    lead = source.text[start : reading.start]
    last = max(_CONTRAST.finditer(lead), key=re.Match.start, default=None)
    clause = _HAS.match(lead, last.end()) if last else None
    if clause is None or _NOBODY.match(clause["who"]) or ";" in lead[clause.end() :]:
        return None
    who = clause["who"].strip()
    return None if frozenset(stems(who)) & frozenset(stems(said)) or source.keys_of(who) & source.keys_of(said) else who


def owns_other(source: Source, index: int, said: str) -> bool:
    """Tell whether the given system is the subject of a later clause behind "whereas" or "while" that has a number of its own."""
    readings = source.passage.readings
    _, end = source.sentence_at(index)
    for contrast in _CONTRAST.finditer(source.text, readings[index].end, end):
        clause = _HAS.match(source.text, contrast.end(), end)
        later = clause and any(clause.end() <= readings[i].start < end for i in comparable(source, index))
        if clause and later and not _NOBODY.match(clause["who"]) and frozenset(stems(said)) == frozenset(stems(clause["who"])) - {"the"}:
            return True
    return False


def other_people(source: Source, index: int, said: str) -> str | None:
    """Return whose value a number is said to be right before it, where they are people or a baseline: "human accuracy of 3"."""
    reading = source.passage.readings[index]
    found = _PEOPLE.search(source.text[max(0, reading.start - REACH) : reading.start])
    return found["who"] if found and frozenset(stems(found["who"])).isdisjoint(stems(said)) else None


def possessor(source: Source, index: int, said: str) -> str | None:
    """Return the system whose measure a number is said to be by the words behind it: "the 71% accuracy of X"."""
    reading = source.passage.readings[index]
    found = _OF.match(source.text, reading.end)
    if found is None or _GAINS.search(source.text[max(0, reading.start - REACH) : reading.start]):
        return None
    owner = next((m for m in source.passage.mentions if m.start == found.end()), None)
    if owner is None or owner.kind is not MentionKind.SYSTEM or owner.role is not MentionRole.NAMED:
        return None
    return None if owner.key in source.keys_of(said) or owner.text in said or said in owner.text else owner.text


def is_others(source: Source, index: int) -> bool:
    """Tell whether the clause of a number speaks of earlier work: "existing methods need 3", and not of what outdoes it."""
    reading = source.passage.readings[index]
    start, _ = source.sentence_of(reading.start)
    found = _EARLIER.search(source.text, start, reading.start)
    if found is None or is_compared(source, (start, reading.start), found.start()):
        return False
    return not source.speaks_of_own((found.end(), reading.start))


def other_actor(source: Source, index: int, said: str) -> str | None:
    """Return the system that the clause of a number is about, where it is none of the paper's own and the clause names no other."""
    links = [link for link in source.links.get(index, ()) if link.slot is Slot.SUBJECT]
    if len(links) != 1 or not frozenset(stems(said)).isdisjoint(stems(links[0].text)):
        return None
    mention = links[0].mention
    if (
        links[0].rule in _BOUND
        and (mention is None or not source.may_be_own(mention.text))
        and not source.is_own(links[0].text)
        and not is_compared(source, source.sentence_of(links[0].start), links[0].start)
    ):
        return links[0].text
    if links[0].rule not in _ACTING or links[0].strength < SURE:
        return None
    if (
        mention is None
        or mention.kind is not MentionKind.SYSTEM
        or mention.role is not MentionRole.NAMED
        or source.may_be_own(mention.text)
    ):
        return None
    start, end = source.clause_of(source.passage.readings[index].start)
    if (
        mention.start < start
        or _OPENING.fullmatch(source.text, start, mention.start) is None
        or source.text[mention.end : mention.end + 1] in "'’"
    ):
        return None
    if source.speaks_of_own((start, end)) or places_of(source, said, (start, end)):
        return None
    return None if is_compared(source, (start, end), mention.start) else mention.text


def accompanied(source: Source, index: int, said: str) -> str | None:
    """Return the system that "with" gives a number to: "costly, with X taking 3 s"."""
    reading = source.passage.readings[index]
    start, _ = source.sentence_at(index)
    found = _WITH.search(source.text, start, reading.start)
    if found is None:
        return None
    for mention in source.names_in((found.start("who"), found.end("who")), frozenset((MentionKind.SYSTEM,))):
        if mention.role is MentionRole.NAMED and not source.is_own(mention.text) and mention.key not in source.keys_of(said):
            return mention.text
    return None


def is_label_of_compared(source: Source, index: int, said: str) -> bool:
    """Tell whether the given system stands in the sentence only with the number that this one is compared with: "against 3 for GIVEN"."""
    readings = source.passage.readings
    places = places_of(source, said, source.sentence_at(index))
    if len(places) != 1 or is_compared_value(source, index):
        return False
    return any(
        is_compared_value(source, other) and _LABELLED.fullmatch(source.text, readings[other].end, places[0][0])
        for other in comparable(source, index)
        if readings[other].end <= places[0][0]
    )


def is_compared_value(source: Source, index: int) -> bool:
    """Tell whether words of comparison lead straight to a number: "compared to 13 ms", "vs. 54.7%"."""
    reading = source.passage.readings[index]
    lead = source.text[max(0, reading.start - 50) : reading.start]
    return _COMPARED.search(lead) is not None and _RIVALS.match(source.text, reading.number_end) is None
