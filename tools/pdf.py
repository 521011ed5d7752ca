"""Print the built site as one PDF, or one page: ``python tools/pdf.py [chapters/04_pooling]``.

The pages are printed by the system's Chromium as a reader would print them, with answers open and
explorers as pictures, then joined in the order of the contents (`pdf_join`), with a list of
contents, bookmarks, and page numbers at the foot, in the list and after links to other pages. So
they are printed twice: the second time with the numbers that the first one has shown. Names in
Chinese and Korean need a font with their letters; a sentence says if there is none.
"""

import io
import os
import shutil
import subprocess
import sys
from html import escape
from pathlib import Path

import yaml
from playwright.sync_api import sync_playwright
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, Fit, NameObject, TextStringObject

sys.path.insert(0, str(Path(__file__).parent))
from pdf_join import Part, joined, shrink_pictures, stamp

ROOT = Path(__file__).resolve().parent.parent
HTML = ROOT / "_build" / "html"
BOOK = ROOT / "_build" / "cnn-course.pdf"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MARGINS = {"top": "18mm", "bottom": "20mm", "left": "23mm", "right": "23mm"}
NAMED_IN = {"zh": "Chinese", "ko": "Korean"}  # other languages of the glossary
FONTS = "`apt install fonts-noto-cjk`"
NOT_PRINTED = {  # one is about one reader, one shows all explorers again
    "chapters/progress", "chapters/lab",
}  # fmt: skip
IN_ORDER = ["chapters/appendices/bibliography", "chapters/appendices/glossary"]  # found by name
READY = Path(__file__).with_name("pdf_page.js").read_text(encoding="utf-8")
READY = READY[READY.index("async") :]
FEET = """<style>@page {{ size: A4; margin: 0 }} body {{ margin: 0 }}
div {{ height: 297mm; break-after: page; position: relative; font: 8.5pt sans-serif; color: #444 }}
p {{ position: absolute; bottom: 9mm; left: 25mm; right: 25mm; margin: 0; display: flex;
justify-content: space-between }}</style>{pages}"""
LIST = """<html lang="en"><title>Contents</title><style>
body {{ margin: 0 2mm; font: 10pt/1.45 "DejaVu Serif", serif; color: #111 }}
h1 {{ font: bold 18pt "DejaVu Sans", sans-serif }}
h2 {{ font: bold 10pt "DejaVu Sans", sans-serif; color: #0b5560; margin: 4mm 0 1mm }}
h2, .page {{ break-after: avoid }}
p {{ display: flex; margin: 0; gap: 2mm }} p::after {{ content: attr(data-number) }}
i {{ flex: 1; border-bottom: 1px dotted #888; margin-bottom: 1.2mm }}
.page {{ margin-top: 1mm; font-weight: bold }} .section {{ padding-left: 8mm; font-size: 9pt }}
a {{ color: inherit; text-decoration: none }}</style><h1>Contents</h1>{lines}</html>"""


def captions_in_order(contents):
    """Return the parts of the contents: captions, and the names of the pages that are printed."""
    parts = [("", [contents["root"]])]
    for part in contents["parts"]:
        names = [entry["file"] for entry in part["chapters"]]
        parts.append((part.get("caption", ""), [name for name in names if name not in NOT_PRINTED]))
    return parts


def pages_in_order(contents):
    """Return the names of the pages, in the order of the contents."""
    return [name for _, names in captions_in_order(contents) for name in names]


def without_font():
    """Return the languages that no font of this machine has; none where fontconfig is missing."""
    if shutil.which("fc-list") is None:
        return []
    found = {
        name: subprocess.run(["fc-list", f":lang={code}"], capture_output=True, check=True).stdout
        for code, name in NAMED_IN.items()
    }
    return [name for name, fonts in found.items() if not fonts.strip()]


def find_chromium(driver):
    """Return the path of a Chromium: the system's, else the one that Playwright has installed."""
    found = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    path = found or driver.chromium.executable_path
    if not Path(path).is_file():
        raise FileNotFoundError("no Chromium found: `apt install chromium` gets the book printed")
    return path


def as_pdf(page):
    """Return an open page as a PDF with tags."""
    content = page.pdf(format="A4", margin=MARGINS, print_background=True, tagged=True)
    return PdfReader(io.BytesIO(content))


def print_page(page, name, names, numbers):
    """Return a page of the site as a part of a document of the pages `names`."""
    page.goto((HTML / f"{name}.html").resolve().as_uri())
    page.emulate_media(media="print")
    root = HTML.resolve().as_uri()
    options = {"root": root, "pages": names, "numbers": numbers, "listed": IN_ORDER}
    told = page.evaluate(READY, options)
    return Part(name, told["title"], as_pdf(page), told["sections"])


def print_list(page, captions, parts):
    """Return the list of contents, with the numbers of the pages where the parts stand now."""
    by_name = {part.name: part for part in parts}
    lines = []
    for caption, names in captions:
        shown = [by_name[name] for name in names if name in by_name]
        lines += [f"<h2>{escape(caption)}</h2>"] if caption and shown else []
        for part in shown:
            lines.append(line(part.title, part.name, part.start, "page"))
            for identifier, title in part.sections if part.title.startswith("Chapter") else ():
                number = part.place(identifier)[0]
                lines.append(line(title, f"{part.name}#{identifier}", number, "section"))
    page.set_content(LIST.format(lines="\n".join(lines)))
    return Part("contents", "Contents", as_pdf(page), [])


def line(title, address, number, kind):
    """Return a line of the list of contents; pages are counted from 0."""
    link = f'<a href="book:{address}">{escape(title)}</a>'
    return f'<p class="{kind}" data-number="{number + 1}">{link}<i></i></p>'


def set_starts(parts):
    """Let each part begin after the one before."""
    start = 0
    for part in parts:
        part.start = start
        start += len(part.reader.pages)


def numbers_of(parts):
    """Return the number of the page of each part and of each place in it, counted from 1."""
    found = {}
    for part in parts:
        found[part.name] = part.start + 1
        for title in part.reader.named_destinations:
            found[f"{part.name}#{title[1:]}"] = part.place(title[1:])[0] + 1
    return found


def print_parts(page, captions, names):
    """Return all parts of a document: the pages, and after the first a list of contents."""
    parts = [print_page(page, name, names, {}) for name in names]
    if len(parts) == 1:
        return parts
    for _ in range(3):  # until the numbers stay as they are; mostly that is at once
        parts = [part for part in parts if part.name != "contents"]
        parts.insert(1, print_list(page, captions, parts))
        set_starts(parts)
        numbers = numbers_of(parts)
        others = [print_page(page, name, names, numbers) for name in names]
        parts = [others[0], print_list(page, captions, parts), *others[1:]]
        set_starts(parts)
        if numbers_of(parts) == numbers:
            return parts
    raise RuntimeError("the numbers of the pages do not settle: each change of one moves others")


def add_bookmarks(writer, captions, parts):
    """Bookmarks for captions, pages and sections; they open in the order of the document."""
    caption_of = {name: caption for caption, names in captions for name in names}
    above, current = None, ""
    for part in parts:
        caption = caption_of.get(part.name, "")
        if caption != current:
            above = caption and writer.add_outline_item(
                title=caption, page_number=part.start, bold=True
            )
            current = caption
        entry = writer.add_outline_item(
            title=part.title, page_number=part.start, parent=above or None
        )
        for identifier, title in part.sections:
            number, left, top = part.place(identifier)
            writer.add_outline_item(
                title=title, page_number=number, parent=entry, fit=Fit.xyz(left=left, top=top)
            )


def feet(page, parts):
    """Return a page with a foot, its part's title and its number, for each page of the document."""
    lines = []
    for part in parts:
        for number in range(part.start + 1, part.start + len(part.reader.pages) + 1):
            foot = f"<p><span>{escape(part.title)}</span><span>{number}</span></p>"
            lines.append(f"<div>{foot if number > 1 or len(parts) == 1 else ''}</div>")
    page.set_content(FEET.format(pages="".join(lines)))
    return PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))


def document(page, captions, parts):
    """Return the writer of the document of all parts."""
    writer = joined(parts)
    add_bookmarks(writer, captions, parts)
    stamp(writer, feet(page, parts))
    shrink_pictures(writer)
    return writer


def describe(writer, title, author):
    """Tell title, author and language; a viewer shows the title instead of the file's name."""
    writer.add_metadata({"/Title": title, "/Author": author})
    root = writer._root_object
    root[NameObject("/Lang")] = TextStringObject("en")
    root[NameObject("/ViewerPreferences")] = DictionaryObject()
    writer.create_viewer_preferences().display_doctitle = True


def main(arguments):
    """Print the whole book, or the pages that are named."""
    contents = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    wanted = [name.removesuffix(".ipynb").removesuffix(".md") for name in arguments]
    captions = captions_in_order(contents)
    names = wanted or pages_in_order(contents)
    target = BOOK.with_name(f"{Path(wanted[0]).name}.pdf") if wanted else BOOK
    if lacking := " and ".join(without_font()):
        print(f"No font here has {lacking} letters, which will print as boxes: {FONTS} mends it.")
    with sync_playwright() as driver:
        sandbox = [] if os.geteuid() else ["--no-sandbox"]  # root cannot use Chromium's sandbox
        chromium = driver.chromium.launch(executable_path=find_chromium(driver), args=sandbox)
        page = chromium.new_page(color_scheme="light", reduced_motion="reduce")
        parts = print_parts(page, captions, names)
        writer = document(page, captions, parts)
        chromium.close()
    describe(writer, parts[0].title, config["author"])
    writer.compress_identical_objects()
    writer.write(target)
    print(f"{len(writer.pages)} pages in {target.relative_to(ROOT)}")


if __name__ == "__main__":
    main(sys.argv[1:])
