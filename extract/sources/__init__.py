"""Files to documents: listing pages, JSON Lines, CSV, plain texts, folders of these, standard input.

The format is told from a file's content. Ids are the path relative to the PATH given (the base name for a file, "-" for
standard input), "#" and the position in the file from 0, or the input's own id.
"""

from extract.sources.fields import document_to_json
from extract.sources.inputs import input_fingerprint, spool
from extract.sources.reading import read_documents

__all__ = ["document_to_json", "input_fingerprint", "read_documents", "spool"]
