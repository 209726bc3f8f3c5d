"""The errors users meet.

ExtractError
├── UsageError            wrong options, or an input that cannot be used          exit 2
│   ├── InputError        a file, or a line of it, is not what was expected
│   └── RunFolderError    the run folder holds another run
├── StoppedError          the run ended early and can be continued
│   ├── ProviderStopped   key, quota, unknown model, unreachable server           exit 4
│   └── BudgetStopped     the next request could pass the budget                  exit 3
└── DocumentError         one document got no usable answer; becomes its record
"""

from __future__ import annotations

from enum import StrEnum


class ErrorKind(StrEnum):
    """Why a document has no usable answer."""

    REFUSED = "refused"
    TRUNCATED = "truncated"
    INVALID = "invalid"
    RATE_LIMITED = "rate_limited"
    TIMED_OUT = "timed_out"
    SERVER = "server"
    BUDGET = "budget"


class ExtractError(Exception):
    """Base of every error that this package raises on purpose.

    `str(error)` is one line for a person; `hint` says what to do about it, when something can be done.
    """

    exit_code = 2

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


class UsageError(ExtractError):
    """Wrong options, or an input that cannot be used."""


class InputError(UsageError):
    """A file, or one line of it, is not what was expected."""

    def __init__(self, message: str, *, path: str, line: int | None = None, hint: str | None = None) -> None:
        place = path if line is None else f"{path}:{line}"
        super().__init__(f"{place}: {message}", hint=hint)
        self.path = path
        self.line = line


class RunFolderError(UsageError):
    """The run folder holds another run, or is in use."""


class StoppedError(ExtractError):
    """The run ended before its last document; what is done is kept, and the same command continues it."""


class ProviderStopped(StoppedError):
    """The provider will answer none of the requests: no key, wrong key, no quota, unknown model, unreachable server."""

    exit_code = 4


class BudgetStopped(StoppedError):
    """The next request could pass the budget."""

    exit_code = 3


class DocumentError(ExtractError):
    """One document got no usable answer. The pipeline turns it into that document's record."""

    exit_code = 1

    def __init__(self, kind: ErrorKind, message: str, *, retryable: bool, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.kind = kind
        self.retryable = retryable
