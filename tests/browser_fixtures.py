"""A real browser over the built site, for the tests in `tests/site` and `tests/explorers`.

`site_url` serves `_build/html` on a free port of 127.0.0.1. `browser` is one headless Chromium
for the session. `page` is a fresh page whose `faults` list what a reader must never meet; other
sizes and settings come from `open_page`. Where there is no Chromium the tests are skipped with a
sentence that says what to install; under `CI` they fail instead.
"""

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HTML = ROOT / "_build" / "html"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (  # no background traffic: every request that is seen comes from the page
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


def missing(message: str) -> None:
    """Skip the test; where `CI` is set a missing tool is a failure."""
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


def find_chromium(driver) -> str | None:
    """Path of an installed Chromium: the one of the system, else the one of Playwright."""
    for name in CHROMIUM_NAMES:
        if path := shutil.which(name):
            return path
    own = driver.chromium.executable_path
    return own if Path(own).is_file() else None


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files without writing a line for each."""

    def log_message(self, *_args) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def site_url() -> Iterator[str]:
    """Address of the built site, without a slash at the end."""
    if not (HTML / "index.html").is_file():
        missing("the site is not built: run `make book` first")
    handler = functools.partial(QuietHandler, directory=HTML)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def browser():
    """Headless Chromium, started once."""
    playwright = pytest.importorskip("playwright.sync_api", reason="pip install '.[test]'")
    sandbox = () if os.geteuid() else ("--no-sandbox",)  # root cannot use Chromium's sandbox
    with playwright.sync_playwright() as driver:
        path = find_chromium(driver)
        if path is None:
            missing(
                "no Chromium found: `apt install chromium` (Debian, Ubuntu) gets these tests run"
            )
        chromium = driver.chromium.launch(executable_path=path, args=[*QUIET, *sandbox])
        yield chromium
        chromium.close()


def watch(page, site_url: str) -> None:
    """Record console errors, failed and foreign requests, error answers on `page.faults`."""
    page.faults = []

    def failed(request) -> None:
        # A reader who leaves the page gives up what it still fetches: that is no fault.
        if not (request.resource_type == "fetch" and "ERR_ABORTED" in request.failure):
            page.faults.append(f"failed: {request.url} {request.failure}")

    page.on("console", lambda m: m.type == "error" and page.faults.append(f"console: {m.text}"))
    page.on("pageerror", lambda error: page.faults.append(f"script: {error}"))
    page.on("requestfailed", failed)
    page.on("response", lambda r: r.status >= 400 and page.faults.append(f"{r.status}: {r.url}"))

    def local_only(route) -> None:
        address = route.request.url
        if address.startswith((f"{site_url}/", "data:", "blob:")):
            route.continue_()
        else:
            page.faults.append(f"other host: {address}")
            route.abort()

    page.route("**/*", local_only)


@contextmanager
def open_page(browser, site_url: str, **settings):
    """A watched page with settings of its own (`viewport`, `color_scheme`, ...)."""
    context = browser.new_context(
        **{"viewport": DESKTOP, "reduced_motion": "reduce", "color_scheme": "light"} | settings
    )
    fresh = context.new_page()
    watch(fresh, site_url)
    try:
        yield fresh
    finally:
        context.close()


@pytest.fixture
def page(browser, site_url):
    """A fresh page of desktop size; `page.faults` lists what went wrong on it."""
    with open_page(browser, site_url) as fresh:
        yield fresh
