"""Finish the HTML of a page: figures, folded answers, wide tables, description.

Sphinx, the theme and the extensions leave a few things that a reader on a phone, in print or with
a screen reader would miss. They are mended in the finished body, so that they hold for whatever
produced it:

* `<img>`: `width` and `height` in CSS pixels (a retina PNG counts half), lazy but for the first;
  no `alt`, or letters too small for a phone, are a warning, and warnings stop the build;
* code: no `<span>` where it changes nothing to see;
* `dropdown` admonitions become `<details>`, which need no script and unfold in print;
* tables that code printed stand in a box that scrolls sideways;
* roles and ids that browsers or ARIA do not accept are dropped, links at headings get a name, and
  rows under an empty corner their heading;
* names with a hyphen and quantities stay on one line; Chinese and Korean words say their language;
* the first paragraph becomes the description of the page.
"""

import re
import struct
from functools import cache
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from course_figures import check_letters, link_full_sizes
from course_form import finish_form
from course_languages import mark_languages
from course_pictures import NOTEBOOK_IMAGE_NAME, RETINA, choose_sources
from course_sections import guess_heights
from course_self_checks import finish_checks, veil
from course_words import keep_whole, let_headings_break, mark_long_words
from docutils import nodes
from pygments.styles import get_style_by_name
from pygments.token import STANDARD_TYPES, Text
from sphinx.application import Sphinx
from sphinx.util import logging

logger = logging.getLogger(__name__)
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
FIRST_WINDOW = 1500  # letters
IMAGE_NAME = re.compile(r"\.(png|jpe?g|gif|svg|webp)$")  # Sphinx's alt where none was given


def png_size(path: Path) -> tuple[int, int] | None:
    """(width, height) in pixels from the header of a PNG file, None for other files."""
    with path.open("rb") as file:
        header = file.read(24)
    if header[:8] != PNG_SIGNATURE:
        return None
    return struct.unpack(">II", header[16:24])


def displayed_size(path: Path) -> tuple[int, int] | None:
    """(width, height) in CSS pixels: notebook figures are drawn at twice the density."""
    size = png_size(path)
    if size is None or len(path.stem) != NOTEBOOK_IMAGE_NAME:
        return size
    return round(size[0] / RETINA), round(size[1] / RETINA)


def finish_images(body: BeautifulSoup, image_file, warn) -> None:
    """Sizes, loading and the check for alternative text of every `<img>`.

    `image_file` maps a `src` to the file or None; `warn` takes a message.
    """
    for position, image in enumerate(body.find_all("img")):
        source = image.get("src", "")
        if not image.has_attr("alt") or IMAGE_NAME.search(image["alt"]):
            warn(f"the image {source} has no alternative text (cell metadata mystnb.image.alt)")
        file = image_file(source)
        size = displayed_size(file) if file else None
        if size:
            image["width"], image["height"] = map(str, size)
            del image["style"]
            check_letters(image, file, warn)
        if position:
            image["loading"] = "lazy"
        elif is_far(image):
            image["fetchpriority"] = "low"  # after all that the first window shows


def is_far(image: Tag) -> bool:
    """Whether the text before an image fills the first window."""
    return sum(len(text) for text in image.find_all_previous(string=True)) > FIRST_WINDOW


def fold_dropdowns(body: BeautifulSoup) -> None:
    """`<div class="admonition dropdown">` as `<details>` with its title as `<summary>`."""
    for box in body.select("div.admonition.dropdown"):
        title = box.find(class_="admonition-title", recursive=False)
        if title is not None:
            box.name, title.name = "details", "summary"
            box["class"] = [name for name in box["class"] if name != "dropdown"]
            for link in title.find_all("a"):
                link.unwrap()  # a link inside the control that unfolds cannot be used
    for summary in body.select("details.hide > summary"):
        del summary["aria-label"]  # its text says more than "Toggle hidden content"


def box_tables(body: BeautifulSoup) -> None:
    """Tables that code printed as HTML, in a box that scrolls sideways; the theme boxes others."""
    for table in body.select(".text_html table"):
        if table.find_parent("table") is None:
            table.wrap(body.new_tag("div", attrs={"class": "table-box"}))


def head_rows(body: BeautifulSoup) -> None:
    """Where the corner of a table is empty, the first cell of each row is its heading."""
    for table in body.select("table"):
        corner = table.select_one("thead th:first-child")
        if corner is None or corner.get_text(strip=True):
            continue
        for cell in table.select("tbody td:first-child"):
            cell.name = "th"
            cell["scope"] = "row"
        if not table.thead.get_text(strip=True):
            table.thead.decompose()


def name_chapter(body: BeautifulSoup) -> None:
    """`Chapter 3` over the title instead of `3.` before it."""
    number = body.select_one("h1 > .section-number")
    if number is not None:
        number.string = f"Chapter {number.get_text().strip(' .')}"
        number.insert_after(" ")


@cache
def plain_classes(styles: tuple[str, ...]) -> frozenset[str]:
    """Classes of code that these styles color like the text around it."""

    def look(style: str, kind) -> dict:
        return get_style_by_name(style).style_for_token(kind)

    plain = [
        name
        for kind, name in STANDARD_TYPES.items()
        if all(look(style, kind) == look(style, Text) for style in styles)
    ]
    return frozenset(plain)


def code_styles(options: dict) -> tuple[str, ...]:
    """Names of the two styles of code."""
    return options["pygments_light_style"], options["pygments_dark_style"]


def unwrap_plain_code(body: BeautifulSoup, plain: frozenset[str]) -> None:
    """Take away the `<span>` of code that looks like the text around it: a third of all."""
    for span in body.select("div.highlight span"):
        classes = span.get("class", [])
        if not classes and not span.contents:
            span.decompose()
        elif len(classes) == 1 and classes[0] in plain and not span.get("id"):
            span.unwrap()


def mend_roles(body: BeautifulSoup) -> None:
    """Drop roles that ARIA no longer has, and ids that extensions give to every box alike."""
    for entry in body.select("div.citation-list, div.citation"):
        del entry["role"]
    for inner in body.select("#exercise-content, #solution-content, #proof-content"):
        inner.name = "div"
        inner["class"] = [*inner.get("class", []), "content"]
        del inner["id"]
    for link in body.select("a.headerlink[title]"):
        link["aria-label"] = link["title"]


def description(doctree: nodes.document, length: int = 160) -> str:
    """The first paragraph of a page, cut at a word."""
    for paragraph in doctree.findall(nodes.paragraph):
        text = " ".join(paragraph.astext().split())
        if text:
            return text if len(text) <= length else text[:length].rpartition(" ")[0] + " …"
    return ""


def keep_launch_buttons(context: dict) -> None:
    """Binder and Colab open notebooks; a page of markdown has nothing to launch.

    Both get the icon of their menu, since each page would load their logos.
    """
    if context.get("page_source_suffix") != ".ipynb":
        buttons = context.get("header_buttons", [])
        context["header_buttons"] = [b for b in buttons if b.get("label") != "launch-buttons"]
    for group in context.get("header_buttons", []):
        for button in group.get("buttons", []):
            if "logo" in (button.get("icon") or ""):
                button["icon"] = "fas fa-rocket"


def name_repository(app: Sphinx, config) -> None:
    """The address stands in `_config.yml` alone; pages write `{{ repository }}`."""
    config.course_repository = config.html_theme_options.get("repository_url", "")


def insert_repository(app: Sphinx, _docname: str, source: list[str]) -> None:
    """Replace `{{ repository }}`, in code blocks too."""
    source[0] = source[0].replace("{{ repository }}", app.config.course_repository)


def finish_page(app: Sphinx, pagename: str, _template: str, context: dict, doctree) -> None:
    """Mend the body of one page before it is put into the template."""
    keep_launch_buttons(context)
    if not context.get("body"):
        return

    def image_file(source: str) -> Path | None:
        name = Path(source).name
        by_name = {target: uri for uri, (_, target) in app.env.images.items()}
        path = Path(app.srcdir, by_name[name]) if name in by_name else None
        return path if path and path.is_file() else None

    def warn(message: str) -> None:
        logger.warning(message, location=pagename, type="course", subtype="alt")

    body = BeautifulSoup(context["body"], "html.parser")
    finish_images(body, image_file, warn)
    choose_sources(body, Path(app.outdir, "_images"))
    link_full_sizes(body)
    unwrap_plain_code(body, plain_classes(code_styles(app.config.html_theme_options)))
    fold_dropdowns(body)
    box_tables(body)
    head_rows(body)
    mark_long_words(body)
    keep_whole(body)
    let_headings_break(body)
    mend_roles(body)
    name_chapter(body)
    finish_form(body)
    mark_languages(body)
    finish_checks(body)
    guess_heights(body)
    context["body"] = veil(str(body))
    if doctree is not None:
        meta = Tag(name="meta", attrs={"name": "description", "content": description(doctree)})
        meta.can_be_empty_element = True
        context["metatags"] = f"{context.get('metatags', '')}\n{meta}"


def setup(app: Sphinx) -> dict:
    """Connect the finishing; accept a value that jupyter-book sets for an unused extension."""
    app.add_config_value("comments_config", {}, "html")  # of sphinx_comments, which is not loaded
    app.add_config_value("course_repository", "", "env")
    app.connect("config-inited", name_repository)
    app.connect("source-read", insert_repository)
    app.connect("html-page-context", finish_page, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
