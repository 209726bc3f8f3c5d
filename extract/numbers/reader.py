"""Read every number of a text, in order, with what it means and whether it is a quantity."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from extract.numbers import units, vocabulary
from extract.numbers.atoms import VULGAR, Atom, read_atom, set_multiplier
from extract.numbers.distractors import distractor_of
from extract.numbers.joins import join
from extract.numbers.latex import View, undo_latex
from extract.numbers.modifiers import modifier_after, modifier_before
from extract.numbers.nouns import counted_noun, is_plural
from extract.numbers.readings import Distractor, Form, Modifier, Reading, Value
from extract.numbers.regions import Region, find_regions
from extract.numbers.words import Spelled, read_all_words

_START = re.compile(f"[0-9{VULGAR}]")
_DECIMAL_COMMA = re.compile(r"[0-9],[0-9]{1,2}(?![0-9]|,[0-9])")
_DECIMAL_POINT = re.compile(r"[0-9]\.[0-9]")


def read_numbers(text: str) -> list[Reading]:
    """Return every number of a text in order of position; they do not overlap, and distractors are among them, marked.

    Offsets are characters of `text`, end-exclusive. Runs of more than 400 digits and powers beyond 10**400 are passed over.
    """
    view = undo_latex(text)
    return readings_of(view)


def readings_of(view: View) -> list[Reading]:
    """Return the readings of a view, with offsets and quotes of its source."""
    text = view.text
    atoms = join(text, _atoms(text))
    regions = find_regions(text) if atoms else []
    _mark(text, atoms, regions)
    return _apart(_reading(view, atom, _values(text, atom)) for atom in _spread(text, atoms))


def _apart(readings: Iterable[Reading]) -> list[Reading]:
    """Return the readings without any that shares characters of the source with the one before it."""
    kept: list[Reading] = []
    for reading in readings:
        if not kept or reading.start >= kept[-1].end:
            kept.append(reading)
    return kept


def _lower(text: str) -> str:
    """Return the text in lower case, character by character, so that offsets hold."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _uses_decimal_commas(text: str) -> bool:
    return _DECIMAL_COMMA.search(text) is not None and _DECIMAL_POINT.search(text) is None


def _atoms(text: str) -> list[Atom]:
    """Return the single numbers of a text, in order, without overlap."""
    lower = _lower(text)
    comma = _uses_decimal_commas(text)
    spelled = read_all_words(lower)
    atoms: list[Atom] = []
    end = 0
    for word in [*spelled, None]:
        limit = word.start if word else len(text)
        end = _digits_between(text, end, limit, atoms, comma_decimals=comma)
        if word and word.start >= end and not (atoms and word.start < atoms[-1].end):
            atoms.append(_of_words(text, word))
            end = max(word.end, atoms[-1].end)
    return atoms


def _digits_between(text: str, start: int, limit: int, atoms: list[Atom], *, comma_decimals: bool) -> int:
    """Append the numbers in digits that begin in `text[start:limit]`; return where the last of them ends."""
    while start < limit and (match := _START.search(text, start, limit)):
        atom = read_atom(text, match.start(), comma_decimals=comma_decimals)
        if atom is None:
            start = _behind_digits(text, match.start())
            continue
        if atoms:
            atom.start = max(atom.start, atoms[-1].end)
        atoms.append(atom)
        start = max(atom.end, atom.number_end)
    return start


_RUN = re.compile(r"[0-9][0-9,.]*+|.", re.S)


def _behind_digits(text: str, start: int) -> int:
    match = _RUN.match(text, start)
    return match.end() if match else start + 1


def _of_words(text: str, word: Spelled) -> Atom:
    atom = Atom(word.start, word.end, word.start, word.end, word.value, word.form, word.unit, mantissa=word.value)
    atom.distractor, atom.modifier = word.distractor, word.modifier
    if word.unit is None and word.distractor is None and (match := units.unit_pattern().match(text, word.end)):
        unit = units.UNITS[match["unit"]]
        if len(match["unit"]) > 2 and not (text.startswith("-", match.end()) and match["joint"] == " "):
            atom.unit, atom.end, atom.value = unit.name, match.end(), atom.value * unit.scale
            set_multiplier(text, atom)
    return atom


def _mark(text: str, atoms: list[Atom], regions: list[Region]) -> None:
    """Set the distractor of every atom; numbers that share a list with a cut-off, a reference or a year share its fate."""
    starts = [region.start for region in regions]
    reach = _reaches(regions)
    previous: Atom | None = None
    for atom in atoms:
        k = bisect_right(starts, atom.number_start) - 1
        inside = k >= 0 and reach[k].end > atom.number_start
        atom.distractor = reach[k].kind if inside else distractor_of(text, atom)
        if previous is not None and atom.distractor is None and atom.unit is None and atom.whole:
            gap = text[previous.end : atom.number_start]
            if previous.distractor in _SPREADING and gap in (", ", " and ", ", and ", " or ", "-", " to ", " & ", "/", ",", "."):
                atom.distractor = _spread_kind(atom, previous)
        previous = atom


_SPREADING = (Distractor.CUTOFF, Distractor.REFERENCE, Distractor.YEAR)


def _spread_kind(atom: Atom, previous: Atom) -> Distractor | None:
    if previous.distractor is Distractor.YEAR and not 1500 <= atom.value < 2100:
        return None
    return previous.distractor


def _reaches(regions: list[Region]) -> list[Region]:
    """Return for each region the one of those up to it that reaches farthest."""
    best: list[Region] = []
    for region in regions:
        best.append(region if not best or region.end >= best[-1].end else best[-1])
    return best


_LIST_GAPS = frozenset((" to ", ", ", " and ", ", and ", "/", " / ", " or ", ", or ", "|", " vs. ", " vs "))


def _spread(text: str, atoms: list[Atom]) -> list[Atom]:
    """Give the noun that the last number of a list counts to the bare numbers before it."""
    for atom in atoms:
        if atom.distractor is None and atom.unit is None and atom.form is not Form.RATIO:
            atom.unit = units.normal_unit(_noun(text, atom))
    for a, b in zip(reversed(atoms[:-1]), reversed(atoms[1:]), strict=True):
        if a.unit is None and b.unit and b.unit not in units.UNITS and not (a.distractor or b.distractor) and _in_one_list(text, a, b):
            a.unit = b.unit
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


_OF = re.compile(r" of (?:the |these |those |its |their |our |all |all the )?(?:[0-9,]+ )?(?=[A-Za-z])")
_MODEL = re.compile(
    r"[ -](?:[a-z-]+ ){0,2}"
    r"(?:model|LLM|VLM|MLLM|network|transformer|backbone|variant|checkpoint|parameter|version|encoder|decoder)s?(?![a-z])",
    re.I,
)
_TIMES_DEVICE = re.compile(r" ?[×x] ?(?:[A-Z][\w-]* ){1,3}([A-Za-z]{2,}s)(?![a-z])")
_NOUN_IN_FRONT = re.compile(r"([a-z-]+s) \($")
_PARAMETERS_IN_FRONT = re.compile(r"\bparam(?:eter)?s?\b[^.;,()]{0,30}\(?$", re.I)
_VARIABLE = re.compile(r"(?<![\w^_])([A-Za-z])\s?$|(?<![\w^_])([A-Za-z]) ?= ?$")


def _noun(text: str, atom: Atom) -> str | None:
    """Return what a number without unit counts; scores count nothing."""
    if atom.form is Form.DECIMAL and atom.scale == 1:
        return counted_noun(text, atom.number_end, near=True) if abs(atom.value) >= 1 else None
    if atom.glued in ("M", "B") and _MODEL.match(text, atom.number_end):
        return "parameters"
    if atom.form is Form.DIMENSION or (atom.form is Form.POWER and abs(atom.value) < 1):
        return None
    if times := _TIMES_DEVICE.match(text, atom.number_end):
        return times[1]
    end = atom.end if text.startswith("+", atom.number_end) else atom.number_end
    if of := _OF.match(text, end):
        return counted_noun(text, of.end() - 1) or ("x" if atom.form is Form.FRACTION else None)
    noun = counted_noun(text, end, one=atom.value == 1)
    if noun is None and atom.form is Form.FRACTION:
        return "x"
    return noun or _noun_before(text, atom)


def _noun_before(text: str, atom: Atom) -> str | None:
    """Return what is counted where the noun went before: "parameters (4.4B)", "T timesteps (T = 5)"."""
    before = text[max(0, atom.start - 48) : atom.start]
    if atom.scale != 1 or atom.form is Form.POWER:
        if match := _NOUN_IN_FRONT.search(before):
            return match[1]
        return "parameters" if atom.glued in ("M", "B") and _PARAMETERS_IN_FRONT.search(before) else None
    if not (atom.whole and (match := _VARIABLE.search(before))):
        return None
    variable = match[1] or match[2]
    named = re.search(rf"(?<![\w^_]){variable} ([a-z-]{{3,}}s)(?![a-z])", text[max(0, atom.start - 600) : atom.start])
    return named[1] if named and is_plural(named[1]) else None


_SCORE_WORDS = (
    "accura",
    "recall",
    "precision",
    "top-",
    "top1",
    "score",
    " ap",
    "map",
    "f1",
    "iou",
    "auc",
    "match",
    "rate",
    "error",
    "percent",
    " acc",
)


def _values(text: str, atom: Atom) -> tuple[Value, ...]:
    """Return every way to understand the number, the likeliest first."""
    first = Value(atom.value, atom.unit, atom.high, atom.uncertainty)
    if atom.distractor is not None:
        return (first,)
    return (first, *_other_values(text, atom), *atom.others)


def _other_values(text: str, atom: Atom) -> list[Value]:
    """Return what else the number may mean: a bare score is percent or a share of one, 48G is 48 GB, a half 50 %."""
    if atom.form is Form.FRACTION:
        return [Value(atom.value * 100, "%")] + ([Value(atom.value)] if atom.unit else [])
    if atom.glued in ("G", "T") and atom.mantissa is not None and atom.unit is None:
        return [Value(atom.mantissa, atom.glued + "B")]
    score = atom.unit is None and atom.scale == 1 and abs(atom.value) <= 100
    if not score or atom.form not in (Form.DECIMAL, Form.INTEGER, Form.RANGE) or not _is_score(text, atom):
        return []
    factor = 100 if _is_share(atom) and not _is_gain(text, atom) else 1
    scaled = [None if end is None else end * factor for end in (atom.high, atom.uncertainty)]
    return [Value(atom.value * factor, "%", scaled[0], scaled[1])]


def _is_share(atom: Atom) -> bool:
    """Say whether the number lies between 0 and 1 and is written with a point: 0.836 may be 83.6 %."""
    return atom.form is not Form.INTEGER and abs(atom.value) <= 1 and (atom.high is None or abs(atom.high) <= 1)


def _is_score(text: str, atom: Atom) -> bool:
    if _is_share(atom):
        return True
    around = text[max(0, atom.start - 60) : atom.end + 40].lower()
    return any(word in around for word in _SCORE_WORDS)


def _is_gain(text: str, atom: Atom) -> bool:
    return atom.signed or text.endswith((" by ", "gain of ", "increase of ", "improvement of "), max(0, atom.start - 20), atom.start)


def _reading(view: View, atom: Atom, values: tuple[Value, ...]) -> Reading:
    start, end = view.source_span(atom.start, atom.end)
    number_start, number_end = view.source_span(atom.number_start, atom.number_end)
    return Reading(
        start, end, number_start, number_end, view.source[start:end], atom.form, values, _modifier(view.text, atom), atom.distractor
    )


def _modifier(text: str, atom: Atom) -> Modifier | None:
    """Return what the words around a quantity say of it; "billion-level" and "million-scale" are approximate."""
    if atom.distractor is not None or atom.modifier is not None:
        return atom.modifier
    if atom.form is Form.WORD and atom.value >= 1000 and text.startswith(("-level", "-scale"), atom.end):
        return Modifier.APPROX
    return modifier_after(text, atom.end) or modifier_before(text, atom.start)


_NUMBERS_ALL_THE_SAME = frozenset(
    (
        Distractor.YEAR,
        Distractor.PRONOUN,
        Distractor.DESIGN,
        Distractor.LIST_NUMBER,
        Distractor.CUTOFF,
        Distractor.CITATION,
        Distractor.REFERENCE,
    )
)


def read_value(text: str) -> list[Value]:
    """Return what a short string that is meant to be one number says, the likeliest value first.

    "83.6%" is 83.6 with unit "%", "1.4 million" 1400000, "twice" 2 with unit "x". A string with no number, with several, or with
    one inside a name says nothing: the list is empty.
    """
    found = [r for r in read_numbers(text.strip()) if r.distractor is None or r.distractor in _NUMBERS_ALL_THE_SAME]
    return list(found[0].values) if len(found) == 1 else []
