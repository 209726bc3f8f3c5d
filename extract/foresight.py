"""What a run would ask and cost, found out without sending anything."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.chunks import chunk_document
from extract.documents import Document
from extract.models.base import Parameters, Request
from extract.models.opening import open_planner
from extract.models.planning import Planned, Planner
from extract.options import Options
from extract.pipeline import make_request
from extract.prompting import load_prompt
from extract.schemas import resolve_schema


@dataclass(slots=True)
class Foresight:
    """Counts over the documents of a run; tokens and dollars are those of the requests that would be sent.

    `most_cost_usd` is what they can cost at most, with every answer as long as allowed; re-asks come on top. Dollars are None where the
    price is not known.
    """

    asks_a_server: bool = False
    num_documents: int = 0
    num_distinct: int = 0  # requests of different content
    num_cached: int = 0
    num_to_send: int = 0
    input_tokens: float = 0.0
    output_tokens: float = 0.0
    cost_usd: float | None = None
    most_cost_usd: float | None = None


def foresee(documents: Iterable[Document], options: Options) -> Foresight:
    """Go through all documents. The built-in model sends nothing: there only documents and distinct texts are counted.

    Raises:
        UsageError: options that cannot be used.
    """
    planner = open_planner(options, os.environ) if options.asks_a_server else None
    try:
        return _counted(_requests(documents, options), planner)
    finally:
        if planner is not None:
            planner.close()


def _requests(documents: Iterable[Document], options: Options) -> Iterator[list[Request]]:
    schema = resolve_schema(options.schema)
    prompt = load_prompt(schema.model, schema.name, options.prompt)
    parameters = Parameters(options.max_output_tokens, options.temperature, options.seed)
    for document in documents:
        yield [make_request(chunk, schema, prompt, parameters) for chunk in chunk_document(document, options.chunk_chars)]


def _counted(requests: Iterable[list[Request]], planner: Planner | None) -> Foresight:
    found = Foresight(asks_a_server=planner is not None)
    seen: set[object] = set()
    for of_document in requests:
        found.num_documents += 1
        for request in of_document:
            planned = planner.plan(request) if planner else None
            key = planned.key if planned else hash((request.title, request.text))
            if key not in seen:
                seen.add(key)
                _count(found, planned)
    return found


def _count(found: Foresight, planned: Planned | None) -> None:
    found.num_distinct += 1
    if planned is None:
        return
    if planned.is_stored:
        found.num_cached += 1
        return
    found.num_to_send += 1
    found.input_tokens += planned.input_tokens
    found.output_tokens += planned.output_tokens
    if planned.cost_usd is not None and planned.most_cost_usd is not None:
        found.cost_usd = (found.cost_usd or 0.0) + planned.cost_usd
        found.most_cost_usd = (found.most_cost_usd or 0.0) + planned.most_cost_usd
