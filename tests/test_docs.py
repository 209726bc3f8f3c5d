"""The docs say what the code does."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

import extract
from tests import command
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


@pytest.mark.parametrize(("page", "num_blocks"), [("README.md", 3), ("docs/checking.md", 2)])
def test_python_examples_run(page: str, num_blocks: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every Python block of the page is executed, in order, beside the fixtures."""
    (tmp_path / "fixtures").symlink_to(CHECKOUT / "fixtures")
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", (CHECKOUT / page).read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == num_blocks
    namespace: dict[str, object] = {"__name__": "example"}
    for block in blocks:
        exec(compile(block, page, "exec"), namespace)


def test_the_check_of_another_tools_output_prints_what_the_docs_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The example of docs/checking.md, run as it stands there."""
    (tmp_path / "fixtures").symlink_to(CHECKOUT / "fixtures")
    monkeypatch.chdir(tmp_path)
    page = (CHECKOUT / "docs" / "checking.md").read_text(encoding="utf-8")
    exec(re.findall(r"```python\n(.*?)```", page, re.DOTALL)[0], {})
    done = command.extract("check", "to_check.jsonl")
    assert done.returncode == 1
    printed = "\n".join(line.rstrip() for line in done.stderr.strip().splitlines())
    assert f"```\n{printed}\n```" in page
