"""Score runs against annotated documents.

    from extract.evaluation import evaluate, read_annotated

    evaluation = evaluate(read_annotated(Path("gold.jsonl")), read_annotated(Path("out")))
    for one in evaluation.lines:
        print(one.line.name, one.figures)

`annotated` and `files` read, `joining` finds the record of each document, `pairing` and `agreeing` judge quantities, `counting` (for other
schemas `fields`) counts, `rates` makes figures of counts, `resampling` says how far they could be off.
"""

from extract.evaluation.evaluating import Evaluation, compare, evaluate
from extract.evaluation.files import read_annotated

__all__ = ["Evaluation", "compare", "evaluate", "read_annotated"]
