"""Single numbers in digits: value, sign, scale, unit; how they join into ranges and lists is not known here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from extract.numbers import units
from extract.numbers.glued import follows_number, is_glued
from extract.numbers.nouns import device
from extract.numbers.readings import Distractor, Form, Modifier, Value
from extract.numbers.signs import read_sign
from extract.numbers.words import ORDERS

MAX_DIGITS = 400
"""A longer run of digits is no number that a text states, and is passed over."""

_MAX_EXPONENT = 400


@dataclass(slots=True)
class Atom:
    """A number while it is being read: `text[start:end]` with sign and unit, `text[number_start:number_end]` without unit.

    `scale` is what a letter or word behind the digits multiplied them by, `mantissa` the value without it.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    value: Fraction
    form: Form
    unit: str | None = None
    mantissa: Fraction | None = None
    scale: int = 1
    signed: bool = False
    high: Fraction | None = None
    uncertainty: Fraction | None = None
    modifier: Modifier | None = None
    distractor: Distractor | None = None
    others: tuple[Value, ...] = ()
    glued: str = ""

    @property
    def bare(self) -> bool:
        """Say whether the number stands alone: no unit, no scale."""
        return self.unit is None and self.scale == 1 and not self.glued

    @property
    def whole(self) -> bool:
        """Say whether it is a plain whole number in digits."""
        return self.form is Form.INTEGER and self.scale == 1


_DIGITS = re.compile(
    r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3}){1,9}(?![0-9])|[0-9]{1,3}(?: [0-9]{3}){1,5}(?![0-9,]|\.[0-9])|[0-9]++)"
    r"(?P<part>\.[0-9]++)?(?P<e>[eE][-+]?[0-9]{1,9}(?![0-9A-Za-z]|\.[0-9]))?"
)
_PLAIN_DIGITS = re.compile(r"(?P<whole>[0-9]++)(?P<part>\.[0-9]++)?(?P<e>(?!))?")
_POINTED_GROUPS = re.compile(r"([1-9][0-9]{0,2}(?:\.[0-9]{3}){1,5})(,[0-9]{1,2})?(?![0-9]|[.,][0-9])")
_COMMA_PART = re.compile(r",([0-9]{1,2})(?![0-9]|[,.][0-9])")
_TIMES_POWER = re.compile(r" ?[×x·*] ?10\^ ?(?:\(([-+]?[0-9]{1,9})\)|([-+]?[0-9]{1,9})(?![0-9]|\.[0-9]))")
_FLAT_POWER = re.compile(r" ?(?:× ?10(-[0-9]{1,2}|[3-9]|1[0-9])|x ?10(-[1-9]))(?![0-9]|[.,][0-9]|\^| ?×)")
_POWER = re.compile(r"\^ ?(?:\(([-+]?[0-9]{1,9})\)|([-+]?[0-9]{1,9})(?![0-9]|\.[0-9]))")
_ASYMMETRIC = re.compile(
    r" ?(?:\^\+({0}) ?_-({0})|_-({0}) ?\^\+({0})|\(?\+ ?({0}) ?/ ?- ?({0})\)?)(?![0-9])".format("[0-9]{1,15}(?:\\.[0-9]{1,15})?")
)
_LETTER_SCALE = re.compile(r"(?:([kKMBGT])|([mb]n|bln|mln))(?![A-Za-z0-9])")
_WORD_SCALE = re.compile(r"[ -](hundred|thousand|lakh|crore|million|billion|trillion|quadrillion|mn|bn|mln|bln|mio)s?(?![A-Za-z])")
_SPACED_SCALE = re.compile(
    r" ([kKMBGT])(?= (?:FLOP|MAC|[Mm]ult|(?<![GT] )(?:[a-z-]{4,}s(?![a-z])|param|data|[a-z-]+ [a-z-]{3,}s(?![a-z]))))"
)
_ORDINAL = re.compile(r"-?(?:st|nd|rd|th)(?![A-Za-z])")
_PART_OF_NAME = re.compile(
    r"-(?!GPU|TPU|CPU|D(?![A-Za-z0-9]))[A-Z]|-D(?<=[1-4]-D)(?<![0-9.,][1-4]-D)|-(?:in|of|vs|and|by|on|to)-(?![0-9])|\^[-+]?[A-Za-z0-9]|/[A-Za-z](?![A-Za-z])|\+[A-Za-z]"
)
_VULGAR = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5), "⅙": (1, 6),
           "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8), "⅐": (1, 7), "⅑": (1, 9), "⅒": (1, 10)}  # fmt: skip
VULGAR = "".join(_VULGAR)


def read_atom(text: str, start: int, *, comma_decimals: bool = False) -> Atom | None:
    """Read the number whose first digit stands at `start`, or null where the digits are no number that can be read.

    `comma_decimals` says that this text writes 3,75 for 3.75.
    """
    atom = _read_digits(text, start, comma_decimals=comma_decimals)
    if atom is None or atom.distractor is not None:
        return atom
    if is_glued(text, atom.number_start):
        atom.distractor = Distractor.NAME
        _read_scale(text, atom)
        atom.end = atom.number_end
        return atom
    if text[atom.end : atom.end + 1] not in _CLOSING:
        _read_behind(text, atom)
    read_sign(text, atom)
    if atom.distractor is Distractor.NAME and atom.modifier is not None:
        atom.distractor = None
    if text.startswith("+", atom.end) and not text[atom.end + 1 : atom.end + 2].isalnum():
        atom.end, atom.modifier = atom.end + 1, atom.modifier or Modifier.AT_LEAST
    return atom


_CLOSING = frozenset(("", ",", ";", ".", ")", "\n"))
"""What no error, power, scale or unit begins with."""


def _read_behind(text: str, atom: Atom) -> None:
    """Read what belongs to the digits before it."""
    if not (_read_asymmetric(text, atom) or (text.startswith("(", atom.number_end) and _read_last_digits_error(text, atom))):
        _read_power(text, atom)
        _read_scale(text, atom)
    _read_unit(text, atom)
    _read_orders(text, atom)


_ORDERS_BEGIN = frozenset("ofwdeamOF")


def _read_orders(text: str, atom: Atom) -> None:
    """Read "3 orders of magnitude" as a factor of 1000; a broken number of orders stays one."""
    if atom.unit is not None or text[atom.end + 1 : atom.end + 2] not in _ORDERS_BEGIN or not (orders := ORDERS.match(text, atom.end)):
        return
    if atom.whole and atom.value <= 30:
        atom.others = (Value(atom.value, "orders of magnitude"),)
        atom.value, atom.form, atom.unit, atom.end = Fraction(10) ** int(atom.value), Form.ORDERS, "x", orders.end()
    elif atom.form is Form.DECIMAL:
        atom.form, atom.unit, atom.end, atom.distractor = Form.ORDERS, "orders of magnitude", orders.end(), None


def _read_digits(text: str, start: int, *, comma_decimals: bool) -> Atom | None:
    if text[start] in _VULGAR:
        return Atom(start, start + 1, start, start + 1, Fraction(*_VULGAR[text[start]]), Form.FRACTION)
    before = text[start - 1] if start else ""
    pointed = before == "." and not (text[start - 2 : start - 1].isalnum() or text.startswith("..", start - 2))
    if text[start] == "0" and text[start + 1 : start + 2].isdigit() and not pointed:
        return _identifier(text, start)
    named = before.isalpha() or (before in ("-", "_", "/") and text[start - 2 : start - 1].isalpha() and not follows_number(text, start))
    plain = pointed or named
    if comma_decimals and (grouped := _POINTED_GROUPS.match(text, start)):
        return _decimal(start, grouped.end(), grouped[1].replace(".", ""), (grouped[2] or "").replace(",", "."), "")
    match = (_PLAIN_DIGITS if plain else _DIGITS).match(text, start)
    if not match or match.end() - start > MAX_DIGITS:
        return None
    whole, part, power = match.groups(default="")
    end = match.end()
    if pointed and not part:
        start, part, whole = start - 1, f".{whole}", "0"
    if comma_decimals and not part and "," not in whole and (comma := _COMMA_PART.match(text, end)):
        part, end = f".{comma[1]}", comma.end()
    return _decimal(start, end, whole, part, power)


def _decimal(start: int, end: int, whole: str, part: str, power: str) -> Atom | None:
    """Return the number with these digits, `part` with its point, or null where its power of ten is out of all reason."""
    value = _exact(whole, part)
    form = Form.DECIMAL if part else Form.INTEGER
    if power:
        exponent = int(power[1:])
        if abs(exponent) > _MAX_EXPONENT:
            return None
        value, form = value * Fraction(10) ** exponent, Form.POWER
    return Atom(start, end, start, end, value, form, mantissa=value)


@lru_cache(maxsize=4096)
def _exact(whole: str, part: str) -> Fraction:
    digits = whole if whole.isdigit() else whole.replace(",", "").replace(" ", "")
    return Fraction(int(digits + part[1:]), 10 ** (len(part) - 1)) if part else Fraction(int(digits))


_IDENTIFIER = re.compile(r"[0-9]++")


def _identifier(text: str, start: int) -> Atom | None:
    """Read digits that begin with a zero: a code, no number that counts or measures."""
    match = _IDENTIFIER.match(text, start)
    if not match or match.end() - start > MAX_DIGITS:
        return None
    value = Fraction(int(match[0]))
    return Atom(start, match.end(), start, match.end(), value, Form.INTEGER, mantissa=value, distractor=Distractor.NAME)


def _read_asymmetric(text: str, atom: Atom) -> bool:
    """Read 69.1^{+9.4}_{-7.8} and 5.2 (+0.3/-0.2); the larger of the two errors is kept."""
    if not text.startswith(("^+", "_-", " ^+", " _-", "+", "(+", " (+", " +"), atom.end) or not (
        match := _ASYMMETRIC.match(text, atom.end)
    ):
        return False
    atom.uncertainty = max(Fraction(error) for error in match.groups() if error)
    atom.end = atom.number_end = match.end()
    return True


_LAST_DIGITS = re.compile(r"\(([0-9]{1,2})\)(?![0-9A-Za-z(])")


def _read_last_digits_error(text: str, atom: Atom) -> bool:
    """Read 12.3(4), an error in the last digits; a power or scale may stand behind it."""
    if atom.form is not Form.DECIMAL or not (match := _LAST_DIGITS.match(text, atom.number_end)):
        return False
    places = atom.number_end - text.rindex(".", atom.number_start, atom.number_end) - 1
    atom.uncertainty = Fraction(int(match[1]), 10**places)
    atom.end = atom.number_end = match.end()
    return True


_CLOCK = re.compile(r"h([0-5][0-9])(?:min|m)?(?![0-9A-Za-z])")


def _read_clock(text: str, atom: Atom) -> bool:
    """Read 1h30 as an hour and a half."""
    if not (atom.whole and (match := _CLOCK.match(text, atom.number_end))):
        return False
    atom.value, atom.unit = atom.value + Fraction(int(match[1]), 60), "h"
    atom.end = atom.number_end = match.end()
    return True


_POWER_SIGNS = ("^", "×", " ×", "x", " x", "·", " ·", "*", " *", "10^")


def _read_power(text: str, atom: Atom) -> None:
    """Read `× 10^-4`, `10^4`, `2^16`; an image side squared is a dimension that can be a power."""
    end = atom.number_end
    if not text.startswith(_POWER_SIGNS, end):
        return
    if (match := _TIMES_POWER.match(text, end)) or (
        (atom.form is Form.DECIMAL or atom.value < 10) and (match := _FLAT_POWER.match(text, end))
    ):
        _set_power(atom, atom.value, Fraction(10), match)
    elif match := _POWER.match(text, end):
        if match[2] in ("2", "3") and atom.value >= 16 and atom.value % 100 and atom.whole:
            atom.others = (Value(atom.value ** int(match[2])),)
            atom.form, atom.unit = Form.DIMENSION, "px"
            atom.end = atom.number_end = match.end()
        else:
            _set_power(atom, Fraction(1), atom.value, match)


def _set_power(atom: Atom, factor: Fraction, base: Fraction, match: re.Match[str]) -> None:
    exponent = int(match[match.lastindex or 0])
    if abs(exponent) > _MAX_EXPONENT or base > 10**9 or base == 0:
        atom.distractor = Distractor.FORMULA
    else:
        atom.mantissa, atom.value = factor, factor * base**exponent
        if factor == 1:
            atom.mantissa = atom.value
        atom.form = Form.POWER
    atom.end = atom.number_end = match.end()


_CURRENCY = frozenset(units.CURRENCIES)
_MONEY_SCALE = re.compile(r"(?:m|b|tn|t)(?![A-Za-z0-9/])", re.I)
_MONEY_SCALES = {"m": 10**6, "b": 10**9, "tn": 10**12, "t": 10**12}
_BEFORE_SCALE = frozenset(" -kKMBGTmbt")
_SCREEN = re.compile(
    r"[ -](?:(?:ultra|UHD|HD|HDR|RGB|input|output|raw)[ -])?"
    r"(?:resolution|video|frame|footage|display|monitor|content|clip|movie|film|screen|panorama|UHD|HDR|HD|pixel|texture)"
)
_LINES = re.compile(r"[pi](?![A-Za-z0-9])")
_LINE_COUNTS = frozenset((144, 240, 288, 360, 480, 540, 576, 720, 1080, 1440, 2160, 4320))


def _read_scale(text: str, atom: Atom) -> None:
    """Read the scale glued to the digits or spelled behind them: 86M, 3.5B, 6-billion, 1.9 billion."""
    end = atom.number_end
    if text[end : end + 1] not in _BEFORE_SCALE:
        return
    match = _LETTER_SCALE.match(text, end)
    if match and match[0] == "K" and _SCREEN.match(text, match.end()) and 1 <= atom.value <= 16:
        atom.unit, atom.others = "px", (Value(atom.value),)
    if match:
        atom.glued = match[0]
        scale = units.LETTER_SCALES[match[1]] if match[1] else units.SCALES[match[2]]
    elif text[atom.number_start - 1 : atom.number_start] in _CURRENCY and (match := _MONEY_SCALE.match(text, end)):
        scale = _MONEY_SCALES[match[0].lower()]
    elif match := _WORD_SCALE.match(text, end):
        scale = units.SCALES[match[1]]
    elif match := _SPACED_SCALE.match(text, end):
        scale = units.LETTER_SCALES[match[1]]
    else:
        return
    atom.mantissa, atom.scale, atom.value = atom.value, scale, atom.value * scale
    atom.end = atom.number_end = match.end()


_MORE_DIGITS = re.compile(r" ?\.?[0-9]")
_NAME_TAIL = re.compile(r"[A-Za-zα-ρτ-ωΓ-Ψ_]")


def _read_unit(text: str, atom: Atom) -> None:
    """Read the unit behind the number; letters glued to it that are no unit make it part of a name: 3D, 32x48d."""
    if atom.unit is not None or (text.startswith("h", atom.number_end) and _read_clock(text, atom)):
        return
    match = units.unit_pattern().match(text, atom.number_end)
    if match and match[0] == "s" and atom.whole and 1500 <= atom.value < 2100:
        atom.distractor = Distractor.YEAR
    elif match and match[0] == "s" and atom.whole and atom.value in (100, 1000, 10000) and text.startswith(" of ", match.end()):
        atom.distractor = Distractor.VAGUE  # 1000s of users
    elif match and _is_unit(text, atom, match):
        unit = units.UNITS[match["unit"]]
        atom.unit = unit.name + (match["more"] or "") + match["per"].replace(" / ", "/")
        if unit.scale != 1:
            atom.value *= unit.scale
        atom.end = match.end()
        set_multiplier(text, atom)
    elif atom.whole and (ordinal := _ORDINAL.match(text, atom.number_end)):
        atom.distractor = Distractor.ORDINAL
        atom.end = atom.number_end = ordinal.end()
    elif atom.whole and atom.value in _LINE_COUNTS and _LINES.match(text, atom.number_end):
        atom.unit, atom.end = "px", atom.number_end + 1
    elif (atom.bare and _PART_OF_NAME.match(text, atom.number_end)) or (
        _NAME_TAIL.match(text, atom.number_end)
        and not (
            text[atom.number_end] in "xX" and (text[atom.number_end + 1 : atom.number_end + 2].isdigit() or device(text, atom.number_end))
        )
    ):
        atom.distractor = Distractor.NAME


def set_multiplier(text: str, atom: Atom) -> None:
    """Give an atom with unit x its form; the folds of a cross-validation are counted."""
    if atom.unit == "x":
        if text.startswith((" cross", " CV"), atom.end):
            atom.unit = "folds"
        else:
            atom.form = Form.MULTIPLIER


def _is_unit(text: str, atom: Atom, match: re.Match[str]) -> bool:
    """Say whether what looks like a unit is one: not the x of 2x3, not the T of "5 T-cells", not the N of 12N."""
    unit, joint, end = match["unit"], match["joint"], match.end()
    if atom.form is Form.WORD and unit in ("s", "m", "h", "g", "l", "t", "y", "K", "A", "V", "W", "N", "J", "L", "T", "AU"):
        return False
    if unit in ("x", "X", "×"):
        return joint != "-" and not _MORE_DIGITS.match(text, end) and not device(text, atom.number_end)
    if unit in ("%", "‰"):
        return joint != "-"
    if joint == "-":
        if len(unit) == 1:
            return unit in "hmsgVWK" and _PLAIN_WORD.match(text, end) is not None
        return not unit[0].isupper() or unit in ("GPU", "GB", "MB")
    if len(unit) == 1 and unit.isalpha():
        if text[end : end + 1] in ("'", "_") or (text.startswith("-", end) and not (unit in "hms" and text[end + 1 : end + 2].isdigit())):
            return False
        return (
            unit not in "ANLJTty"
            or (joint == " " and unit not in "ty")
            or (unit == "t" and joint == " " and _AMOUNT.match(text, end) is not None)
        )
    return not (text.startswith("-", end) and text[end + 1 : end + 2].isalpha() and joint == " ")


_PLAIN_WORD = re.compile(r" [a-z]{3,}")
_AMOUNT = re.compile(r" (?:of|per|CO_?2)(?![A-Za-z])|[./]? ?/ ?ha\b")
