"""The HTML of a deck: slides with notes, in a page that loads nothing but its own files."""

from html import escape

from bs4 import Tag

from slide_blocks import Block, fresh
from slide_layout import Slide

KEYS = (
    ("→", "goes on"),
    ("S", "opens the speaker's notes"),
    ("T", "changes between light and dark"),
    ("F", "fills the screen"),
    ("O", "shows all slides"),
    ("?", "lists all keys"),
)


def block_html(block: Block) -> str:
    """A block; one that waits is a fragment for reveal.js."""
    waits = f' fragment" data-fragment-index="{block.waits}' if block.waits else ""
    return f'<div class="block {block.kind}{waits}">{block.html}</div>'


def slide_html(slide: Slide) -> str:
    """A slide with its heading and the speaker's notes."""
    where = f'<p class="where">{slide.section}</p>' if slide.section else ""
    head = f"<header>{where}<h2>{slide.heading}</h2></header>" if slide.heading else ""
    said = "".join(block.notes for block in slide.blocks)
    body = "\n".join(map(block_html, slide.blocks))
    aside = f'<aside class="notes">{said}</aside>' if said else ""
    return f'<section>{head}\n<div class="body">\n{body}\n</div>{aside}</section>'


def first_slide(page: Tag, course: str) -> str:
    """The chapter's number and title."""
    number = page.h1.find(class_="section-number").get_text().strip()
    lines = [
        f'<p class="where">{number}</p>',
        f"<h1>{title_html(page)}</h1>",
        f'<p class="course">{escape(course)}</p>',
    ]
    return f'<section class="first">{"".join(lines)}</section>'


def title_html(page: Tag) -> str:
    """The title of a chapter without its number."""
    kept = fresh(page.h1)
    kept.find(class_="section-number").decompose()
    return kept.decode_contents().strip()


def document(title: str, body: str, head: str = "") -> str:
    """A page in one language with the styles of the decks."""
    return f"""<!DOCTYPE html>
<html lang="en" data-theme="light">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<link rel="icon" href="data:,">
{head}<link rel="stylesheet" href="_static/colors.css">
<link rel="stylesheet" href="_static/code.css">
<link rel="stylesheet" href="_static/formulas.css">
<link rel="stylesheet" href="_static/deck.css">
<link rel="stylesheet" href="_static/blocks.css">
</head>
<body>
{body}
</body>
</html>
"""


def deck_html(page: Tag, found: list[Slide], glyphs: str, scripts: list[str], course: str) -> str:
    """A deck as a page: the chapter's title, then its slides.

    `glyphs` holds the outlines of the formulas, `scripts` the files of the explorers.
    """
    shown = "\n".join([first_slide(page, course), *map(slide_html, found)])
    explorers = " ".join(scripts) if 'class="explorer"' in shown else ""
    body = f"""<div class="reveal"><main class="slides" data-explorers="{explorers}">
{shown}
</main></div>
{glyphs}
<script src="_static/reveal/dist/reveal.js"></script>
<script src="_static/reveal/plugin/notes/notes.js"></script>
<script src="_static/deck.js"></script>"""
    head = '<link rel="stylesheet" href="_static/reveal/dist/reveal.css">\n'
    return document(title_of(page), body, head)


def title_of(page: Tag) -> str:
    """The number and title of a chapter as text."""
    return " ".join(fresh(page.h1).get_text().split())


def index_html(course: str, decks: list[tuple[str, str, int]]) -> str:
    """The page that lists the decks."""
    rows = "\n".join(
        f'<li><a href="{name}.html">{escape(title)}</a>, {count} slides</li>'
        for name, title, count in decks
    )
    keys = ", ".join(f"<kbd>{key}</kbd> {does}" for key, does in KEYS)
    pdf = "For a PDF, add <code>?print-pdf</code> to the address of a deck and print it."
    return document(
        f"Slides: {course}",
        f'<main class="decks">\n<h1>Slides</h1>\n<p>{escape(course)}: a lecture for each chapter, '
        f"from its core.</p>\n<ul>\n{rows}\n</ul>\n<p>{keys}.</p>\n<p>{pdf}</p>\n</main>",
    )
