"""The course without a network: from a folder below another, from the archive, and installed."""

import functools
import http.server
import shutil
import threading
import zipfile

import pytest

from tests.browser_fixtures import HTML, QuietHandler, open_page
from tools.archive import FOLDER, pack

CHAPTER = "chapters/04_pooling.html"
# Wait until so many pictures are kept, each complete.
KEPT_PICTURES = """async (least) => {
  const [name] = (await caches.keys()).filter((one) => one.startsWith("course-"));
  const cache = await caches.open(name);
  for (let kept = [], tries = 0; kept.length < least && tries < 200; tries += 1) {
    await new Promise((later) => setTimeout(later, 100));
    kept = (await cache.keys()).filter((one) => /(?<!-half)\\.webp$/.test(one.url));
  }
}"""


@pytest.fixture(scope="module")
def unpacked(site_url, tmp_path_factory):
    """The archive, unpacked in another folder; its name has a space and an umlaut."""
    folder = tmp_path_factory.mktemp("Kurs für alle")
    archive = folder / "course.zip"
    assert pack(HTML, archive) > 100
    with zipfile.ZipFile(archive) as packed:
        assert packed.testzip() is None
        packed.extractall(folder)
    return folder


def drawn(page):
    """Whether all images near the window are there, and styles hold."""
    return page.evaluate(
        """() => [...document.images].every((one) => !one.complete || one.naturalWidth > 0)
          && getComputedStyle(document.querySelector(".skip-link")).position !== "static" """
    )


def test_the_archive_opens_from_another_folder_without_a_network(browser, unpacked):
    with open_page(browser, "file:") as page:
        page.unroute_all()
        page.context.set_offline(True)
        page.goto((unpacked / FOLDER / "index.html").as_uri())
        page.locator("article a[href*='01_images']").first.click()
        page.wait_for_url("**/01_images_and_structure.html*")
        assert drawn(page)
        page.goto((unpacked / FOLDER / CHAPTER).as_uri())
        page.locator("[data-config]").first.scroll_into_view_if_needed()
        page.wait_for_function("document.querySelector('[data-config]').shadowRoot !== null")
        page.keyboard.press("Control+k")
        page.keyboard.type("stride")
        page.keyboard.press("Enter")
        page.locator("#search-results li > a").first.wait_for()
        assert [fault for fault in page.faults if "https:" in fault or "http:" in fault] == []


def test_the_archive_is_the_same_twice(site_url, tmp_path):
    for name in ("one.zip", "two.zip"):
        pack(HTML, tmp_path / name)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


@pytest.fixture
def below(unpacked, site_url, tmp_path):
    """Serve the site from a path below the root; stop it by the returned function."""
    shutil.copytree(HTML, tmp_path / "far" / "below")
    handler = functools.partial(QuietHandler, directory=tmp_path)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def stop():
        server.shutdown()
        server.server_close()

    yield f"http://127.0.0.1:{server.server_address[1]}/far/below", stop
    stop()


def test_once_kept_the_course_needs_no_server(browser, below):
    address, stop = below
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/index.html")
    page.keyboard.press("ArrowDown")
    page.evaluate("navigator.serviceWorker.ready.then((one) => one.active.state)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.evaluate("navigator.serviceWorker.controller.postMessage('keep pictures')")
    whole = [path for path in HTML.rglob("*.webp") if not path.stem.endswith("-half")]
    page.evaluate(KEPT_PICTURES, len(whole))
    stop()
    page.goto(f"{address}/{CHAPTER}")  # never visited before
    assert page.locator("h1").is_visible()
    page.wait_for_function("document.querySelector('article img').naturalWidth > 0", timeout=5000)
    assert drawn(page)
    page.goto(f"{address}/search.html?q=padding")
    page.locator("#search-results li > a").first.wait_for()
    context.close()
