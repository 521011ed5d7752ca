"""What learners ask for comes first, and the first results stand before the texts are there."""

import threading

import pytest

from tests.browser_fixtures import DESKTOP, HTML, PHONE, open_page

# A question, and beginnings of headings of which one is wanted among the first three sections.
ASKED = {
    "padding": ["Pad with zeros"],
    "same padding": ["Padding that is not the same", "Valid, same, full", "Kernels of even size"],
    "stride": ["Stride computes"],
    "output size formula": ["One formula for rows and columns"],
    "receptive field": ["Ask what a unit sees"],
    "dropout": ["AlexNet"],
    "conv2d": ["The whole definition"],
    "softmax": ["Train a LeNet with NumPy alone"],
    "max pooling": ["One window, one maximum"],
    "maxpool": ["One window, one maximum"],
    "backpropagation": ["Send the error back"],
    "gradient descent": ["For the bias", "The training", "Units, not neurons"],
    "gradient check": ["Check a gradient"],
    "transposed convolution": ["Why it is called transposed"],
    "deconvolution": ["One layer, many names"],
    "upsampling": ["Enlarge an image"],
    "IoU": ["How much two boxes overlap"],
    "NMS": ["One box for each object"],
    "batch norm": ["Blocks that learn"],
    "batchnorm": ["Blocks that learn"],
    "1x1 convolution": ["The 1×1 convolution"],
    "3x3": ["VGG: only 3×3"],
    "depthwise": ["Depthwise: a filter"],
    "dilation": ["See far without shrinking", "Zeros between the weights"],
    "skip connection": ["Up-convolution in a network"],
    "vanishing gradient": ["Random weights", "The loss is flat"],
    "translation invariance": ["Convolution moves with the image"],
    "learning rate": ["Blocks that learn"],
    "overfitting": ["The network learns by heart"],
    "data augmentation": ["Transforms that are safe for labels"],
    "transfer learning": ["Borrow a trained network"],
    "resnet": ["ResNet: let the input through"],
    "vgg": ["VGG: only 3×3"],
    "vgg16": ["On VGG-16, as published", "VGG: only 3×3"],
    "loss is nan": ["The loss is NaN"],
    "semantic segmentation": ["Label every pixel"],
    "how does im2col work": ["How it runs fast"],
    "receptve feild": ["Ask what a unit sees"],
}  # fmt: skip
ANSWER = """(queries) => {
  const whole = new CourseSearch(COURSE_SEARCH);
  const early = new CourseSearch({ ...COURSE_SEARCH, texts: undefined });
  const told = ({ terms, sections }) => ({
    terms: terms.map((term) => term.address),
    sections: sections.map(({ address, heading, kind }) => ({ address, heading, kind })),
  });
  return queries.map((query) => [whole, early].map((search) => told(search.answer(query))));
}"""
TAUGHT = """() => {
  const search = new CourseSearch(COURSE_SEARCH);
  return search.terms.filter((term) => term.taught.length).map((term) => {
    const section = search.sections.find((one) => one.address === term.taught[0]);
    const said = term.names.flatMap(wordsOf).some((word) => {
      const telling = word.length > 2 || CHINESE_KOREAN.test(word);
      return telling && new RegExp(patternOf(beginning(word)), "u").test(section.plain);
    });
    return [term.names[0], search.answer(term.names[0]).sections[0] === section, said];
  });
}"""
SAME_HEADINGS = """() => {
  const pages = ["appendices/b", "more/c", "chapters/01_a"].map((page, position) =>
    [`${page}.html`, page, 2 - position, [["x", "The padding"]]]);
  const texts = Object.fromEntries(pages.map(([page]) => [page, { x: "Padding is zeros." }]));
  const search = new CourseSearch({ terms: [], pages, texts });
  const said = search.answer("padding").sections.map((section) => section.title);
  const inTexts = search.answer("zeros").sections.map((section) => section.title);
  return [said, inTexts];
}"""
SHIFTS = """() => new Promise((done) => {
  new PerformanceObserver((list) => {
    done(list.getEntries().reduce((sum, entry) => sum + entry.value, 0));
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(done, 300, 0);
})"""
LIST = "[...document.querySelectorAll('#search-results li > a')].map((link) => link.textContent)"


@pytest.fixture(scope="module")
def answers(browser, site_url):
    """For each question what is found with the texts and before them."""
    with open_page(browser, site_url) as page:
        page.goto(f"{site_url}/search.html?q=stride")
        page.wait_for_function("COURSE_SEARCH.texts !== undefined")
        found = page.evaluate(ANSWER, [*ASKED])
        yield dict(zip(ASKED, found, strict=True))


@pytest.mark.parametrize("query", ASKED)
def test_learners_find_what_they_ask_for(answers, query):
    whole, _ = answers[query]
    first = [section["heading"] for section in whole["sections"][:3]]
    assert any(heading.startswith(wanted) for heading in first for wanted in ASKED[query]), first


def test_what_stands_first_stays_where_it_is(answers):
    for query, (whole, early) in answers.items():
        assert early["terms"] == whole["terms"], query
        assert early["sections"] == whole["sections"][: len(early["sections"])], query
    assert len([early for _, early in answers.values() if early["sections"]]) > len(answers) // 2


def test_a_term_leads_to_the_section_that_teaches_it(browser, site_url):
    with open_page(browser, site_url) as page:
        page.goto(f"{site_url}/search.html?q=stride")
        page.wait_for_function("COURSE_SEARCH.texts !== undefined")
        taught = page.evaluate(TAUGHT)
    assert len(taught) >= 80
    assert [name for name, first, _ in taught if not first] == []
    assert [name for name, _, said in taught if not said] == []


def test_chapters_come_first_at_equal_match(browser, site_url):
    with open_page(browser, site_url) as page:
        page.goto(f"{site_url}/search.html")
        for order in page.evaluate(SAME_HEADINGS):
            assert order == ["chapters/01_a", "more/c", "appendices/b"]


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_texts_complete_the_list_and_move_nothing(browser, site_url, viewport):
    wanted = threading.Event()
    with open_page(browser, site_url, viewport=viewport) as page:
        held = []
        page.route("**/searchtext.js", lambda route: (held.append(route), wanted.set()))
        page.goto(f"{site_url}/search.html?q=padding", wait_until="domcontentloaded")
        note = page.locator("#search-results [role=status]")
        note.get_by_text("so far; searching the texts").wait_for()
        first = page.evaluate(LIST)
        assert first[:2] == [
            "padding — Glossary",
            "Pad with zeros — 3. Count the windows: size arithmetic",
        ]
        link = page.locator("#search-results li:nth-child(2) > a")
        link.focus()
        before = link.bounding_box()
        while not held:
            page.wait_for_timeout(50)
        held[0].continue_()
        note.get_by_text("are shown.").wait_for()
        assert page.evaluate(LIST)[: len(first)] == first
        assert len(page.evaluate(LIST)) > len(first)
        assert link.evaluate("node => node === document.activeElement")
        assert link.bounding_box() == before
        assert all(page.locator("#search-results p.excerpt").all_inner_texts()[:5])
        assert page.evaluate(SHIFTS) < 0.02
        page.keyboard.press("Tab")
        assert page.locator("#search-results li:nth-child(3) > a").evaluate(
            "node => node === document.activeElement"
        )
        assert page.faults == []


@pytest.mark.usefixtures("site_url")
def test_the_first_results_come_without_a_server_too(browser):
    with open_page(browser, "file:") as page:
        page.unroute_all()
        page.route("**/searchtext.js", lambda route: route.abort())
        page.goto(f"{(HTML / 'search.html').resolve().as_uri()}?q=stride")
        page.locator("#search-results li:nth-child(2) > a[href*='03_size']").wait_for()


def test_the_help_is_the_largest_text(page, site_url):
    page.set_viewport_size(PHONE)
    page.goto(f"{site_url}/search.html?q=padding")
    page.locator("#search-results [role=status]").get_by_text("are shown.").wait_for()
    areas = page.evaluate("""() => [...document.querySelectorAll("article p, article li > a")].map(
      (node) => node.getBoundingClientRect().width * node.getBoundingClientRect().height)""")
    assert max(areas) == areas[0]
    assert "quotes" in page.locator("article p").first.inner_text()
