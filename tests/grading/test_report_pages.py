"""Pages for instructors in a browser: accessible, on a phone, light and dark, asking nobody."""

import functools
import http.server
import threading
from itertools import product

import pytest

from cnnlib.grading.similarity import similar_pairs, similarity_page
from cnnlib.grading.statistics.page import statistics_page
from tests.browser_fixtures import DESKTOP, PHONE, QuietHandler, open_page
from tests.grading.similarity.solutions import INDEPENDENT, renamed
from tests.grading.statistics.test_page import answers

Axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Where both pages are served."""
    folder = tmp_path_factory.mktemp("pages")
    (folder / "report.html").write_text(statistics_page(answers(), "Set 2"), encoding="utf-8")
    copy = {question: renamed(source) for question, source in INDEPENDENT["loops"].items()}
    class_ = {**INDEPENDENT, "copy": copy}
    page = similarity_page(similar_pairs(class_), class_)
    (folder / "similar.html").write_text(page, encoding="utf-8")
    handler = functools.partial(QuietHandler, directory=folder)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("name", ["report", "similar"])
@pytest.mark.parametrize(
    ("viewport", "scheme"), [*product((DESKTOP, PHONE), ("light", "dark"))], ids="abcd"
)
def test_it_is_accessible_and_fits(browser, address, name, viewport, scheme):
    with open_page(browser, address, viewport=viewport, color_scheme=scheme) as page:
        page.goto(f"{address}/{name}.html")
        violations = Axe().run(page).response["violations"]
        assert [(v["id"], [n["target"] for n in v["nodes"]]) for v in violations] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert [fault for fault in page.faults if "favicon" not in fault] == []
