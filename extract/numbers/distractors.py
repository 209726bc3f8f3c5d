"""Tell numbers that are no quantities from those that are, by what stands around them."""

from __future__ import annotations

import re

from extract.numbers import vocabulary
from extract.numbers.atoms import Atom
from extract.numbers.modifiers import HEDGES, modifier_before
from extract.numbers.nouns import counted_noun, device
from extract.numbers.readings import Distractor, Form

_EACH = re.compile(r"\b(?:each|per|every|one)\s+[\w-]+\s$", re.I)
_CUTOFFS = frozenset(("top", "pass", "recall", "precision", "hits", "hit"))
_DESIGN_CUES = re.compile(
    r"\b(?:propos|introduc|present|devis|design|develop|consist|compos|compris|contain|includ|divid|split|separat|decompos|integrat|combin|merg|"
    r"fus|unif|via|through|into|reli|rely|involv|identif|address|tackl|fac(?:e|ing)|encounter|summariz|following|no|any|ha[sd]|have|having|between|"
    r"bridg|align|explor|investigat|offer|provid|featur|incorporat|leverag|us(?:e|ing)|employ|adopt|mak|build|built|bas|maintain|learn|"
    r"optimi|jointly|perform|appl|bring|generat|construct|formulat|disentangl|fall|lie|play|creat|add|argu|highlight|show|find|found|"
    r"where|is|are|as|by|these|those|such)[a-z]*(?:\s(?:of|a|an|the|these|with|novel|on|upon|up|out|from|by|to))*\s$"
)
_EVALUATED_CUES = re.compile(
    r"\b(?:on|across|over|from|against|evaluat\w*|experiment\w*|test\w*|outperform\w*|cover\w*|collect\w*|releas\w*|"
    r"publish\w*|span\w*|conduct\w*|for|top|first|last|past|next|trained|with|among|all|at least|every|only|just|average\w*)"
    r"\s(?:all |the |the other |a total of )?$"
)
_RELYING = re.compile(
    r"\b(?:reli\w+|rely\w*|bas\w+|depend\w*|focus\w*|build\w*|built|operat\w*|center\w*|centr\w*|hing\w*|draw\w*|comes?|stems?|deal\w*)"
    r" (?:on|upon|from|with)\s$"
)
_SENTENCE_BEFORE = re.compile(r"(?:^|[:;.!?)]\s+|\n)$")
_LAST_WORD = re.compile(r"([A-Za-z][\w'/.&+-]*)[ ~](?:\()?$")


def distractor_of(text: str, atom: Atom) -> Distractor | None:
    """Return why a number is no quantity, or null where it is one; what its own characters tell is known already."""
    if atom.distractor is not None:
        return atom.distractor
    if text.startswith(("</sup>", "</sub>"), atom.end) and atom.whole:
        return Distractor.CITATION  # the mark of a footnote
    if atom.form is Form.WORD:
        return _word_distractor(text, atom)
    if atom.unit == "%":
        return Distractor.CUTOFF if _is_confidence(text, atom) else None
    if (
        atom.unit is not None
        or atom.form not in (Form.INTEGER, Form.DECIMAL, Form.RANGE, Form.FRACTION)
        or not text[atom.number_start].isdigit()
    ):
        return None
    before = text[max(0, atom.start - 40) : atom.start]
    match = _last_word(before)
    if atom.form is Form.FRACTION:
        return _named(text, atom, before, match)
    if "IoU" in before and atom.value < 1 and _OVERLAP.search(before):
        return Distractor.CUTOFF
    return _numbering(text, atom, before, match) or _named(text, atom, before, match)


_OVERLAP = re.compile(r"(?:@|\bat|\bwith|\() ?(?:an? )?(?:[a-z0-9]{1,3} ?)?IoU(?: threshold)?s?(?: of)? ?[=>≥:]? ?$")


_DIGIT_INSIDE = re.compile(r"[a-z][0-9][a-z]")  # wav2vec


def _last_word(before: str) -> re.Match[str] | None:
    """Match the word in front of a number, within the text before it, with the blank and perhaps the bracket between them."""
    open_bracket = before.endswith("(")
    end = len(before) - open_bracket
    if before[end - 1 : end] not in (" ", "~") or end < 2:
        return None
    return _LAST_WORD.search(before, max(before.rfind(" ", 0, end - 1), before.rfind("\n", 0, end - 1), before.rfind("(", 0, end - 1)) + 1)


_INTERVAL = re.compile(
    r"[ -]?(?:CIs?(?![A-Za-z])|C\.I\.|CrIs?(?![A-Za-z])"
    r"|(?:[Cc]onfidence|[Cc]redib(?:le|ility)|[Pp]rediction|[Uu]ncertainty) ?-?(?:interval|limit|region|band|bound|set)s?)"
)


def _is_confidence(text: str, atom: Atom) -> bool:
    """Say whether the share tells what an interval covers: "95% CI 0.5 to 1.3"."""
    return _INTERVAL.match(text, atom.end) is not None or text.endswith((" CI ", "(CI "), 0, atom.start)


def _numbering(text: str, atom: Atom, before: str, match: re.Match[str] | None) -> Distractor | None:
    """Tell list numbers, years and references."""
    if atom.modifier is not None or atom.signed:
        return None
    if atom.scale != 1:
        return Distractor.REFERENCE if len(atom.glued) == 1 and match and match[1].lower().rstrip(".") in vocabulary.REFERENCES else None
    if atom.whole and text.startswith(_LIST_MARKS, atom.number_end) and atom.value <= 30 and _is_list_number(text, atom, before):
        return Distractor.LIST_NUMBER
    if _is_year(text, atom, before):
        return Distractor.YEAR
    return Distractor.REFERENCE if _is_reference(text, atom, before, match) else None


_LIST_MARKS = (") ", ". ")


def _is_reference(text: str, atom: Atom, before: str, match: re.Match[str] | None) -> bool:
    """Say whether the word before the number is one that numbered things have: Figure 3, step 2, types 1 and 2."""
    word = match[1].lower().rstrip(".") if match else ""
    if word in vocabulary.REFERENCES:
        return True
    if atom.form is Form.DECIMAL or before.endswith("("):
        return False
    if word in vocabulary.LABELLED:
        return atom.value < 10**6 and _EACH.search(before) is None
    return (
        word.endswith("s")
        and not text.startswith((" were ", " are ", " was ", " had ", " have "), atom.end)
        and word[:-1] in vocabulary.LABELLED
        and not _counts(text, atom)
        and re.search(r"\b(?:all|these|other|more)\s+\S+$", before) is None
        and not (atom.form is Form.RANGE and _SPANNED.search(before))
    )


_SPANNED = re.compile(r"\b(?:for|between|from|with|over|across)\s+(?:[\w-]+\s+){0,2}\S+\s$")  # "for ranks 2 to 48"


def _is_list_number(text: str, atom: Atom, before: str) -> bool:
    end = atom.number_end
    if text.startswith(") ", end):
        return before[-1:] in ("", " ", "\n") and before.rfind("(") <= before.rfind(")")
    if text.startswith(". ", end) and text[end + 2 : end + 3].isupper():
        return _SENTENCE_BEFORE.search(before) is not None
    return False


def _is_year(text: str, atom: Atom, before: str) -> bool:
    digits = text[atom.number_start : atom.number_start + 4]
    if not (atom.form is Form.INTEGER or atom.form is Form.RANGE) or len(digits) < 4 or not digits.isdigit():
        return False
    value = atom.high if atom.high is not None and atom.value < 100 else atom.value
    if not 1500 <= value < 2100:
        return False
    if text.startswith(("s ", "s.", "s,"), atom.number_end):
        return True
    if not counted_noun(text, atom.end):
        return not re.search(r"=\s?$|(?<![0-9]):\s?$", before) or re.search(r"year\w*\s?[=:]\s?$", before) is not None
    if _SURE_YEAR.search(before) or re.search(r"[0-9]:$", before):
        return True
    return _MAYBE_YEAR.search(before) is not None and counted_noun(text, atom.end, near=True) is None


_SURE_YEAR = re.compile(r"(?:\b[A-Z][\w-]*[A-Z]\w*|\b(?:[Ss]ince|[Uu]ntil|[Dd]uring|year|\b(?:1[5-9]|20)[0-9]{2}(?:,| and|, and| to)))\s$")
_MAYBE_YEAR = re.compile(r"\b(?:[Ii]n|[Tt]he|[Oo]f|[Bb]y|[Ff]rom|to)\s$")


def _counts(text: str, atom: Atom) -> bool:
    return counted_noun(text, atom.end) is not None


def _named(text: str, atom: Atom, before: str, match: re.Match[str] | None) -> Distractor | None:
    """Tell versions and cut-offs: "Pixel 1", "Wu Dao 2.0", "top 10 accuracy", "ImageNet 1K classification"."""
    if not match or before.endswith("(") or atom.modifier is not None or atom.signed:
        return None
    word = match[1]
    lower = word.lower()
    if lower in _CUTOFFS and atom.form is not Form.DECIMAL:
        if lower == "top":
            return None if _counts(text, atom) else Distractor.CUTOFF
        return None if word[0].isupper() or lower in ("recall", "precision") else Distractor.CUTOFF
    if (
        not (any(c.isupper() for c in word) or _DIGIT_INSIDE.search(word))
        or lower in vocabulary.NOT_NAMES
        or lower in HEDGES
        or lower in vocabulary.COLUMNS
        or word.endswith("'s")
        or _is_metric(lower)
        or (lower.endswith("ly") and word[1:].islower())
    ):
        return None
    return Distractor.NAME if _looks_like_version(text, atom, before, match) else None


_SUFFIX = re.compile(r"[@_^{(]*[0-9][0-9:.]*[a-z%})]*$")


def _is_metric(lower: str) -> bool:
    """Say whether a word names a metric: F1, scores, mAP50, Acc@1."""
    return lower in vocabulary.METRICS or lower.rstrip("s.") in vocabulary.METRICS or _SUFFIX.sub("", lower) in vocabulary.METRICS


_NEXT_WORD = re.compile(r" ?\(?([A-Za-z][\w-]*)")


def _looks_like_version(text: str, atom: Atom, before: str, match: re.Match[str]) -> bool:
    """Say whether a bare number behind a capitalised word is part of its name; one in front of a metric is a score."""
    following = _NEXT_WORD.match(text, atom.end)
    if following and following[1].lower() in vocabulary.METRICS and (len(following[1]) > 2 or not following[1].islower()):
        return False
    if atom.form is Form.DECIMAL:
        if match[1].lower() in vocabulary.SOFTWARE:
            return True
        return (
            atom.value < 20
            and atom.value >= 1
            and re.fullmatch(r"[0-9]{1,2}\.[0-9]", text[atom.number_start : atom.number_end]) is not None
        )
    if atom.form is Form.RANGE or (atom.value >= 10**5 and atom.scale == 1):
        return False
    if _counts(text, atom):
        return not _starts_sentence(before, match.start()) and "," not in text[atom.number_start : atom.number_end]
    return True


def _starts_sentence(before: str, start: int) -> bool:
    return (start == 0 and len(before) < 40) or before[:start].rstrip()[-1:] in (".", ":", "!", "?", ";")


def _word_distractor(text: str, atom: Atom) -> Distractor | None:
    """Tell "one" as a pronoun, two-stage and the like, and the parts a paper's own design is made of."""
    if atom.unit is not None or atom.scale != 1 or atom.value >= 100 or atom.value.denominator != 1:
        return None
    if text.startswith("-", atom.end):
        after = re.match(r"-([A-Za-z]+)", text[atom.end : atom.end + 20])
        return None if after and after[1] in vocabulary.COMMON_SETTINGS and (after[1] != "shot" or atom.value > 1) else Distractor.DESIGN
    if atom.value == 1:
        return None if _counts_one(text, atom) else Distractor.PRONOUN
    return Distractor.DESIGN if atom.value <= 5 and _is_design(text, atom) else None


_PER = re.compile(r" [a-z-]{3,} per ")
_THAN_ONE = re.compile(r" (?!of |that |which |or |and |in )[A-Za-z]")


def _counts_one(text: str, atom: Atom) -> bool:
    if device(text, atom.end) or _PER.match(text, atom.end):
        return True
    if text.endswith(" than ", 0, atom.start) and _THAN_ONE.match(text, atom.end):
        return True
    if _AND_ONE.search(text, max(0, atom.start - 48), atom.start):
        return counted_noun(text, atom.end) is not None or text[atom.end + 1 : atom.end + 2].isupper()
    match = re.match(r" (?:[A-Z][\w-]*[0-9]\w* )?([A-Za-z-]+)", text[atom.end : atom.end + 40])
    return match is not None and match[1].lower() in vocabulary.UNITLIKE_ONE


_AND_ONE = re.compile(r"\b(?:two|three|four|five|six|seven|eight|nine|ten|[0-9]+) (?:[a-z-]+ ){1,3}and $", re.I)
_PARTITIVE = re.compile(r" of (?:the|these|those|its|our|their|all) (?:[0-9,]+ )?(?=[a-z])")


def _is_design(text: str, atom: Atom) -> bool:
    """Say whether a small number in words counts parts of a design or an argument rather than what was measured."""
    before = text[max(0, atom.start - 48) : atom.start].lower()
    if before.endswith((" first ", " last ", " final ", " top ", " bottom ")) or device(text, atom.end):
        return False
    part = _PARTITIVE.match(text, atom.end)
    noun = counted_noun(text, part.end() - 1 if part else atom.end)
    if noun is None:
        return (
            modifier_before(text, atom.start) is None and not re.search(r"\b(?:with|of|on|in|from|and|than|by|for|to)\s$", before)
        ) or bool(re.search(r"\bof the\s$", before))
    head = noun.split()[-1].lower()
    if head in vocabulary.DATA_NOUNS or head.endswith(("ists", "icians")) or part:
        return re.search(r"\bno\s$", before) is not None
    if head in vocabulary.ABSTRACT_NOUNS:
        return True
    evaluated = _EVALUATED_CUES.search(before) is not None and _RELYING.search(before) is None
    if head in vocabulary.PART_NOUNS:
        return not evaluated
    return not evaluated and (
        _DESIGN_CUES.search(before) is not None or re.search(r"\b(?:the|these|those|its|our|their)\s$", before) is not None
    )
