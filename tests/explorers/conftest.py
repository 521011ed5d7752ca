"""Explorers in a real browser: each test writes its page and opens it from disk."""

import pytest

from tests.explorers.reading import THEMES


def page_text(explorers, theme):
    """Return a page that holds explorers as a notebook or the book would."""
    figures = "\n".join(explorer._repr_html_() for explorer in explorers)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Explorers</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'</head><body style="margin:16px;font:16px/1.5 sans-serif;{THEMES[theme]}">'
        f"<main><h1>Explorers</h1>{figures}</main></body></html>"
    )


class Pages:
    """Pages that tests use one after the other, each with a fresh document.

    A context, which has a process of its own, costs three times as much as a document.
    """

    def __init__(self, browser):
        self.browser, self.idle = browser, {}

    def take(self, scripts, clock):
        """Return a page that nobody uses; with `clock` time passes by `run_for` alone."""
        waiting = self.idle.setdefault((scripts, clock), [])
        return waiting.pop() if waiting else self.make(scripts, clock)

    def make(self, scripts, clock):
        """Return a page of a new context."""
        page = self.browser.new_context(java_script_enabled=scripts).new_page()
        page.kind = scripts, clock
        if clock:
            page.clock.install()
            page.clock.pause_at("2100-01-01")
        page.on("console", lambda message: page.messages.append(message.text))
        page.on("pageerror", lambda error: page.messages.append(str(error)))
        page.on("request", lambda request: check_local(request.url, page.messages))
        return page

    def give_back(self, page):
        """Keep a page for another test, with the pointer where it is on a new one."""
        page.mouse.move(0, 0)
        self.idle[page.kind].append(page)


@pytest.fixture(scope="session")
def pages(browser):
    """The pages of all tests."""
    return Pages(browser)


@pytest.fixture
def show(pages, tmp_path):
    """Open explorers in a fresh document; at the end no console message may have appeared.

    A page that is left by the Tab key is `own`: where the focus is then outlives its document.
    """
    taken, messages = [], []

    def open_page(
        *explorers, theme="light", width=900, scripts=True, media=None, clock=False, own=False
    ):
        path = tmp_path / f"page{len(taken)}.html"
        path.write_text(page_text(explorers, theme), encoding="utf-8")
        page = pages.make(scripts, clock) if own else pages.take(scripts, clock)
        taken.append((page, own))
        page.messages = messages
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(media=media or "screen", reduced_motion="reduce", forced_colors="none")
        page.goto(path.as_uri())
        return page

    yield open_page
    for page, own in taken:
        page.context.close() if own else pages.give_back(page)
    assert messages == []


def check_local(address, messages):
    """Note a request that leaves the machine."""
    if not address.startswith(("file:", "data:")):
        messages.append(f"request to {address}")


@pytest.fixture
def one(show):
    """Open one explorer and return its element."""

    def open_one(explorer, **options):
        return show(explorer, **options).locator(explorer.tag)

    return open_one
