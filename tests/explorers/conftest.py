"""Explorers in a real browser: each test writes its page and opens it from disk."""

import pytest

THEMES = {
    "light": "color:#222832;background:#ffffff;color-scheme:light",
    "dark": "color:#ced6dd;background:#14181e;color-scheme:dark",
}


def page_text(explorers, theme):
    """Return a page that holds explorers as a notebook or the book would."""
    figures = "\n".join(explorer._repr_html_() for explorer in explorers)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Explorers</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'</head><body style="margin:16px;font:16px/1.5 sans-serif;{THEMES[theme]}">'
        f"<main><h1>Explorers</h1>{figures}</main></body></html>"
    )


@pytest.fixture
def show(browser, tmp_path):
    """Open explorers in a fresh page; at the end no console message may have appeared."""
    contexts, messages = [], []

    def open_page(*explorers, theme="light", width=900, scripts=True, media=None):
        path = tmp_path / f"page{len(contexts)}.html"
        path.write_text(page_text(explorers, theme), encoding="utf-8")
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            reduced_motion="reduce",
            java_script_enabled=scripts,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: messages.append(message.text))
        page.on("pageerror", lambda error: messages.append(str(error)))
        page.on("request", lambda request: check_local(request.url, messages))
        if media:
            page.emulate_media(media=media)
        page.goto(path.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
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
