"""The schema as models are asked, and the way back from what they answer to an instance of the schema."""

from extract.schemas.answers.asking import answer_schema
from extract.schemas.answers.reading import Answer, json_object, read_answer

__all__ = ["Answer", "answer_schema", "json_object", "read_answer"]
