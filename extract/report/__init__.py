"""report.html: what a run found, as one page that needs no network."""

from extract.report.writing import write_report

__all__ = ["write_report"]
