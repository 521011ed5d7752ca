"""Where the labels of the chapters lie on the built site, and what readers call them.

The site has numbered everything already ("Figure 3.4", "(3.1)", "Exercise 3.2"); the numbers are
read from its pages, so that notebooks and site cannot disagree. Citations are written from the
bibliography, by author and year.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from bs4 import BeautifulSoup
from pybtex.database import parse_file
from pybtex.richtext import Text

HEADINGS = re.compile(r"^h[1-6]$")
ASIDE = ".headerlink, .section-mark, .section-number, .caption-number"
NOT_CHAPTERS = {"_static", "_sources"}
BIBLIOGRAPHY = "chapters/appendices/bibliography"
GLOSSARY = "chapters/appendices/glossary"


@dataclass(frozen=True)
class Place:
    """What a label names: its address, its title, its number as readers say it."""

    url: str
    title: str
    number: str = ""


def site_address(repository):
    """Return where a repository's pages are published.

    Examples
    --------
    >>> site_address("https://github.com/someone/a-course")
    'https://someone.github.io/a-course'
    """
    found = re.fullmatch(r"https://github\.com/([^/]+)/([^/]+?)(?:\.git)?/?", repository)
    if found is None:
        raise ValueError(f"no address of published pages is known for {repository}")
    return f"https://{found[1]}.github.io/{found[2]}"


def text_of(tag):
    """Return what a tag says, without numbers, marks and links to itself."""
    copy = BeautifulSoup(str(tag), "html.parser")
    for aside in copy.select(ASIDE):
        aside.decompose()
    return " ".join(copy.get_text().split()).strip("()")


def number_of(tag, selector):
    """Return the number that a tag shows, without the point at its end."""
    found = tag.select_one(selector)
    return found.get_text().strip(" .#") if found is not None else ""


class Site:
    """The labels of a built site.

    Parameters
    ----------
    html : pathlib.Path
        Folder of the pages.
    address : str
        Where they are published.
    bibliography : pathlib.Path
        The BibTeX file.
    """

    def __init__(self, html, address, bibliography):
        self.address = address.rstrip("/")
        self.places = {}
        self.entries = parse_file(str(bibliography)).entries
        for path in sorted(Path(html).rglob("*.html")):
            name = path.relative_to(html)
            if not NOT_CHAPTERS & {*name.parts}:
                self._read(name.as_posix(), BeautifulSoup(path.read_text("utf-8"), "html.parser"))

    def _read(self, name, page):
        url = f"{self.address}/{name}"
        for section in page.select("article section[id]"):
            heading = section.find(HEADINGS, recursive=False)
            if heading is not None:
                number = number_of(heading, ".section-number")
                number = f"Section {number}" if re.match(r"\d+\.\d", number) else number
                marks = section.find_all("span", id=True, recursive=False)
                for label in [section["id"], *(mark["id"] for mark in marks)]:
                    self.places[label] = Place(f"{url}#{label}", text_of(heading), number)
        for box in page.select("article :is(figure, .exercise, .proof, table)[id]"):
            title = box.select_one("figcaption, .admonition-title, caption")
            if title is not None:
                number = number_of(title, ".caption-number")
                self.places[box["id"]] = Place(f"{url}#{box['id']}", text_of(title), number)
        for formula in page.select("article div.math[id]"):
            label = formula["id"].removeprefix("equation-")
            number = number_of(formula, ".eqno")
            self.places[label] = Place(f"{url}#{formula['id']}", number, number)
        for tag in page.select("article [id]"):
            self.places.setdefault(tag["id"], Place(f"{url}#{tag['id']}", ""))

    def place(self, label):
        """Return the place of a label; a ValueError names one that the site does not have."""
        key = label.lower() if label not in self.places else label
        if key not in self.places:
            raise ValueError(f"the site has no place called {label!r}")
        return self.places[key]

    def page(self, path):
        """Return the address of a chapter's page, from its path in the repository."""
        return f"{self.address}/{Path(path).with_suffix('.html').as_posix()}"

    def citation(self, key):
        """Return (authors, year) of a source, as texts cite it."""
        if key not in self.entries:
            raise ValueError(f"the bibliography has no source {key!r}")
        entry = self.entries[key]
        names = [" ".join(person.last_names) for person in entry.persons["author"]]
        names = [str(Text.from_latex(name)) for name in names]
        if len(names) > 2:
            names = [f"{names[0]} et al."]
        return " and ".join(names), entry.fields["year"]
