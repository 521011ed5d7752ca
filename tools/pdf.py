"""Print the built site as one PDF, or one page: ``python tools/pdf.py [chapters/04_pooling]``.

The pages are printed by the system's Chromium as a reader would print them, with answers open and
explorers as pictures, then joined in the order of the contents, with bookmarks for chapters and
sections and numbers from the first page to the last. Links between pages lead to the published
site. Names in Chinese and Korean need a font with their letters; a sentence says if there is none.
"""

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import yaml
from playwright.sync_api import sync_playwright
from pypdf import PdfReader, PdfWriter

ROOT = Path(__file__).resolve().parent.parent
HTML = ROOT / "_build" / "html"
BOOK = ROOT / "_build" / "cnn-course.pdf"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MARGINS = {"top": "18mm", "bottom": "20mm", "left": "18mm", "right": "18mm"}
NAMED_IN = {"zh": "Chinese", "ko": "Korean"}  # other languages of the glossary
FONTS = "`apt install fonts-noto-cjk`"
NOT_PRINTED = {"chapters/progress"}  # it is about one reader
# Pictures that wait are loaded, and links to other pages lead to the published site.
READY = """async () => {
  const images = [...document.images];
  images.forEach((image) => { image.loading = "eager"; image.sizes = "2000px"; });
  await Promise.all(images.map((image) => image.decode().catch(() => {})));
  document.querySelectorAll("article details").forEach((fold) => { fold.open = true; });
  const here = location.href.split("#")[0];
  const canonical = document.querySelector("link[rel=canonical]")?.href ?? here;
  for (const link of document.querySelectorAll("article a[href]")) {
    const place = link.href.split("#");
    if (link.protocol !== "file:" || place[0] === here) continue;
    const far = new URL(link.getAttribute("href"), canonical);
    link.href = far;
  }
}"""
NUMBERS = """<style>@page {{ size: A4; margin: 0 }} body {{ margin: 0 }}
div {{ height: 297mm; break-after: page; position: relative; font: 9pt sans-serif }}
span {{ position: absolute; bottom: 9mm; right: 18mm; color: #444 }}</style>{pages}"""


def pages_in_order(contents):
    """Return the names of the pages, in the order of the contents."""
    names = [contents["root"]]
    for part in contents["parts"]:
        names += [entry["file"] for entry in part["chapters"]]
    return [name for name in names if name not in NOT_PRINTED]


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


def print_page(page, path):
    """Return a page of the site as the bytes of a PDF, and its title."""
    page.goto(path.resolve().as_uri())
    page.emulate_media(media="print")
    page.evaluate(READY)
    title = page.locator("main h1").first.evaluate(
        "(heading) => { const copy = heading.cloneNode(true);"
        " copy.querySelector('.headerlink')?.remove(); return copy.textContent.trim(); }"
    )
    content = page.pdf(format="A4", margin=MARGINS, print_background=True, tagged=True,
                       outline=True)  # fmt: skip
    return title, content


def numbers(page, count):
    """Return as many empty pages as the book has, each with its number."""
    lines = "".join(f"<div><span>{number}</span></div>" for number in range(1, count + 1))
    page.set_content(NUMBERS.format(pages=lines))
    return PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))


def join(printed, page):
    """Return the writer of one document: bookmarks, and a number on each page."""
    writer = PdfWriter()
    for title, content in printed:
        reader = PdfReader(io.BytesIO(content))
        start = len(writer.pages)
        writer.append(reader, import_outline=False)
        bookmark = writer.add_outline_item(title=title, page_number=start)
        for name, number in sections(reader):
            writer.add_outline_item(title=name, page_number=start + number, parent=bookmark)
    sheets = numbers(page, len(writer.pages)).pages
    for sheet, number in zip(writer.pages, sheets, strict=False):
        sheet.merge_page(number)
    return writer


def sections(reader):
    """Yield heading and page number of each section of a printed page."""
    for entry in flattened(reader.outline, depth=0):
        yield entry.title, reader.get_destination_page_number(entry)


def flattened(outline, depth):
    """Yield the entries of the second level: the first one is the title."""
    for entry in outline:
        if isinstance(entry, list):
            yield from flattened(entry, depth + 1)
        elif depth == 1:
            yield entry


def main(arguments):
    """Print the whole book, or the pages that are named."""
    contents = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    wanted = [name.removesuffix(".ipynb").removesuffix(".md") for name in arguments]
    names = wanted or pages_in_order(contents)
    target = BOOK.with_name(f"{Path(wanted[0]).name}.pdf") if wanted else BOOK
    if lacking := " and ".join(without_font()):
        print(f"No font here has {lacking} letters, which will print as boxes: {FONTS} mends it.")
    with sync_playwright() as driver:
        sandbox = [] if os.geteuid() else ["--no-sandbox"]  # root cannot use Chromium's sandbox
        chromium = driver.chromium.launch(executable_path=find_chromium(driver), args=sandbox)
        page = chromium.new_page(color_scheme="light", reduced_motion="reduce")
        printed = [print_page(page, HTML / f"{name}.html") for name in names]
        writer = join(printed, page)
        chromium.close()
    writer.add_metadata({"/Title": printed[0][0]})
    writer.compress_identical_objects()
    writer.write(target)
    print(f"{len(writer.pages)} pages in {target.relative_to(ROOT)}")


if __name__ == "__main__":
    main(sys.argv[1:])
