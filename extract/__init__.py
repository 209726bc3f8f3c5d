"""Structured facts from abstracts, with every number checked against its source.

    from extract import Extractor

    for record in Extractor().run("Our model reaches 83.6% top-1 accuracy on ImageNet."):
        print(record.data.quantities)

Names are imported when they are first used, so that `import extract` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract.documents import Document, Source
    from extract.errors import DocumentError, ErrorKind, ExtractError, InputError, ProviderStopped, StoppedError, UsageError
    from extract.extractor import Extractor
    from extract.numbers import read_numbers
    from extract.numbers.readings import Reading
    from extract.options import Options
    from extract.records import Check, Record, Status, Verdict
    from extract.schemas.markers import NotStated, Quote
    from extract.schemas.paper import Paper, Quantity
    from extract.sources import read_documents
    from extract.validate import Reason, check

_HOMES = {
    "Check": "extract.records",
    "Document": "extract.documents",
    "DocumentError": "extract.errors",
    "ErrorKind": "extract.errors",
    "ExtractError": "extract.errors",
    "Extractor": "extract.extractor",
    "InputError": "extract.errors",
    "NotStated": "extract.schemas.markers",
    "Options": "extract.options",
    "Paper": "extract.schemas.paper",
    "ProviderStopped": "extract.errors",
    "Quantity": "extract.schemas.paper",
    "Quote": "extract.schemas.markers",
    "Reading": "extract.numbers.readings",
    "Reason": "extract.validate",
    "Record": "extract.records",
    "Source": "extract.documents",
    "Status": "extract.records",
    "StoppedError": "extract.errors",
    "UsageError": "extract.errors",
    "Verdict": "extract.records",
    "check": "extract.validate",
    "read_documents": "extract.sources",
    "read_numbers": "extract.numbers",
}

__all__ = [
    "Check",
    "Document",
    "DocumentError",
    "ErrorKind",
    "ExtractError",
    "Extractor",
    "InputError",
    "NotStated",
    "Options",
    "Paper",
    "ProviderStopped",
    "Quantity",
    "Quote",
    "Reading",
    "Reason",
    "Record",
    "Source",
    "Status",
    "StoppedError",
    "UsageError",
    "Verdict",
    "check",
    "read_documents",
    "read_numbers",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
