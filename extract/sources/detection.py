"""What a file holds, told from its first bytes; its name plays no part."""

from __future__ import annotations

import codecs
import re
from enum import Enum

from extract.sources.tables import find_delimiter

HEAD_BYTES = 1 << 16

EXPECTED = "expected a listing page saved as text, plain text, JSON Lines or CSV with a column text or abstract"

_MAGIC = (
    (b"%PDF-", "a PDF", "save its text first, for example with pdftotext"),
    (b"\x1f\x8b", "gzip-compressed", "unpack it first: gunzip -c FILE | extract … -"),
    (b"BZh", "bzip2-compressed", "unpack it first"),
    (b"\xfd7zXZ\x00", "xz-compressed", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed", "unpack it first"),
    (b"PK\x03\x04", "a ZIP archive or an office document", "unpack it, or save it as text"),
    (b"PAR1", "a Parquet table", "save it as CSV or JSON Lines"),
    (b"\xd0\xcf\x11\xe0", "an office document", "save it as text"),
    (b"\x89PNG", "an image", "only text can be read"),
    (b"\xff\xd8\xff", "an image", "only text can be read"),
    (b"GIF8", "an image", "only text can be read"),
    (b"SQLite format 3\x00", "a database", "export it as CSV or JSON Lines"),
    (codecs.BOM_UTF32_LE, "text in UTF-32", "save it as UTF-8"),
    (codecs.BOM_UTF32_BE, "text in UTF-32", "save it as UTF-8"),
    (codecs.BOM_UTF16_LE, "text in UTF-16", "save it as UTF-8"),
    (codecs.BOM_UTF16_BE, "text in UTF-16", "save it as UTF-8"),
)
_SO_FAR = "only text, JSON Lines and CSV are read so far"
_MARKUP = (
    (re.compile(r"<!doctype html|<html\b|<head\b|<body\b|<!--", re.IGNORECASE), "an HTML page", "save the page as text in the browser"),
    (re.compile(r"<\?xml\b|<feed\b|<rss\b|<svg\b|<PubmedArticleSet\b"), "XML", _SO_FAR),
    (re.compile(r"@(?:article|inproceedings|misc|book|conference|phdthesis|techreport|string)\s*\{", re.IGNORECASE), "BibTeX", _SO_FAR),
    (re.compile(r"TY  - [A-Z]{3,5}\s"), "an RIS file", _SO_FAR),
    (re.compile(r"\{\\rtf"), "an RTF document", "save it as plain text"),
)  # fmt: skip
_JSON_OBJECT = re.compile(r"\{\s*(?:[\"']|\}|\Z|\w+\s*:\s*[\"'\[{])")
_JSON_ARRAY = re.compile(r"\[\s*(?:[{\[\"]|\]\s*\Z|\Z)")
_OPENS_LINE = re.compile(r"\{\s*[\r\n]")


class Format(Enum):
    """What a file can be read as."""

    JSONL = "jsonl"
    CSV = "csv"
    TEXT = "text"


class NotReadable(Exception):
    """The bytes are none of the formats: what they are instead, and what to do."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(f"{what}; {EXPECTED}")
        self.hint = hint


def detect_format(head: bytes) -> Format:
    """Tell the format from the first `HEAD_BYTES` of a file.

    Raises NotReadable for an empty file, for bytes that are not text, and for text in a known format that is not read.
    """
    _refuse_bytes(head)
    text = decode_head(head).lstrip()
    if not text:
        raise NotReadable("the file is empty" if not head else "nothing but blanks at the beginning", "give a file with text in it")
    for pattern, what, hint in _MARKUP:
        if pattern.match(text):
            raise NotReadable(what, hint)
    if _JSON_ARRAY.match(text):
        raise NotReadable("a JSON array", "write one object per line, for example with: jq -c '.[]' FILE")
    if _JSON_OBJECT.match(text):
        if _OPENS_LINE.match(text):
            raise NotReadable("a JSON object over several lines", "write one object per line, for example with: jq -c . FILE")
        return Format.JSONL
    return Format.CSV if find_delimiter(text) else Format.TEXT


def decode_head(head: bytes) -> str:
    """Decode the first bytes of a file; a character cut at the end, and any that is not UTF-8, is left to the reader."""
    return head.decode("utf-8-sig", "replace")


def _refuse_bytes(head: bytes) -> None:
    for magic, what, hint in _MAGIC:
        if head.startswith(magic):
            raise NotReadable(what, hint)
    if b"\x00" in head:
        raise NotReadable("a binary file", "only text can be read")
