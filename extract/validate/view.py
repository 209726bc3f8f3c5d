"""A text with everything taken away that a faithful quote may differ in, and the way back to its characters."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ϵ": "epsilon", "ζ": "zeta", "η": "eta", "θ": "theta",
    "κ": "kappa", "λ": "lambda", "μ": "mu", "µ": "mu", "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau",
    "φ": "phi", "ϕ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "Δ": "Delta", "Γ": "Gamma", "Λ": "Lambda", "Σ": "Sigma",
    "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega", "ℓ": "ell", "∞": "infty",
}  # fmt: skip
_SIGNS = {
    "×": "x", "✕": "x", "times": "x", "≤": "<=", "⩽": "<=", "le": "<=", "leq": "<=", "≥": ">=", "⩾": ">=", "ge": ">=", "geq": ">=",
    "≈": "~~", "approx": "~~", "∼": "~", "sim": "~", "±": "+-", "pm": "+-", "→": "->", "rightarrow": "->", "·": "*", "cdot": "*",
}  # fmt: skip
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_KEPT = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"  # NFKC would make 21/2 of 2½

_TOKEN = re.compile(
    r"(?P<tie>(?<=[A-Za-z0-9.)%])~(?=[A-Za-z(\[]))"
    r"|(?P<group>(?<=\d)[\s\u2009\u202f]+(?=\d{3}(?!\d)))"  # 12 500 and 12500
    r"|(?P<gap>(?<=\d)\s+(?=\d))"
    r"|(?P<nothing>[\s\u00ad\u200b-\u200d\u2060\ufeff]+|\\(?:text|mathrm|mathbf|mathit|textbf|textit|emph|mathcal)(?![A-Za-z])|\\[,;:!]|[${}])"
    r"|(?P<word>\\?(?<![A-Za-z])(?:times|leq?|geq?|approx|sim|pm|rightarrow|cdot)(?![A-Za-z]))"
    r"|(?P<backslash>\\)"
    rf"|(?P<dash>-{{1,3}}|[{_DASHES}])"
    r"|(?P<raised>[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)|(?P<lowered>[₀₁₂₃₄₅₆₇₈₉]+)"
    r"|(?P<double>[“”„‟]|``|'')|(?P<single>[‘’‚ʼ′`])"
    r"|(?P<other>[^\x00-\x7f])"
)


@dataclass(frozen=True, slots=True)
class View:
    """`plain` is the text without what may differ; its character i stands for `text[starts[i]:ends[i]]`."""

    text: str
    plain: str
    starts: list[int]
    ends: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the characters of the text behind a non-empty slice of `plain`."""
        return self.starts[start], self.ends[end - 1]


def view(text: str) -> View:
    """Take away blanks, LaTeX remnants and the differences between Unicode forms of one sign. Digits stay as they are."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for token in _TOKEN.finditer(text):
        pieces.append(text[at : token.start()])
        starts.extend(range(at, token.start()))
        ends.extend(range(at + 1, token.start() + 1))
        piece = _replacement(token)
        pieces.append(piece)
        starts.extend([token.start()] * len(piece))
        ends.extend([token.end()] * len(piece))
        at = token.end()
    pieces.append(text[at:])
    starts.extend(range(at, len(text)))
    ends.extend(range(at + 1, len(text) + 1))
    return View(text, "".join(pieces), starts, ends)


def plain(text: str) -> str:
    """Return the text as `view` sees it, without the way back."""
    return _TOKEN.sub(_replacement, text)


def plain_words(text: str) -> str:
    """Return the words of a text as `view` sees them, with single blanks between them."""
    return " ".join(word if word.isalnum() and word.isascii() and word not in _SIGNS else plain(word) for word in text.split())


def _replacement(token: re.Match[str]) -> str:
    kind, found = token.lastgroup, token.group()
    if kind == "gap":
        return " "
    if kind == "word":
        return _SIGNS[found.lstrip("\\")]
    if kind == "dash":
        return "-"
    if kind == "raised":
        return "^" + found.translate(_SUPERSCRIPTS)
    if kind == "lowered":
        return "_" + found.translate(_SUBSCRIPTS)
    if kind in ("double", "single"):
        return '"' if kind == "double" else "'"
    if kind == "other":
        return _other(found)
    return ""


def _other(char: str) -> str:
    if char in _SIGNS:
        return _SIGNS[char]
    if char in _GREEK:
        return _GREEK[char]
    return char if char in _KEPT else unicodedata.normalize("NFKC", char)
