"""What each number counts: the noun behind it or before it, one shared by a list, or devices named by their model."""

from __future__ import annotations

import re

from extract.numbers import units, vocabulary
from extract.numbers.atoms import Atom
from extract.numbers.nouns import counted_noun, device, is_plural
from extract.numbers.readings import Form


def _spread_parameters(text: str, atoms: list[Atom]) -> None:
    """Let 39M be parameters where the last such number was: "with 31M parameters; the other, having 39M"."""
    last: Atom | None = None
    for atom in atoms:
        if atom.glued not in ("M", "B") or atom.distractor is not None:
            continue
        if last is not None and atom.unit is None and last.unit == "parameters" and _near(text, last.end, atom.start):
            atom.unit = "parameters"
        last = atom


def _near(text: str, start: int, end: int) -> bool:
    return end - start < 120 and ". " not in text[start:end]


_LIST_GAPS = frozenset((" out of ", ", ..., ", " to ", ", ", " and ", ", and ", "/", " / ", " or ", ", or ", "|", " vs. ", " vs "))


def give_units(text: str, atoms: list[Atom]) -> list[Atom]:
    """Give the noun that the last number of a list counts to the bare numbers before it."""
    shared = {id(atom) for atom in atoms if atom.unit in units.UNITS}  # by lists that they are in: their unit stands right behind them
    for atom in atoms:
        if atom.distractor is None and atom.unit is None and atom.form is not Form.RATIO:
            atom.unit = units.normal_unit(_noun(text, atom))
    for a, b in zip(reversed(atoms[:-1]), reversed(atoms[1:]), strict=True):
        if a.unit is None and b.unit and id(b) not in shared and not (a.distractor or b.distractor) and _in_one_list(text, a, b):
            a.unit = b.unit
    _spread_parameters(text, atoms)
    return atoms


_WORDS_BETWEEN = re.compile(r"((?: [a-z-]+){1,3})(?:,| and|, and) ")


def _in_one_list(text: str, a: Atom, b: Atom) -> bool:
    """Say whether two numbers count the same noun: "104,000 and 8,174 images", "29 classification and 2 retrieval tasks"."""
    if b.start - a.end > 40 or a.form is not b.form:
        return False
    if text[a.end : b.start] in _LIST_GAPS:
        return True
    match = _WORDS_BETWEEN.fullmatch(text, a.end, b.start)
    return match is not None and not vocabulary.STOP.intersection(match[1].split())


_OF = re.compile(
    r" of (?:the |these |those |its |their |our |all |all the )?"
    r"(?:(?:[0-9,]+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|a hundred) )?(?=[A-Za-z])"
)
_FACTOR_OF = re.compile(
    r"(?<!-time )\bfactors? of (?:about |around |roughly |approximately |nearly |almost |over |at least |up to |more than )?$"
)
_METRIC_POINTS = re.compile(r" (?:absolute |[A-Z][\w-]* )?([A-Za-z][\w@-]*) points?(?![a-z])")
_KERNEL = re.compile(r" [0-9]{1,3} ?[x×] ?[0-9]{1,3}(?: ?[x×] ?[0-9]{1,3})?(?= [a-z])")
_MODEL = re.compile(
    r"[ -](?:(?!(?:for|of|in|on|to|with|and|or|from|using|by|per|via)\b)[a-z][\w-]* ){0,4}"
    r"(?:model|LLM|VLM|MLLM|network|transformer|backbone|variant|checkpoint|parameter|version|encoder|decoder)s?(?![a-z])",
    re.I,
)
_TIMES_DEVICE = re.compile(r" ?[×x] ?(?:[A-Z][\w-]* ){1,3}([A-Za-z]{2,}s)(?![a-z])")
_NOUN_IN_FRONT = re.compile(r"([a-z-]+s) \($")
_PARAMETERS_IN_FRONT = re.compile(r"\b(?:param(?:eter)?s?|model sizes?)\b[^.;,()]{0,30}\(?$", re.I)
_VARIABLE = re.compile(r"(?<![\w^_])([A-Za-z])\s?$|(?<![\w^_])([A-Za-z]) ?= ?$")


def _noun(text: str, atom: Atom) -> str | None:
    """Return what a number without unit counts; scores count nothing."""
    if worded := _worded_unit(text, atom):
        return worded
    follows = text[atom.number_end : atom.number_end + 2]
    if atom.form is Form.DECIMAL and atom.scale == 1:
        return counted_noun(text, atom.number_end, near=True) if abs(atom.value) >= 1 else None
    if (follows[:1] not in _LEADS_TO_NOUN or follows[1:] in _NO_NOUN) and not text.startswith("\n", atom.end):
        if atom.form is Form.FRACTION:
            return None if _is_setting(text, atom) else "x"
        return _noun_before(text, atom)
    if atom.glued in ("M", "B") and _MODEL.match(text, atom.number_end):
        return "parameters"
    if atom.form is Form.DIMENSION or (atom.form is Form.POWER and abs(atom.value) < 1):
        return None
    if (follows[-1].isupper() or follows[-1] in "xX×") and (named := _device(text, atom)):
        return named
    return _noun_behind(text, atom, _behind_kernel(text, atom.end if text.startswith("+", atom.number_end) else atom.number_end))


def _worded_unit(text: str, atom: Atom) -> str | None:
    """Return the unit that words give to a number away from it: "a factor of 512", "5.2 F1 points"."""
    before = max(0, atom.start - 24)
    if text.find("actor", before, atom.start) >= 0 and _FACTOR_OF.search(text, before, atom.start):
        return "x"
    if text.find("point", atom.end, atom.end + 32) < 0 or not (points := _METRIC_POINTS.match(text, atom.end)):
        return None
    return "points" if points[1].lower() in vocabulary.METRICS or sum(map(str.isupper, points[1])) > 1 else None


def _behind_kernel(text: str, end: int) -> int:
    """Return where a kernel size that stands before the noun ends: "six 3x3 convolutions" counts convolutions."""
    kernel = _KERNEL.match(text, end) if text[end + 1 : end + 2].isdigit() else None
    return kernel.end() if kernel else end


def _noun_behind(text: str, atom: Atom, end: int) -> str | None:
    """Return the noun of the phrase behind `end`; a fraction that counts nothing is a factor."""
    share = atom.form is Form.FRACTION
    if text.startswith(" of ", end) and (of := _OF.match(text, end)):
        return counted_noun(text, of.end() - 1) or ("x" if share else None)
    if share and not text.startswith("-", end) and not _OUT_OF.search(text, atom.number_start, end):
        return None if _is_setting(text, atom) else counted_noun(text, end, near=True) or "x"
    noun = counted_noun(text, end, one=atom.value == 1 and not _BEFORE_METRIC.match(text, end))
    return noun or ("x" if share else _noun_before(text, atom))


_LEADS_TO_NOUN = frozenset((" ", "-", "+", "×", "x", "X"))
_NO_NOUN = frozenset(("", "(", "[", "=", "<", ">", "~", "±", "|", "&", "/", "-", "→", "+"))


def _device(text: str, atom: Atom) -> str | None:
    """Return the devices that the number counts by their model: "8 A100s", "8×A100", "4 x Tesla cards"."""
    if named := device(text, atom.number_end):
        return named
    times = _TIMES_DEVICE.match(text, atom.number_end)
    return times[1] if times else None


_BEFORE_METRIC = re.compile(r" (?:[a-z]+ )?(?:[a-z]?AP|[A-Z]?[a-z]?(?:IoU|AUC|BLEU|F1|PSNR|dB)|[A-Z]{3,})(?![A-Za-z0-9])")
_OUT_OF = re.compile(r" (?:in|out of) ")


def _is_setting(text: str, atom: Atom) -> bool:
    """Say whether a fraction in digits is a setting of its own rather than a share: epsilon = 8/255."""
    return atom.value.denominator == 255 or text.endswith("/255", 0, atom.number_end) or text.endswith(("=", "= "), 0, atom.start)


def _noun_before(text: str, atom: Atom) -> str | None:
    """Return what is counted where the noun went before: "parameters (4.4B)", "T timesteps (T = 5)"."""
    if atom.modifier is None and text[atom.start - 1 : atom.start] not in ("=", " ", "("):
        return None
    before = text[max(0, atom.start - 48) : atom.start]
    if atom.scale != 1 or atom.form is Form.POWER:
        if before.endswith(" (") and (match := _NOUN_IN_FRONT.search(before)):
            return match[1]
        return "parameters" if atom.glued in ("M", "B") and _PARAMETERS_IN_FRONT.search(before) else None
    if not (atom.whole and (atom.modifier or before.endswith(("= ", "="))) and (match := _VARIABLE.search(before))):
        return None
    variable = match[1] or match[2]
    named = re.search(rf"(?<![\w^_]){variable} ([a-z-]{{3,}}s)(?![a-z])", text[max(0, atom.start - 600) : atom.start])
    return named[1] if named and is_plural(named[1]) else None
