"""Runs in the formats of annotation tools, and as tables."""

from extract.exports.formats import SHAPES, Exported, Format, export
from extract.exports.runs import Run, find_run

__all__ = ["SHAPES", "Exported", "Format", "Run", "export", "find_run"]
