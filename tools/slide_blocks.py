"""What of a chapter's page stands on slides: key sentences, formulas, figures, short code.

The rule, which whoever writes a chapter can follow:

* of a paragraph the first sentence, and the second after a question or after up to four words; the
  last, too, if it ends with a colon, since it announces what follows (one sentence is one line);
  all of them on a slide that would hold little otherwise;
* whole: formulas, figures with their captions, tables, explorers, Predict boxes; of each point of a
  list the first sentence, or all that leads to a question; printed output of at most twelve lines;
* code of at most eight lines that prints or defines; not what draws, and not that of an answer;
* an answer waits for a key press; folded answers stand whole, self-checks stay in the book.

The whole prose becomes the speaker's notes. What this does not know is an error.
"""

import re
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from slide_heights import (
    CODE_LINE,
    INDENT,
    POINT_GAP,
    code_height,
    figure_height,
    formula_height,
    split_points,
    split_rows,
    text_height,
)
from slide_sentences import key_sentences, said, sentences, words

CODE_LINES = 8
OUTPUT_LINES = 12
EXPLORER = re.compile(r"^cnn-")
EXPLORER_HEIGHT = 380
BOX = 70  # pixels of the frame and the title of a box
LEFT_OUT = ("self-check", "core-switch", "headerlink", "eqno")
LISTS = ("ul", "ol")
WRAPPERS = ("blockquote", "div")
PARSER = "html.parser"


@dataclass
class Block:
    """A part of a slide that stays whole: its HTML, pixels, and what the speaker says."""

    html: str
    height: float
    notes: str = ""
    kind: str = "text"
    leads: bool = False  # belongs to what follows
    waits: int = 0  # the key press that shows it; 0 where it is there at once
    spare: float = 0  # pixels that it can do without
    continues: bool = False  # on a slide of its own what the one before has begun
    whole: str = ""  # the paragraph with all of its sentences, for a slide that holds little
    whole_height: float = 0


def blocks_of(tag: Tag) -> Iterator[Block]:
    """The blocks of one element of a section."""
    classes = tag.get("class") or []
    if tag.name in ("span", "h1", "h2", "h3", "summary") or {*LEFT_OUT} & {*classes}:
        return
    if tag.name == "p":
        yield text_block(tag)
    elif tag.name in LISTS:
        yield from list_blocks(tag)
    elif "math" in classes:
        yield Block(clean(tag), formula_height(tag), kind="formula")
    elif "cell" in classes:
        yield from cell_blocks(tag)
    elif "predict" in classes:
        yield predict_block(tag)
    elif "answer" in classes:
        yield from waiting(tag)
    elif tag.name == "details" and "admonition" in classes:
        yield folded_block(tag)
    elif "pst-scrollable-table-container" in classes:
        yield from table_blocks(tag.table)
    elif any(name.startswith("highlight-") for name in classes):
        yield from code_blocks(tag, CODE_LINES)
    elif (tag.name in WRAPPERS and not classes) or "course-answer" in classes:
        for child in tag.find_all(recursive=False):
            yield from blocks_of(child)
    else:
        raise ValueError(f"slides: no rule for <{tag.name} class={' '.join(classes)!r}>")


def text_block(paragraph: Tag) -> Block:
    """The key sentences of a paragraph; the whole paragraph is said."""
    following = paragraph.find_next_sibling()
    announces = following is not None and paragraph.get_text().rstrip().endswith(":")
    shown = announces and following.name != "section" and any(blocks_of(following))
    inner = " ".join(key_sentences(fresh(paragraph), shown))
    leads = shown or (following is not None and following.name in LISTS)
    if not inner:  # it announces what the slides leave out
        return Block("", 0, notes(paragraph), kind="silent")
    block = Block(f"<p>{inner}</p>", text_height(BeautifulSoup(inner, PARSER)), notes(paragraph))
    block.leads = leads
    inner = " ".join(said(fresh(paragraph), shown))
    block.whole = f"<p>{inner}</p>"
    block.whole_height = text_height(BeautifulSoup(inner, PARSER))
    return block


def list_blocks(listing: Tag) -> Iterator[Block]:
    """The points of a list, each with its first sentence or question; a long list continues."""
    kept = fresh(listing)
    for item in kept.find_all("li", recursive=False):
        lines = sentences(item.p or item)
        asks = words(lines[-1]).endswith("?")
        inner = " ".join(lines if asks else key_sentences(item.p or item))
        item.clear()
        item.append(BeautifulSoup(inner, PARSER))
    for number, (part, height) in enumerate(split_points(kept)):
        yield Block(str(part), height, "" if number else notes(listing), kind="list")


def predict_block(box: Tag) -> Block:
    """A question to the room, whole."""
    kept = fresh(box)
    height = BOX + sum(text_height(child, INDENT) for child in kept.find_all(["p", "li"])[1:])
    return Block(str(kept), height, notes(box), kind="predict", leads=True)


def folded_block(box: Tag) -> Block:
    """The folded answers to what the room tried in a figure, whole and unfolded."""
    kept = fresh(box)
    kept.summary.name = "p"
    kept.name = "div"
    parts = kept.find_all("li") or kept.find_all("p")[1:]
    height = BOX + sum(text_height(part, INDENT) + POINT_GAP for part in parts)
    return Block(str(kept), height, notes(kept), kind="answers", waits=1)


def waiting(answer: Tag) -> Iterator[Block]:
    """The blocks of an answer, shown when the room has guessed."""
    for child in answer.find_all(recursive=False):
        for block in blocks_of(child):
            block.waits = 1
            yield block


def cell_blocks(cell: Tag) -> Iterator[Block]:
    """Short code, and what it shows; code whose output is left out is left out, too."""
    source = cell.find(class_="cell_input", recursive=False)
    outputs = cell.find(class_="cell_output", recursive=False)
    shown: list[Block] = []
    for output in outputs.find_all(recursive=False) if outputs is not None else ():
        shown += output_blocks(output)
    printed = all(block.kind == "code" for block in shown) and bool(shown or outputs is None)
    if source is not None and printed and "tag_answer" not in cell["class"]:
        for block in code_blocks(source, CODE_LINES):
            block.leads = bool(shown)
            yield block
    yield from shown


def code_blocks(code: Tag, most: int) -> Iterator[Block]:
    """Code or a printed output, if it is short."""
    height = code_height(code.get_text().strip("\n"))
    if 0 < height <= most * CODE_LINE:
        yield Block(str(fresh(code).pre), height, kind="code")


def output_blocks(output: Tag) -> Iterator[Block]:
    """A figure, an explorer, a table or printed lines."""
    explorer = output.find(EXPLORER)
    if output.name == "figure":
        height, spare = figure_height(fresh(output))
        yield Block(figure(output), height, kind="figure", spare=spare)
    elif explorer is not None:
        yield Block(f'<div class="explorer">{explorer}</div>', EXPLORER_HEIGHT, kind="explorer")
    elif output.find("table") is not None:
        yield from table_blocks(output.find("table"))
    else:
        for block in code_blocks(output, OUTPUT_LINES):
            block.html = block.html.replace("<pre", '<pre class="printed"', 1)
            yield block


def figure(original: Tag) -> str:
    """A figure: one picture for all sizes, beside the others in the folder of the deck."""
    kept = fresh(original)
    image = kept.img
    picture = {"src": image["src"].rpartition("_images/")[2], "alt": image["alt"]}
    image.attrs = {"src": f"_images/{picture['src']}", "alt": picture["alt"]}
    return str(kept)


def table_blocks(table: Tag) -> Iterator[Block]:
    """A table; one that is taller than a slide continues on the next, with its heading."""
    for number, (part, height) in enumerate(split_rows(fresh(table))):
        yield Block(str(part), height, kind="table", continues=number > 0)


def fresh(tag: Tag) -> Tag:
    """A copy without links, anchors and names, since a deck has no other pages."""
    kept = copy(tag)
    for link in kept.select(".headerlink, .eqno, .full-size"):
        link.decompose()
    for link in kept.find_all("a"):
        link.unwrap()
    for node in [kept, *kept.find_all(True)]:
        if node.find_parent("svg") is None:
            node.attrs.pop("id", None)
    return kept


def clean(tag: Tag) -> str:
    """The HTML of such a copy."""
    return str(fresh(tag))


def notes(tag: Tag) -> str:
    """What the speaker reads: the whole text; formulas as MathML, which needs no outlines."""
    kept = fresh(tag)
    for formula in kept.select(".math"):
        formula.replace_with(formula.math)
    return str(kept)
