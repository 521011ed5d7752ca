"""The form of a chapter on its page: core and more, answers that wait, numbered sections.

Authors say it by tags in the notebook: `core` or `more` on the markdown cell that begins a `##`
section, `answer` on the cells that settle a prediction. Two steps carry it to the page:

* while the notebook is read its tags become MyST: a class on the heading, a container around a
  text that belongs to an answer (a code cell gets the class `tag_answer` from myst-nb);
* in the finished body the classes become marks beside the headings, `<details>` around answers
  and around what stands in a section of more. Nothing of it needs a script, and `form.js` adds
  the switch that folds all sections of more at once.
"""

import json
import re
import textwrap

from bs4 import BeautifulSoup, Tag
from docutils import nodes
from sphinx.application import Sphinx

MARKS = ("core", "more")
CLASS = "course-"
HEADING = re.compile(r"^(?=## )", re.MULTILINE)
FENCE = ":" * 12  # longer than any fence inside
ANSWER = f"div.cell.tag_answer, div.{CLASS}answer"
ERROR = re.compile(r"^[A-Z]\w*(?:Error|Exception|Warning): ", re.MULTILINE)
COLUMNS = 72  # at which `notebook.raises` breaks the text of an error


# -- while reading ---------------------------------------------------------------------------------


def mark_source(_app: Sphinx, docname: str, source: list[str]) -> None:
    """Turn the tags of a notebook's markdown cells into MyST."""
    if docname and source[0].lstrip().startswith("{"):
        notebook = json.loads(source[0])
        for cell in notebook["cells"]:
            if cell["cell_type"] == "markdown":
                tags = cell["metadata"].get("tags", [])
                cell["source"] = marked("".join(cell["source"]), tags)
        source[0] = json.dumps(notebook)


def marked(text: str, tags: list[str]) -> str:
    r"""The text of a markdown cell with what its tags say.

    >>> marked("## Pad", ["core"])
    '{.course-core}\n## Pad'
    """
    for mark in MARKS:
        if mark in tags:
            text = HEADING.sub(f"{{.{CLASS}{mark}}}\n", text, count=1)
    if "answer" in tags:
        text = f"{FENCE}{{container}} {CLASS}answer\n{text}\n{FENCE}"
    return text


# -- in the finished page --------------------------------------------------------------------------


def finish_form(body: BeautifulSoup) -> None:
    """Bring the form into the body of a page."""
    fold_answers(body)
    mark_sections(body)
    fold_more(body)
    mark_errors(body)


def fold_answers(body: BeautifulSoup) -> None:
    """Each run of answers without text between them, in one `<details>`."""
    for first in body.select(ANSWER):
        if first.find_parent("details", class_="answer"):
            continue  # already in the fold of the answer before it
        run = [first, *answers_after(first)]
        box = body.new_tag("details", attrs={"class": "answer"})
        summary = body.new_tag("summary")
        summary.string = "Show the answer"
        first.insert_before(box)
        box.append(summary)
        for answer in run:
            box.append(answer.extract())


def answers_after(tag: Tag) -> list[Tag]:
    """The answers that follow directly."""
    found = []
    for following in tag.find_next_siblings():
        classes = following.get("class") or []
        if "tag_answer" not in classes and f"{CLASS}answer" not in classes:
            break
        found.append(following)
    return found


def marked_sections(body: BeautifulSoup) -> list[tuple[Tag, str]]:
    """Pairs of section and mark, in the order of the page."""
    sections = body.select(", ".join(f"section.{CLASS}{mark}" for mark in MARKS))
    return [
        (section, next(mark for mark in MARKS if f"{CLASS}{mark}" in section["class"]))
        for section in sections
    ]


def mark_sections(body: BeautifulSoup) -> None:
    """The word "core" or "more" at the end of each marked heading."""
    for section, mark in marked_sections(body):
        heading = section.find(re.compile("^h[1-6]$"), recursive=False)
        label = sign(body, mark)
        link = heading.find("a", class_="headerlink")
        if link is None:
            heading.append(label)
        else:
            link.insert_before(label)
        label.insert_before(" ")


def sign(body: BeautifulSoup, mark: str) -> Tag:
    """The word as it stands beside a heading."""
    label = body.new_tag("span", attrs={"class": f"section-mark {CLASS}{mark}"})
    label.string = mark
    return label


def fold_more(body: BeautifulSoup) -> None:
    """What follows the heading of a section of more, in an open `<details>`; the page's switch."""
    sections = [section for section, mark in marked_sections(body) if mark == "more"]
    for section in sections:
        heading = section.find(re.compile("^h[1-6]$"), recursive=False)
        box = body.new_tag("details", attrs={"class": "more-body", "open": ""})
        summary = body.new_tag("summary")
        summary.string = "Beyond the core"
        box.append(summary)
        for child in list(heading.next_siblings):
            box.append(child.extract())
        heading.insert_after(box)
    title = body.find("h1")
    if sections and title is not None:
        title.insert_after(core_switch(body))


def core_switch(body: BeautifulSoup) -> Tag:
    """The switch of the page; its class hides it where no script can make it work."""
    box = body.new_tag("p", attrs={"class": "core-switch pst-js-only"})
    button = body.new_tag("button", attrs={"type": "button", "aria-pressed": "false"})
    button.string = "Core only"
    note = body.new_tag("span")
    note.string = "folds the sections that are marked “more”"
    box.extend([button, " ", note])
    return box


def mark_errors(body: BeautifulSoup) -> None:
    """Error texts wrap on a narrow page; one that stands alone flows like prose."""
    for printed in body.select(".output.stream pre"):
        text = printed.get_text().strip()
        if ERROR.search(text):
            filled = textwrap.fill(" ".join(text.split()), COLUMNS)
            alone = text == filled and ERROR.match(text) and not prints(printed)
            names = ["error-text", "flows"] if alone else ["error-text"]
            printed["class"] = [*printed.get("class", []), *names]


def prints(printed: Tag) -> bool:
    """Whether the cell of an output prints lines of its own, beside the errors that it shows."""
    cell = printed.find_parent(class_="cell")
    code = cell(class_="highlight") if cell is not None else []
    return any("print(" in lines.get_text() for lines in code)


def mark_contents(_app: Sphinx, _page: str, _template: str, context: dict, doctree) -> None:
    """The page's contents for the side bar, with the marks of the sections."""
    if doctree is None or "toc" not in context:
        return
    toc = BeautifulSoup(context["toc"], "html.parser")
    for section in doctree.findall(nodes.section):
        for mark in MARKS:
            link = toc.find("a", href=f"#{section['ids'][0]}")
            if f"{CLASS}{mark}" in section["classes"] and link is not None:
                link.extend([" ", sign(toc, mark)])
    context["toc"] = str(toc)


def setup(app: Sphinx) -> dict:
    """Connect the reading and the contents; `course_page` calls the finishing of the body."""
    app.connect("source-read", mark_source)
    app.connect("html-page-context", mark_contents, priority=100)  # the theme caches what it reads
    return {"parallel_read_safe": True, "parallel_write_safe": True}
