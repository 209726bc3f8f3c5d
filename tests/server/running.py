"""Run the server in a process of its own, and talk to it."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.server.settings import Settings


class RunningServer:
    """A server under `url`, which ends in /v1."""

    def __init__(self, url: str) -> None:
        self.url = url

    def configure(self, settings: Settings) -> None:
        """Start anew with other settings."""
        self._call("configure", settings.to_json().encode())

    def counts(self) -> dict[str, Any]:
        """Return what the server has counted since it was configured; see `Served.report`."""
        found: dict[str, Any] = self._call("counts")
        return found

    def bodies(self) -> list[dict[str, Any]]:
        """Return the first hundred requests."""
        found: list[dict[str, Any]] = self._call("bodies")
        return found

    def moments(self) -> list[tuple[float, bool]]:
        """Return when requests were answered (true) or refused for their number (false), in seconds of the server's clock."""
        return [(moment, answered) for moment, answered in self._call("moments")]

    def _call(self, path: str, data: bytes | None = None) -> Any:
        address = f"{self.url.removesuffix('/v1')}/{path}"
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(urllib.request.Request(address, data=data), timeout=30) as response:
            return json.load(response)


@contextmanager
def run_server(settings: Settings | None = None) -> Iterator[RunningServer]:
    """Run a server on a free port of 127.0.0.1 until the block ends."""
    command = [sys.executable, "-m", "tests.server", "--port", "0", "--settings", (settings or Settings()).to_json()]
    checkout = Path(__file__).parent.parent.parent
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=checkout)
    try:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        if not url:
            raise RuntimeError("the test server did not start")
        yield RunningServer(url)
    finally:
        process.terminate()
        process.wait(timeout=10)
        if process.stdout is not None:
            process.stdout.close()
