"""The tool's own reader: rules and word lists, no key, no network."""

from extract.models.builtin.model import BuiltinModel
from extract.models.builtin.paper import read_paper

__all__ = ["BuiltinModel", "read_paper"]
