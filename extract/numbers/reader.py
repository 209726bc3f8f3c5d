"""Read every number of a text, in order, with what it means and whether it is a quantity."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from fractions import Fraction

from extract.numbers import units
from extract.numbers.atoms import VULGAR, Atom, read_atom, set_multiplier
from extract.numbers.counting import give_units
from extract.numbers.distractors import distractor_of
from extract.numbers.joins import join
from extract.numbers.latex import View, undo_latex
from extract.numbers.meanings import values_of
from extract.numbers.modifiers import modifier_after, modifier_before
from extract.numbers.readings import Distractor, Form, Modifier, Reading, Value
from extract.numbers.regions import Region, find_regions
from extract.numbers.tokens import lower, tokens
from extract.numbers.words import Spelled, read_all_words

_START = re.compile(f"[0-9{VULGAR}]")
_DECIMAL_COMMA = re.compile(r",(?<=[0-9],)[0-9]{1,2}(?![0-9]|,[0-9])")
_DECIMAL_COMMA_UNIT = re.compile(r",(?<=[0-9],)[0-9]{1,2}(?= ?%| [a-zA-Zµ°])")
_SURE_POINT = re.compile(r"\.(?<=[0-9]\.)[0-9](?:(?![0-9]{2}(?![0-9]))|(?<=0\..)(?<![1-9]0\..))")
_DECIMAL_POINT = re.compile(r"\.(?<=[0-9]\.)[0-9]")


def read_numbers(text: str) -> list[Reading]:
    """Return every number of a text in order of position; they do not overlap, and distractors are among them, marked.

    Offsets are characters of `text`, end-exclusive. Runs of more than 400 digits and powers beyond 10**400 are passed over.
    """
    view = undo_latex(text)
    return readings_of(view)


def readings_of(view: View) -> list[Reading]:
    """Return the readings of a view, with offsets and quotes of its source."""
    text = view.text
    lowered = lower(text)
    seen = view.tokens if view.source.isascii() else tokens(lowered)
    atoms = join(text, _atoms(text, read_all_words(lowered, seen)))
    regions = find_regions(text, seen) if atoms else []
    _mark(text, atoms, regions)
    return _apart(_reading(view, atom, values_of(text, atom)) for atom in give_units(text, atoms))


def _apart(readings: Iterable[Reading]) -> list[Reading]:
    """Return the readings without any that shares characters of the source with the one before it."""
    kept: list[Reading] = []
    for reading in readings:
        if not kept or reading.start >= kept[-1].end:
            kept.append(reading)
    return kept


def _uses_decimal_commas(text: str) -> bool:
    """Say whether a text writes 3,75 for 3.75; its points, if there are any, must part thousands then: "12.500 mit 3,5 kg"."""
    if _DECIMAL_COMMA.search(text) is None:
        return False
    if _DECIMAL_POINT.search(text) is None:
        return True
    return _DECIMAL_COMMA_UNIT.search(text) is not None and _SURE_POINT.search(text) is None


def _atoms(text: str, spelled: list[Spelled]) -> list[Atom]:
    """Return the single numbers of a text, the spelled ones among them, in order, without overlap."""
    comma = _uses_decimal_commas(text)
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
    if word.form is Form.ORDERS and word.value > 1:
        atom.others = (Value(Fraction(len(str(word.value)) - 1), "orders of magnitude"),)
    if word.form is Form.FRACTION and (part := _PART_OF_UNIT.match(text, word.end)) and (unit := units.UNITS.get(part[1])):
        atom.unit, atom.end, atom.value = unit.name, part.end(), atom.value * unit.scale
        return atom
    if word.unit is None and word.distractor is None and (match := units.unit_pattern().match(text, word.end)):
        unit = units.UNITS[match["unit"]]
        if len(match["unit"]) > 2 and not (text.startswith("-", match.end()) and match["joint"] == " "):
            atom.unit, atom.end, atom.value = unit.name, match.end(), atom.value * unit.scale
            set_multiplier(text, atom)
    return atom


_PART_OF_UNIT = re.compile(r" (?:of )?(?:an?|one) ((?:percentage |per )?[a-z]{4,12})(?![A-Za-z-])")


def _mark(text: str, atoms: list[Atom], regions: list[Region]) -> None:
    """Set the distractor of every atom; numbers that share a list with a cut-off, a reference or a year share its fate."""
    starts = [region.start for region in regions]
    reach = _reaches(regions)
    previous: Atom | None = None
    for atom in atoms:
        k = bisect_right(starts, atom.number_start) - 1
        inside = k >= 0 and reach[k].end > atom.number_start
        atom.distractor = reach[k].kind if inside else distractor_of(text, atom)
        if previous is not None and atom.distractor is None and atom.unit is None and (atom.whole or _is_panel(previous, atom)):
            gap = text[previous.end : atom.number_start]
            if previous.distractor in _SPREADING and gap in (", ", " and ", ", and ", " or ", "-", " to ", " & ", "/", ",", "."):
                atom.distractor = _spread_kind(text, atom, previous)
        elif previous is not None and atom.glued == "B" and previous.distractor is Distractor.NAME and _is_size_of(text, previous, atom):
            atom.distractor = Distractor.NAME
        previous = atom


def _is_panel(previous: Atom, atom: Atom) -> bool:
    """Say whether 3B may be a part of a figure that a reference before it begins to list: "Figures 1B and 3B"."""
    return len(atom.glued) == 1 and previous.distractor is Distractor.REFERENCE


def _is_size_of(text: str, version: Atom, atom: Atom) -> bool:
    """Say whether 7B belongs to the name that a version before it does: "Llama 2 7B", "Llama 2 7B/13B"."""
    gap = text[version.end : atom.number_start]
    if version.glued == "B" and gap in ("/", "-"):
        return True
    return gap == " " and atom.unit is None and text[version.start - 1 : version.start] in (" ", "-", ".")


_SPREADING = (Distractor.CUTOFF, Distractor.REFERENCE, Distractor.YEAR)


def _spread_kind(text: str, atom: Atom, previous: Atom) -> Distractor | None:
    if previous.distractor is Distractor.YEAR and not (1500 <= atom.value < 2100 and text[atom.number_start : atom.number_end].isdigit()):
        return None
    return previous.distractor


def _reaches(regions: list[Region]) -> list[Region]:
    """Return for each region the one of those up to it that reaches farthest."""
    best: list[Region] = []
    for region in regions:
        best.append(region if not best or region.end >= best[-1].end else best[-1])
    return best


def _reading(view: View, atom: Atom, values: tuple[Value, ...]) -> Reading:
    start, end, number_start, number_end = atom.start, atom.end, atom.number_start, atom.number_end
    if view.edits:
        same = (start, end) == (number_start, number_end)
        start, end = view.source_span(start, end)
        number_start, number_end = (start, end) if same else view.source_span(number_start, number_end)
    return Reading(
        start, end, number_start, number_end, view.source[start:end], atom.form, values, _modifier(view.text, atom), atom.distractor
    )


def _modifier(text: str, atom: Atom) -> Modifier | None:
    """Return what the words around a quantity say of it; "billion-level" and "million-scale" are approximate."""
    if atom.distractor is not None or atom.modifier is not None:
        return atom.modifier
    if atom.form is Form.WORD and atom.value >= 1000 and text.startswith(("-level", "-scale"), atom.end):
        return Modifier.APPROX
    return modifier_after(text, atom.end) or modifier_before(text, atom.start, atom.end, atom.unit)


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
