"""What many tests need: the places of fixtures and of the shared data."""

from __future__ import annotations

from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def fixtures() -> Path:
    """The folder of invented pages and extractions."""
    return CHECKOUT / "fixtures"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real pages and annotated abstracts that lies beside some checkouts."""
    folder = CHECKOUT.parent / "shared"
    if not (folder / "pages").is_dir():
        pytest.skip(f"no real pages here: {folder} does not exist")
    return folder


@pytest.fixture(autouse=True)
def _own_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the tests away from the user's cache, keys and proxies."""
    monkeypatch.setenv("EXTRACT_CACHE_DIR", str(tmp_path / "answers"))
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the tests of the report renew the pictures of the docs."""
    parser.addoption("--pictures", action="store_true", help="write docs/images/report-*.png")
