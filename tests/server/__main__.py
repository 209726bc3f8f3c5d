"""Run the server: `python -m tests.server --port 0 --settings '{"latency_seconds": 0.2}'` prints its address and serves."""

from __future__ import annotations

import argparse
import asyncio
import sys

from aiohttp import web

from tests.server.app import make_app
from tests.server.settings import Settings


async def serve(port: int, settings: Settings) -> None:
    """Serve until the process is ended."""
    runner = web.AppRunner(make_app(settings), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port, backlog=1024).start()
    sys.stdout.write(f"http://127.0.0.1:{runner.addresses[0][1]}/v1\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


def main() -> None:
    """Read the arguments and serve."""
    parser = argparse.ArgumentParser(description="A small server that speaks the chat-completions protocol.")
    parser.add_argument("--port", type=int, default=0, help="0 chooses a free one")
    parser.add_argument("--settings", default="{}", help="settings as JSON; see tests/server/settings.py")
    arguments = parser.parse_args()
    try:
        asyncio.run(serve(arguments.port, Settings.from_json(arguments.settings)))
    except KeyboardInterrupt:
        return


if __name__ == "__main__":
    main()
