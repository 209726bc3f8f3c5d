"""The docs say what the code does."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

import extract
from tests.conftest import CHECKOUT


def generated() -> dict[Path, str]:
    """What `make docs` would write."""
    spec = importlib.util.spec_from_file_location("generate", CHECKOUT / "docs" / "generate.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    files: dict[Path, str] = module.files()
    return files


def test_generated_docs_and_schemas_are_those_of_the_code() -> None:
    """Each file that `make docs` writes stands in the repository as it would be written now."""
    stale = [str(path.name) for path, content in generated().items() if not path.exists() or path.read_text(encoding="utf-8") != content]
    assert stale == [], "run `make docs`"


def test_public_names_are_sorted_and_can_all_be_imported() -> None:
    """`extract.__all__` is the API."""
    assert sorted(extract.__all__) == extract.__all__
    assert [name for name in extract.__all__ if getattr(extract, name, None) is None] == []


@pytest.mark.parametrize(
    "page", sorted([CHECKOUT / "README.md", CHECKOUT / "CONTRIBUTING.md", *(CHECKOUT / "docs").glob("*.md")]), ids=lambda p: p.name
)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    """Every relative link of a page names a file that exists."""
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_python_examples_of_the_readme_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every Python block of the README is executed, in order, beside a copy of the fixtures."""
    (tmp_path / "fixtures").symlink_to(CHECKOUT / "fixtures")
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", (CHECKOUT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) >= 3
    namespace: dict[str, object] = {"__name__": "readme"}
    for block in blocks:
        exec(compile(block, "README.md", "exec"), namespace)
