"""A small real server that speaks the chat-completions protocol, for tests and benchmarks; see `tests.server.settings`."""

from tests.server.running import RunningServer, run_server
from tests.server.settings import FAULTS, Settings

__all__ = ["FAULTS", "RunningServer", "Settings", "run_server"]
