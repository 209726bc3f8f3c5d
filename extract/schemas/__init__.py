"""What is extracted: the schema `paper`, and users' own."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import inspect
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from pydantic import BaseModel

from extract.errors import UsageError
from extract.schemas.paper import Paper

PAPER = "paper"


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema with its name in records: "paper@1", or the class name and the first digits of its JSON schema's hash."""

    model: type[BaseModel]
    name: str


def resolve_schema(schema: str | type[BaseModel] = PAPER) -> Schema:
    """Find a schema: `paper`, a pydantic class, `file.py:Class` or `package.module:Class`.

    Raises:
        UsageError: there is no such file, module or class, or it is no pydantic model.
    """
    if isinstance(schema, str):
        if schema == PAPER:
            return Schema(Paper, f"{PAPER}@1")
        schema = _load_class(schema)
    if schema is Paper:
        return Schema(Paper, f"{PAPER}@1")
    if not (inspect.isclass(schema) and issubclass(schema, BaseModel)):
        raise UsageError(f"--schema {schema!r} is not a pydantic model", hint="give a class that derives from pydantic.BaseModel")
    digest = hashlib.sha256(json.dumps(schema.model_json_schema(), sort_keys=True).encode()).hexdigest()
    return Schema(schema, f"{schema.__name__}@{digest[:4]}")


def _load_class(place: str) -> type[BaseModel]:
    where, colon, name = place.rpartition(":")
    if not colon or not name.isidentifier():
        raise UsageError(f"--schema {place}: no class named", hint="write file.py:Class or package.module:Class")
    module = _load_file(Path(where)) if where.endswith(".py") else _load_module(where)
    found: type[BaseModel] | None = getattr(module, name, None)
    if found is None:
        raise UsageError(f"--schema {place}: {where} has no class {name}", hint="write file.py:Class or package.module:Class")
    return found


def _load_file(path: Path) -> ModuleType:
    if not path.is_file():
        raise UsageError(f"--schema: no file {path}", hint="give the path of the file from here")
    name = f"extract_schema_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except (SyntaxError, ImportError, NameError, AttributeError, TypeError, ValueError) as error:  # what slips do to a module of classes
        raise UsageError(f"--schema: {path} cannot be run ({type(error).__name__}: {error})", hint=f"try: python {path}") from error
    return module


def _load_module(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise UsageError(
            f"--schema: module {name} cannot be imported ({error})", hint="install its package, or name a file: path/to/file.py:Class"
        ) from error
