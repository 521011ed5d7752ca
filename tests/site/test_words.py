"""Words that `course_words` keeps whole, or lets break."""

import pytest
from bs4 import BeautifulSoup
from course_words import keep_names_whole, mark_long_words

from tests.browser_fixtures import open_page

# How many lines each name takes, at the widths of small and large phones.
NAMES = ("FCN-8s", "ResNet-18", "R-CNN", "VGG-16")
PAGES = ("chapters/13_fcn_segmentation", "chapters/appendices/glossary")
TORN = """(names) => {
  const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const found = { seen: 0, torn: [] };
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (text.parentElement.closest("pre, code, svg, script, .math")) continue;
    for (const name of names) {
      for (let at = text.data.indexOf(name); at >= 0; at = text.data.indexOf(name, at + 1)) {
        range.setStart(text, at);
        range.setEnd(text, at + name.length);
        const tops = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
        if (tops.size) found.seen += 1;
        if (tops.size > 1) found.torn.push(text.data.slice(at - 20, at + 20));
      }
    }
  }
  return found;
}"""


def html(text):
    """The text as a body."""
    return BeautifulSoup(text, "html.parser")


@pytest.mark.parametrize("name", ["FCN-8s", "ResNet-18", "R-CNN", "n-th", "top-5", "VGG-16", "1-D"])
def test_names_stay_whole_and_keep_their_hyphen(name):
    body = html(f"<p>so {name}, and <b>{name}s-like</b></p>")
    keep_names_whole(body)
    assert body.select_one("span.whole-word").text == name
    assert body.p.text == f"so {name}, and {name}s-like"


@pytest.mark.parametrize("word", ["up-convolution", "EfficientNet-Lite0", "re-use", "a/b-1", "-3"])
def test_other_words_may_break(word):
    body = html(f"<p>{word}</p>")
    keep_names_whole(body)
    assert str(body) == f"<p>{word}</p>"


@pytest.mark.parametrize("holder", ["code", "pre", "script", 'span class="math"'])
def test_code_and_formulas_stay(holder):
    text = f"<{holder}>FCN-8s</{holder.split()[0]}>"
    body = html(text)
    keep_names_whole(body)
    assert str(body) == str(html(text))


def test_long_words_of_code_are_marked():
    body = html(f'<code class="literal"><span class="pre">{"a" * 24}</span> '
                f'<span class="pre">{"a" * 25}</span></code>')  # fmt: skip
    mark_long_words(body)
    assert [word["class"] for word in body.select(".pre")] == [["pre"], ["pre", "long-word"]]


@pytest.mark.parametrize("name", PAGES)
def test_no_name_is_torn_on_a_phone(browser, site_url, name):
    with open_page(browser, site_url, viewport={"width": 390, "height": 844}) as page:
        page.goto(f"{site_url}/{name}.html")
        page.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
        for width in (320, 360, 390, 430):
            page.set_viewport_size({"width": width, "height": 844})
            found = page.evaluate(TORN, NAMES)
            assert found["seen"] > 0
            assert found["torn"] == [], width
