"""Pages of the built site become one document with bookmarks and page numbers."""

import io

import pytest
from pypdf import PdfReader

from tests.browser_fixtures import HTML
from tools.pdf import join, print_page


@pytest.mark.usefixtures("site_url")
def test_two_pages_become_one_document(browser, tmp_path):
    page = browser.new_page()
    names = ("chapters/paths", "chapters/appendices/glossary")
    printed = [print_page(page, HTML / f"{name}.html") for name in names]
    join(printed, page).write(tmp_path / "two.pdf")
    page.close()
    document = PdfReader(tmp_path / "two.pdf")
    counts = [len(PdfReader(io.BytesIO(content)).pages) for _, content in printed]
    assert len(document.pages) == sum(counts)
    chapters = [entry for entry in document.outline if not isinstance(entry, list)]
    assert [entry.title for entry in chapters] == ["Paths through the course", "Glossary"]
    assert [document.get_destination_page_number(entry) for entry in chapters] == [0, counts[0]]
    assert document.pages[-1].extract_text().split()[-1] == str(sum(counts))
    sections = [
        entry.title for part in document.outline if isinstance(part, list) for entry in part
    ]
    assert "By interest" in sections
    for sheet in document.pages:
        *text, _number = sheet.extract_text().strip().splitlines()
        assert text, "an empty page"
        assert text[-1].strip() not in sections, "a heading that its text does not follow"
