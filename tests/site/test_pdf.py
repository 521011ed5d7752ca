"""Pages of the built site become one document with contents, bookmarks and page numbers."""

import pytest
from pypdf import PdfReader

from tools.pdf import document, print_parts

PATHS, GLOSSARY = NAMES = ("chapters/paths", "chapters/appendices/glossary")
CAPTIONS = [("Ways in", [PATHS]), ("Appendices", [GLOSSARY])]


def bookmarks(entries):
    """Titles of an outline with those below them, which pypdf gives as a list that follows."""
    found = []
    for entry in entries:
        if isinstance(entry, list):
            found[-1][1].extend(bookmarks(entry))
        else:
            found.append((entry.title, []))
    return found


@pytest.mark.usefixtures("site_url")
def test_two_pages_become_one_document(browser, tmp_path):
    page = browser.new_page()
    parts = print_parts(page, CAPTIONS, NAMES)
    document(page, CAPTIONS, parts).write(tmp_path / "two.pdf")
    page.close()
    book = PdfReader(tmp_path / "two.pdf")
    assert len(book.pages) == sum(len(part.reader.pages) for part in parts)
    assert book.pages[-1].extract_text().split()[-1] == str(len(book.pages))

    (ways, ((paths, sections),)), (contents, _), (last, ((glossary, _),)) = bookmarks(book.outline)
    assert [ways, paths, contents] == ["Ways in", "Paths through the course", "Contents"]
    assert [last, glossary] == ["Appendices", "Glossary"]
    titles = [title for title, _ in sections]
    assert "By interest" in titles
    for sheet in book.pages:
        *text, _foot = sheet.extract_text().strip().splitlines()
        assert text, "an empty page"
        assert text[-1].strip() not in titles, "a heading that its text does not follow"
