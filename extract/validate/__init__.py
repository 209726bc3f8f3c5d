"""Show that every number, quote and name of an extraction stands in its source, or say why not."""

from extract.validate.check import Grounded, check, ground
from extract.validate.lines import BadLine, CheckedLine, LineError, check_line, check_lines
from extract.validate.reasons import Reason
from extract.validate.verdicts import checks_below, flagged, worst

__all__ = [
    "BadLine",
    "CheckedLine",
    "Grounded",
    "LineError",
    "Reason",
    "check",
    "check_line",
    "check_lines",
    "checks_below",
    "flagged",
    "ground",
    "worst",
]
