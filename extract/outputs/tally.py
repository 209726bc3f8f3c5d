"""Counts over the records of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict, Field

from extract.records import Check, Record, Status
from extract.validate import worst


class Tally(BaseModel):
    """How many documents have which status, how many statements which verdict, and what they cost.

    `statements` counts quantities (for other schemas: objects or single fields that hold a checked number or quote), each
    with the worst verdict of its checks; `names` the listed names and links. Tokens and money are what was paid for in this
    run: an answer from an earlier run costs nothing.
    """

    model_config = ConfigDict(extra="forbid", validate_assignment=False)

    documents: Counter[str] = Field(default_factory=Counter)
    statements: Counter[str] = Field(default_factory=Counter)
    names: Counter[str] = Field(default_factory=Counter)
    reasons: Counter[str] = Field(default_factory=Counter)
    errors: Counter[str] = Field(default_factory=Counter)
    rejected: int = 0
    cached: int = 0
    requests: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost_usd: float = 0.0

    @property
    def num_documents(self) -> int:
        return self.documents.total()

    def add(self, record: Record) -> None:
        """Count one record."""
        self.documents[record.status] += 1
        self.reasons.update(check.reason for check in record.checks if check.verdict.flags)
        statements, names = verdicts(record.checks)
        self.statements.update(statements)
        self.names.update(names)
        self.rejected += len(record.rejected)
        if record.error is not None:
            self.errors[record.error.kind] += 1
        self._add_usage(record)

    def _add_usage(self, record: Record) -> None:
        usage = record.usage
        if usage.cached:
            self.cached += 1
            return
        self.requests += usage.requests
        self.input_tokens += usage.input_tokens or 0
        self.output_tokens += usage.output_tokens or 0
        self.cost_usd += usage.cost_usd or 0.0

    @property
    def num_failed(self) -> int:
        return self.documents[Status.FAILED] + self.documents[Status.PARTIAL]

    @property
    def num_flagged(self) -> int:
        return self.documents[Status.FLAGGED]


def verdicts(checks: Iterable[Check]) -> tuple[list[str], list[str]]:
    """Return the verdict of each statement (the worst of its checks) and of each listed name."""
    statements: dict[str, list[Check]] = {}
    names: list[str] = []
    for check in checks:
        parent, _, field = check.path.rpartition(".")
        if field.isdigit():
            names.append(check.verdict)
        else:
            statements.setdefault(parent if parent.rpartition(".")[2].isdigit() else check.path, []).append(check)
    return [worst(found) for found in statements.values()], names
