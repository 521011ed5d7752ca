"""What other sites and programs are told of a page: address, title, and a card with a picture.

All addresses follow from `repository: url` in `_config.yml`. The card, 1200 x 630 pixels, is drawn
by the plotting functions of the course: the page's title beside a filter, whose nine weights follow
from the title. A card that lies in the folder of the site already is not drawn again.
"""

import re
import textwrap
from hashlib import sha256
from html import escape, unescape
from pathlib import Path

from sphinx.application import Sphinx

EDITED_BRANCH = "main"
CARDS = "_static/cards"
CARD_SIZE = (12, 6.3)  # inches, at 100 pixels each
REPOSITORY = re.compile(r"https://github\.com/([^/]+)/([^/]+?)(?:\.git)?/?")


def published_address(repository: str) -> str:
    """Where the pages of a repository are published.

    >>> published_address("https://github.com/someone/a-course")
    'https://someone.github.io/a-course/'
    """
    found = REPOSITORY.fullmatch(repository)
    return f"https://{found[1]}.github.io/{found[2]}/" if found else ""


def set_base(app: Sphinx, config) -> None:
    """Sphinx writes the canonical address of each page from this."""
    config.html_baseurl = config.html_baseurl or published_address(config.course_repository)


def draw_card(path: Path, title: str, course: str) -> None:
    """Draw a title beside a filter."""
    import numpy as np  # a card is drawn once a title: matplotlib is loaded only then
    from matplotlib.figure import Figure

    from cnnlib.plotting import show_matrix

    figure = Figure(CARD_SIZE, dpi=100, facecolor="#fdfdfb")
    figure.text(0.06, 0.84, course, fontsize=22, color="#0b5560", weight="bold", va="center")
    lines = textwrap.fill(title, 22)
    figure.text(0.06, 0.42, lines, fontsize=44, color="#1d2226", weight="bold", va="center")
    seed = int.from_bytes(sha256(title.encode()).digest()[:4], "big")
    kernel = np.random.default_rng(seed).integers(-2, 3, (3, 3))
    axes = figure.add_axes((0.68, 0.2, 0.28, 0.54))
    show_matrix(kernel, axes)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Software": None})


def plain_title(context: dict) -> str:
    """The title of a page without its tags and its number."""
    text = unescape(re.sub(r"<[^>]+>", "", context.get("title") or ""))
    return re.sub(r"^\d+\.\s*", "", text)


def tags(facts: dict[str, str]) -> str:
    """The facts as `<meta>` elements."""
    return "\n".join(
        f'<meta {"name" if key.startswith("twitter") else "property"}="{key}" '
        f'content="{escape(value)}" />'
        for key, value in facts.items()
    )


def share_page(app: Sphinx, page: str, _template: str, context: dict, doctree) -> None:
    """Describe a page for others, and link to the place where its text is edited."""
    base = app.config.html_baseurl
    if doctree is None or not base:
        return
    title, course = plain_title(context), app.config.html_title
    name = f"{CARDS}/{page.replace('/', '-')}-{sha256(title.encode()).hexdigest()[:8]}.png"
    if not Path(app.outdir, name).is_file():
        draw_card(Path(app.outdir, name), title, course)
    about = re.search(r'<meta content="([^"]*)" name="description"', context.get("metatags", ""))
    facts = {
        "og:type": "article" if page != app.config.root_doc else "website",
        "og:site_name": course,
        "og:title": title,
        "og:description": unescape(about[1]) if about else title,
        "og:url": base + app.builder.get_target_uri(page),
        "og:image": base + name,
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": f"{title}: a filter of three by three weights",
        "og:locale": app.config.language,
        "twitter:card": "summary_large_image",
    }
    context["metatags"] = f"{context.get('metatags', '')}\n{tags(facts)}"
    offer_editing(app, page, context)


def offer_editing(app: Sphinx, page: str, context: dict) -> None:
    """One more entry in the menu of the repository."""
    path = app.env.doc2path(page, base=False)
    entry = {
        "type": "link",
        "url": f"{app.config.course_repository}/edit/{EDITED_BRANCH}/{path}",
        "tooltip": "Edit this page",
        "text": "Edit this page",
        "icon": "fas fa-pencil",
        "label": "source-edit-button",
    }
    for group in context.get("header_buttons", []):
        if group.get("label") == "source-buttons":
            group["buttons"].append(entry)


def write_sitemap(app: Sphinx, error: Exception | None) -> None:
    """The list of all pages for search engines."""
    base = app.config.html_baseurl
    if error is None and base and app.builder.format == "html":
        pages = sorted(base + app.builder.get_target_uri(name) for name in app.env.found_docs)
        lines = "\n".join(f"<url><loc>{escape(page)}</loc></url>" for page in pages)
        head = '<?xml version="1.0" encoding="UTF-8"?>\n'
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        text = f'{head}<urlset xmlns="{space}">\n{lines}\n</urlset>\n'
        Path(app.outdir, "sitemap.xml").write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> dict:
    """Connect after `course_page` has written the description."""
    app.connect("config-inited", set_base, priority=900)
    app.connect("html-page-context", share_page, priority=920)
    app.connect("build-finished", write_sitemap)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
