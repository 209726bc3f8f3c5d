"""Annotations from other tools, back as gold."""

from extract.imports.annotations import Problem, Skipped
from extract.imports.tools import Import, Tool, to_json

__all__ = ["Import", "Problem", "Skipped", "Tool", "to_json"]
