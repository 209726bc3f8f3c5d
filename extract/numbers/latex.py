"""Undo half-removed LaTeX and typographic variants on a view that knows where every character came from."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from extract.numbers.tokens import lower, tokens

COMMANDS = {
    "times": "×", "geq": "≥", "ge": "≥", "geqslant": "≥", "leq": "≤", "le": "≤", "leqslant": "≤", "lt": "<", "gt": ">", "ll": "<",
    "gg": ">", "lesssim": "<", "gtrsim": ">", "pm": "±", "mp": "±", "approx": "≈", "simeq": "≈", "sim": "~", "rightarrow": "→",
    "longrightarrow": "→", "to": "→", "cdot": "·", "ell": "ℓ", "mu": "µ", "circ": "°", "degree": "°", "percent": "%", "euro": "€",
    "pounds": "£", "textdollar": "$", "texteuro": "€", "quad": " ", "left": "", "right": "", "uparrow": "↑", "downarrow": "↓",
}  # fmt: skip
"""LaTeX commands that stand around numbers, and the one character each means."""

_DASHES = "\u2010\u2011\u2012\u2013\u2212\u2043\ufe63\uff0d"
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_NOTHING = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_SAME = {
    "⩽": "≤", "≦": "≤", "⩾": "≥", "≧": "≥", "≲": "<", "≳": ">", "∼": "~", "˜": "~", "～": "~", "≃": "≈", "≅": "≈", "≒": "≈", "μ": "µ",
    "％": "%", "⁄": "/", "∕": "/", "∶": ":", "✕": "×", "✖": "×", "⨯": "×", "＋": "+", "＜": "<", "＞": ">", "→": "→", "⇒": "→",
    "⋅": "·", "º": "°", "˚": "°", "’": "'", "‘": "'", "“": '"', "”": '"', "—": " - ", "―": " - ",
}  # fmt: skip
_CHARACTERS = dict.fromkeys(_DASHES, "-") | dict.fromkeys(_SPACES, " ") | dict.fromkeys(_NOTHING, "") | _SAME
_CHARACTERS |= {chr(0xFF10 + d): str(d) for d in range(10)}
_TRANSLATION = str.maketrans(_CHARACTERS)
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿ", "0123456789-+n")
_SUBSCRIPT = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_UNUSUAL = re.compile(f"[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿ]+|[₀₁₂₃₄₅₆₇₈₉]+|[{re.escape(''.join(_CHARACTERS))}]|(?<=[0-9])·(?=[0-9])(?!10[\\^⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺])")


class Edit(NamedTuple):
    """`source[source_start:source_end]` stands as `text[start:end]` in the view; equal lengths are not needed."""

    start: int
    end: int
    source_start: int
    source_end: int


class View:
    """A text as it reads once LaTeX remnants and odd characters are replaced; spans of it can be found in the source.

    `tokens` are the words of the source.
    """

    __slots__ = ("_source_starts", "_starts", "edits", "source", "text", "tokens")

    def __init__(self, source: str, text: str, edits: tuple[Edit, ...], seen: frozenset[bytes] | None = None) -> None:
        self.source = source
        self.text = text
        self.edits = edits
        self.tokens = tokens(lower(source)) if seen is None else seen
        self._starts = [edit.start for edit in edits]
        self._source_starts = [edit.source_start for edit in edits]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the source that `text[start:end]` stands for; what was deleted at its borders is left out."""
        return self._source_of_start(start), self._source_of_end(end)

    def view_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the view that stands for `source[start:end]`."""
        return self._view_of(start, inside_is_end=False), self._view_of(end, inside_is_end=True)

    def _source_of_start(self, offset: int) -> int:
        k = bisect_right(self._starts, offset) - 1
        if k < 0:
            return offset
        edit = self.edits[k]
        return edit.source_start if offset < edit.end else edit.source_end + offset - edit.end

    def _source_of_end(self, offset: int) -> int:
        k = bisect_left(self._starts, offset) - 1
        if k < 0:
            return offset
        edit = self.edits[k]
        return edit.source_end if offset <= edit.end else edit.source_end + offset - edit.end

    def _view_of(self, offset: int, *, inside_is_end: bool) -> int:
        k = bisect_left(self._source_starts, offset + (not inside_is_end)) - 1
        if k < 0:
            return offset
        edit = self.edits[k]
        if offset < edit.source_end:
            return edit.end if inside_is_end else edit.start
        return edit.end + offset - edit.source_end


def _command(match: re.Match[str]) -> str:
    """Return what a backslash command means; one we do not know stays as it is."""
    return COMMANDS.get(match[1], match[0])


@dataclass(frozen=True, slots=True)
class _Rule:
    """Where one of `words` is a token, or `sign` and then `needle` occur, replace `pattern`; the plain searches cost next to nothing."""

    words: frozenset[bytes]
    sign: str
    needle: str
    pattern: re.Pattern[str]
    replacement: str | Callable[[re.Match[str]], str]


_ENTITIES = {
    "nbsp": " ", "#160": " ", "thinsp": " ", "ensp": " ", "gt": ">", "lt": "<", "ge": "≥", "le": "≤", "plusmn": "±", "times": "×",
    "deg": "°", "micro": "µ", "mu": "µ", "minus": "-", "ndash": "-", "asymp": "≈", "amp": "&",
}  # fmt: skip
"""HTML entities around numbers, by name."""


def _raised(tag: str, inside: str) -> str:
    """Return what an HTML index means: a power or subscript where it is a number, its letters otherwise."""
    number = inside.translate(_TRANSLATION).strip()
    return ("^" if tag == "sup" else "_") + number if re.fullmatch(r"[-+]?[0-9]{1,9}", number) else inside


def _rule(needle: str, pattern: str, replacement: str | Callable[[re.Match[str]], str]) -> _Rule:
    words = frozenset(needle.encode().split()) if needle.replace(" ", "").isalpha() else frozenset()
    sign = next((c for c in needle if not c.isalpha()), "")
    return _Rule(words, sign, needle, re.compile(pattern), replacement)


_RULES = (
    _rule("\\", r"\\[,;:! ]", " "),
    _rule("\\", r"\\([%$&#_{}])", lambda m: m[1]),
    _rule("\\roman", r"\\romannumeral ?", ""),
    _rule("\\mu ", r"\\mu (?=[smgLlAVW](?![A-Za-z]))", "µ"),
    _rule("\\", r"\\([A-Za-z]+)", _command),
    _rule("frac{", r"(?:\\[dt]?)?frac\{([0-9]{1,9})\}\{([0-9]{1,9})\}", lambda m: f"{m[1]}/{m[2]}"),
    _rule("{,}", r"\{,\}", ","),
    _rule("{=}", r"\{=\}", "="),
    _rule("{}", r"\{\}", ""),
    _rule("<su", r"<(sup|sub)>([^<>]{0,24})</\1>", lambda m: _raised(m[1], m[2])),
    _rule("&", rf"&(?:{'|'.join(_ENTITIES)});", lambda m: _ENTITIES[m[0][1:-1]]),
    _rule("^", r"\^\\?circ(?![a-z])", "°"),
    _rule("--", r"--(?<=[0-9%×$]--)(?=\$?[0-9])", "-"),
    _rule("---", r"---", " - "),
    _rule("+/-", r"\+/-", "±"),
    _rule("+-", r"\+-", "±"),
    _rule("**", r"\*\*(?<=[0-9]\*\*)(?=[-+]?[0-9])", "^"),
    _rule("<=", r"<=", "≤"),
    _rule(">=", r">=", "≥"),
    _rule("->", r"->", "→"),
    _rule("_", r"(?<![A-Za-z0-9_.-])[0-9]{1,3}(?:_[0-9]{3})+(?![0-9A-Za-z_])", lambda m: m[0].replace("_", ",")),
    _rule("'", r"'(?<=[0-9]')(?=[0-9]{3}(?![0-9]))", ","),
    _rule("’", r"’(?<=[0-9]’)(?=[0-9]{3}(?![0-9]))", ","),
    _rule("~", r"~(?<=[0-9]~)(?=[0-9]{3}~[0-9]{3}(?![0-9]))|~(?<=~[0-9]{3}~)(?=[0-9]{3}(?![0-9]))", " "),
    _rule("~", r"~(?<=[0-9%]~)(?=[0-9])", "-"),
    _rule("~", r"~(?:(?<=[A-Za-z]~)(?=[0-9A-Za-z(])|(?<=[0-9]~)(?=[A-Za-z]))", " "),
    _rule("times", r"times(?:(?<=[0-9]times)(?![a-z])|(?<=[0-9] times)(?=[0-9]| 10\^))", "×"),
    _rule("geq geqslant", r"geq(?<![A-Za-z\\]geq)(?:slant)?(?![A-Za-z])", "≥"),
    _rule("leq leqslant", r"leq(?<![A-Za-z\\]leq)(?:slant)?(?![A-Za-z])", "≤"),
    _rule("ge", r"ge(?<![A-Za-z\\]ge)(?=[0-9])", "≥"),
    _rule("le", r"le(?<![A-Za-z\\]le)(?=[0-9])", "≤"),
    _rule("approx", r"approx(?<![A-Za-z\\]approx)(?=\s?[0-9])", "≈"),
    _rule("sim", r"sim(?<![A-Za-z\\]sim)(?=\s?[0-9])", "~"),
    _rule("pm", r"pm(?:(?<=[0-9%)]pm)|(?<=[0-9%)] pm))(?=\s?\.?[0-9])", "±"),
    _rule("rightarrow", r"rightarrow(?<![A-Za-z\\]rightarrow)(?![A-Za-z])", "→"),
    _rule("cdot", r"cdot(?:(?<=[0-9]cdot)|(?<=[0-9] cdot))(?=\s?10)", "·"),
    _rule("ell", r"ell_(?<![A-Za-z\\]ell_)", "ℓ_"),
    _rule("mus mum mug mul mua muv muw", r"mu(?:(?<=[0-9]mu)|(?<=[0-9] mu))(?=[smgLlAVW](?![A-Za-z]))", "µ"),
)


def _replacements(text: str, seen: frozenset[bytes]) -> Iterator[tuple[int, int, str]]:
    for rule in _RULES:
        if not rule.words.isdisjoint(seen) if rule.words else rule.sign in text and rule.needle in text:
            for match in rule.pattern.finditer(text):
                new = rule.replacement if isinstance(rule.replacement, str) else rule.replacement(match)
                yield match.start(), match.end(), new
    if "$" in text:
        yield from _math_dollars(text)
    if "{" in text:
        yield from _braces(text)
    if not text.isascii():
        for match in _UNUSUAL.finditer(text):
            yield match.start(), match.end(), _usual(match[0])


_MATH = re.compile(r"\$(?:(?:\\[A-Za-z]+|[<>=~±≤≥≈×+-]) ?\$|(?=\S)[^$\n]{1,202}(?<=[^\s\\])\$(?![0-9]))")


def _math_dollars(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _MATH.finditer(text):
        yield match.start(), match.start() + 1, ""
        yield match.end() - 1, match.end(), ""


_STYLED = re.compile(r"(?:\\)?(?:text|mathrm|mathbf|mathit|mathcal|mathbb|operatorname|textbf|textit|emph|num)\{([^{}]{0,60})\}")
_SCRIPT = re.compile(r"[\^_]\{([^{}]{0,24})\}")
_ERROR = re.compile(r"\s?(?:±|\\?pm(?![a-z])|\+/?-)")
_EXPONENT = re.compile(r"\s?[-+]?[0-9]{1,9}(?:\.[0-9]{1,9})?\s?")


def _braces(text: str) -> Iterator[tuple[int, int, str]]:
    """Undo `text{…}` and `^{…}`; an exponent is replaced as a whole, so that a span that ends with it ends behind its brace."""
    for match in _STYLED.finditer(text):
        yield match.start(), match.start(1), ""
        yield match.end() - 1, match.end(), ""
    for match in _SCRIPT.finditer(text):
        inside = match[1].translate(_TRANSLATION)
        if error := _ERROR.match(inside):
            yield match.start(), match.end(), "±" + inside[error.end() :].strip()
        elif _EXPONENT.fullmatch(inside):
            yield match.start(), match.end(), match[0][0] + inside.strip()
        elif inside.strip(" \\") == "circ":
            yield match.start(), match.end(), "°"
        else:
            yield match.start(1) - 1, match.start(1), ""
            yield match.end() - 1, match.end(), ""


def _usual(found: str) -> str:
    if found[0] in "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿ":
        return "^" + found.translate(_SUPERSCRIPT)
    if found[0] in "₀₁₂₃₄₅₆₇₈₉":
        return "_" + found.translate(_SUBSCRIPT)
    return "." if found == "·" else _CHARACTERS[found]


def undo_latex(text: str) -> View:
    """Return the view of a text in which `times`, `\\%`, `10^{-3}`, thin spaces, Unicode dashes and the like are undone.

    Where two replacements overlap, the one that starts first counts, and of two that start together the longer.
    """
    seen = tokens(lower(text))
    found = [item for item in _replacements(text, seen) if text[item[0] : item[1]] != item[2]]
    if not found:
        return View(text, text, (), seen)
    found.sort(key=lambda item: (item[0], -item[1]))
    pieces: list[str] = []
    edits: list[Edit] = []
    at = length = 0
    for start, end, new in found:
        if start < at:
            continue
        pieces += (text[at:start], new)
        length += start - at
        edits.append(Edit(length, length + len(new), start, end))
        length += len(new)
        at = end
    pieces.append(text[at:])
    return View(text, "".join(pieces), tuple(edits), seen)
