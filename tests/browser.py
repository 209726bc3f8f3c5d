"""A headless Chromium that opens pages from disk: Debian's packages chromium and chromium-driver, driven through selenium."""

from __future__ import annotations

import importlib.util
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

_SECONDS = 60
_ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--disable-background-networking",
)
_READY = "return document.documentElement.dataset.ready === ''"


def why_no_browser() -> str:
    """Say what is missing for tests in a browser; an empty string where all is there."""
    if importlib.util.find_spec("selenium") is None:
        return "selenium is not installed"
    missing = [name for name in ("chromium", "chromedriver") if shutil.which(name) is None]
    return f"no {' and no '.join(missing)} here (Debian: apt-get install chromium chromium-driver)" if missing else ""


class Browser:
    """A window with a page, and what a person can do in it."""

    def __init__(self, driver: Chrome) -> None:
        self.driver = driver

    def open(self, page: Path, place: str = "") -> None:
        """Open a page from disk, and wait until its scripts have run."""
        self.driver.get("about:blank")
        self.driver.get(f"{page.as_uri()}{place}")
        self.wait(_READY)

    def go(self, place: str) -> None:
        """Follow an address within the page."""
        self.run("location.hash = arguments[0]", place)
        self.run_async("requestAnimationFrame(() => setTimeout(arguments[0], 30))")

    def run(self, script: str, *given: Any) -> Any:
        """Run a script, as a tester and not as the page: its policy does not apply."""
        return self.driver.execute_script(script, *given)

    def run_async(self, script: str, *given: Any) -> Any:
        """Run a script whose last argument is to be called with what it returns."""
        return self.driver.execute_async_script(script, *given)

    def wait(self, script: str, *given: Any) -> Any:
        """Run a script until it returns something true, and return that."""
        deadline = time.monotonic() + _SECONDS
        while time.monotonic() < deadline:
            found = self.run(script, *given)
            if found:
                return found
            time.sleep(0.02)
        raise AssertionError(f"never came true: {script}; {self.complaints()}")

    def press(self, *keys: str) -> None:
        """Press keys where the focus is."""
        from selenium.webdriver import ActionChains

        for key in keys:
            ActionChains(self.driver).send_keys(key).perform()
            self.run_async("requestAnimationFrame(() => setTimeout(arguments[0], 30))")

    def type(self, selector: str, text: str) -> None:
        """Replace what stands in a field by typed text."""
        field = self.driver.find_element("css selector", selector)
        field.clear()
        field.send_keys(text)

    def click(self, selector: str) -> None:
        """Click on the first such element."""
        self.driver.find_element("css selector", selector).click()

    def texts(self, selector: str) -> list[str]:
        """Return the visible texts of all such elements."""
        return [element.text for element in self.driver.find_elements("css selector", selector)]

    def size(self, width: int, height: int) -> None:
        """Give the page exactly this much room."""
        room = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", room)

    def media(self, *, scheme: str = "light", medium: str = "") -> None:
        """Prefer light or dark, as systems do; `medium` may be `print`."""
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": medium, "features": features})

    def picture(self, path: Path) -> None:
        """Write what is seen as PNG."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.driver.save_screenshot(str(path))

    def complaints(self) -> list[str]:
        """Return errors and warnings of the console since the last call."""
        return [entry["message"] for entry in self.driver.get_log("browser")]  # type: ignore[no-untyped-call]


@contextmanager
def browser(width: int, height: int) -> Iterator[Browser]:
    """Start a browser with one window, and end it."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = str(shutil.which("chromium"))
    for argument in _ARGUMENTS:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(str(shutil.which("chromedriver"))))
    driver.set_script_timeout(_SECONDS)
    try:
        opened = Browser(driver)
        opened.size(width, height)
        opened.media()
        yield opened
    finally:
        driver.quit()
