"""The ways of asking a model about many texts that benchmarks/paid_path.py compares, each in a process of its own.

    python -m benchmarks.asking WAY URL NUM AT_ONCE FOLDER

The loops are written as the documentation of each library shows it; the texts are made up, and no two are alike.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

from extract.documents import Document

Ask = Callable[[str], Awaitable[object]]
TITLE = "Reading with small models"
SENTENCES = (
    "Long documents are hard to read for small models, since what a sentence says often depends on another one far away from it.",
    "Earlier work either cuts such documents into pieces, which loses what connects them, or reads them whole, which is slow.",
    "We present {name}, a method that first reads a document quickly, notes what may matter later, and then returns to these places only.",
    "The notes are kept in a small memory that is trained together with the reader, without any labels beyond those of the task itself.",
    "On the FinchSet benchmark {name} reaches {a}% accuracy, {b} points more than OwlNet, the best method of the same size.",
    "It needs {c} ms for one page on a common graphics card, and less memory than all methods that read the document whole.",
    "Training takes {d} hours, and the trained reader can be used for other tasks without being trained again.",
    "Compared with earlier work the error on questions about far places falls to {e}%, and near ones are answered as well.",
    "An analysis of the notes shows that the reader learns to keep names, dates and results, and to leave out what is said more than once.",
    "Where the memory is too small, the reader forgets the oldest notes first, which costs little on news and much on law texts.",
    "We also find that the order of reading matters less than the number of returns, and that most documents need only a few of them.",
    "Code, trained readers and the notes on all documents of the benchmark are available for research.",
)
PRIMES = {"a": 3, "b": 5, "c": 7, "d": 11, "e": 13}


def text_of(number: int) -> str:
    """Return an abstract like no other, of the usual length and density: some 1,450 characters with five numbers."""
    name = "".join(chr(ord("a") + int(digit)) for digit in f"{number:06}").capitalize() + "net"
    values = {letter: round(1 + (number * prime % 97) + prime / 10, 1) for letter, prime in PRIMES.items()}
    return " ".join(SENTENCES).format(name=name, **values)


async def loop(ask: Ask, num: int, at_once: int) -> None:
    """Ask about each text, so many at once."""
    numbers = iter(range(num))

    async def work() -> None:
        for number in numbers:
            await ask(text_of(number))

    await asyncio.gather(*(work() for _ in range(at_once)))


def messages_of(text: str) -> tuple[Any, ...]:
    """Return the messages that extract sends."""
    from extract.prompting import load_prompt
    from extract.schemas import resolve_schema

    schema = resolve_schema()
    return load_prompt(schema.model, schema.name).messages(TITLE, text)


def wanted_format() -> tuple[Any, dict[str, Any]]:
    """Return the class that answers follow, and the response format that asks for it."""
    from extract.schemas.answers import answer_schema
    from extract.schemas.paper import Paper

    schema = answer_schema(Paper)
    wanted = {"name": "Paper", "schema": schema.model_json_schema(), "strict": True}
    return schema, {"type": "json_schema", "json_schema": wanted}


async def with_aiohttp(url: str, num: int, at_once: int) -> None:
    """No library at all: what the network and the event loop take. Answers are read and not looked at."""
    import aiohttp

    _, wanted = wanted_format()
    instructions = messages_of("")[0]
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=at_once)) as session:

        async def ask(text: str) -> object:
            body = {"model": "tiny", "messages": [instructions, {"role": "user", "content": text}], "response_format": wanted}
            async with session.post(f"{url}/chat/completions", json=body) as response:
                return await response.read()

        await loop(ask, num, at_once)


async def with_openai(url: str, num: int, at_once: int) -> None:
    """Plain openai: `create` with a JSON schema, and pydantic."""
    import openai

    schema, wanted = wanted_format()
    client = openai.AsyncOpenAI(base_url=url, api_key="none", max_retries=0)
    instructions = messages_of("")[0]

    async def ask(text: str) -> object:
        messages: Any = [instructions, {"role": "user", "content": text}]
        reply = await client.chat.completions.create(model="tiny", messages=messages, response_format=wanted)  # type: ignore[call-overload]
        return schema.model_validate_json(reply.choices[0].message.content)

    await loop(ask, num, at_once)


async def with_instructor(url: str, num: int, at_once: int) -> None:
    """Instructor as its documentation shows it."""
    import instructor
    import openai

    schema, _ = wanted_format()
    client = instructor.from_openai(openai.AsyncOpenAI(base_url=url, api_key="none", max_retries=0))
    instructions = messages_of("")[0]

    async def ask(text: str) -> object:
        messages: Any = [instructions, {"role": "user", "content": text}]
        return await client.create(model="tiny", messages=messages, response_model=schema)

    await loop(ask, num, at_once)


def with_langextract(url: str, num: int, at_once: int) -> None:
    """Run langextract on all texts, with one example and as many threads as the others have requests in flight."""
    import langextract as lx

    quotes = [("number", "91.5%"), ("number", "3 points")]
    example = lx.data.ExampleData(
        text="HeronNet reaches 91.5% on LakeSet, 3 points more than before.",
        extractions=[lx.data.Extraction(kind, quote, attributes={"kind": "result", "dataset": "LakeSet"}) for kind, quote in quotes],
    )
    lx.extract(
        [lx.data.Document(text=text_of(number), document_id=f"d{number}") for number in range(num)],
        prompt_description="Extract every number with its unit, verbatim.",
        examples=[example],
        config=lx.factory.ModelConfig(
            model_id="tiny", provider="openai", provider_kwargs={"base_url": url, "api_key": "none", "max_workers": at_once}
        ),
        batch_length=at_once,
        max_workers=at_once,
        use_schema_constraints=False,
        show_progress=False,
    )


def documents(num: int) -> Iterator[Document]:
    """Yield so many documents."""
    return (Document(id=f"d{number}", text=text_of(number), title=TITLE) for number in range(num))


async def answers_only(url: str, num: int, at_once: int, folder: Path) -> None:
    """Ask through extract's models alone: cache, limits, retries, but answers are neither read nor checked nor written."""
    from extract.chunks import chunk_document
    from extract.extractor import open_job
    from extract.models import RunContext
    from extract.options import Options

    options = Options(model="tiny", base_url=url, mode="json_schema", reask=0, max_concurrency=at_once, cache_dir=str(folder))
    async with open_job(options, RunContext(run_id="answers")) as job:
        waiting = documents(num)

        async def work() -> None:
            for document in waiting:
                await job.model.answer(job.request(chunk_document(document, job.chunk_chars)[0]))

        await asyncio.gather(*(work() for _ in range(at_once)))


async def through_instructor(url: str, num: int, at_once: int, folder: Path) -> None:
    """Do the whole job, asking as providers with a protocol of their own are asked: through instructor's `create`."""
    from extract.extractor import work_through
    from extract.models import RunContext
    from extract.models.opening import open_remote
    from extract.models.sdk import AdaptedClient
    from extract.options import Options
    from extract.ordered import Stop
    from extract.outputs.record_file import RecordWriter, Scan
    from extract.pipeline import Job
    from extract.prompting import load_prompt
    from extract.schemas import resolve_schema

    options = Options(model="openai/tiny", base_url=url, mode="tools", reask=0, max_concurrency=at_once, cache_dir=str(folder))
    schema = resolve_schema()
    context = RunContext(run_id="instructor")
    environ = {"OPENAI_API_KEY": "none"}
    model = open_remote(options, context, environ, lambda target, config: AdaptedClient(target, config.timeout_seconds))
    job = Job(model=model, schema=schema, prompt=load_prompt(schema.model, schema.name))
    writer = RecordWriter(folder / "records.jsonl", Scan())
    position = 0
    async for record in work_through(documents(num), job, options, Stop()):
        writer.write(record, position)
        position += 1
    writer.close()
    await model.close()


def main() -> None:
    """Be the process that asks in one way."""
    way, url, num, at_once, folder = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), Path(sys.argv[5])
    folder.mkdir(parents=True, exist_ok=True)
    if way == "langextract":
        with_langextract(url, num, at_once)
    elif way in ("answers", "create"):
        asyncio.run({"answers": answers_only, "create": through_instructor}[way](url, num, at_once, folder))
    else:
        asyncio.run({"aiohttp": with_aiohttp, "openai": with_openai, "instructor": with_instructor}[way](url, num, at_once))


if __name__ == "__main__":
    main()
