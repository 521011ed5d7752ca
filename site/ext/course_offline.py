"""The site without a network: a manifest, and a service worker that knows all its files.

The worker is registered at the first scroll, touch or key, not while the page is loading. It then
keeps pages, styles and scripts; pictures are kept as they are seen, and all of them where the
course is installed as an app.
"""

import json
from hashlib import sha256
from pathlib import Path

from sphinx.application import Sphinx

WORKER = Path(__file__).resolve().parent.parent / "node" / "worker.js"
TEXTS = {".html", ".css", ".js", ".svg", ".webmanifest"}
LEFT_OUT = {"sw.js", "sitemap.xml", "objects.inv", ".buildinfo"}
FOLDERS_LEFT_OUT = {"_sources", "cards"}


def files_of(folder: Path) -> dict[str, list[str]]:
    """Addresses of texts and of pictures; of a picture in two sizes the whole one."""
    found = {"texts": [], "pictures": []}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if not path.is_file() or name.name in LEFT_OUT or FOLDERS_LEFT_OUT & {*name.parts}:
            continue
        if path.suffix in TEXTS:
            found["texts"].append(name.as_posix())
        elif path.suffix in (".webp", ".png") and not path.stem.endswith("-half"):
            found["pictures"].append(name.as_posix())
    return found


def manifest(title: str) -> dict:
    """What a browser needs to install the course as an app."""
    return {
        "name": title,
        "short_name": "ConvNets",
        "start_url": "./index.html",
        "scope": "./",
        "display": "standalone",
        "background_color": "#fdfdfb",
        "theme_color": "#0b5560",
        "icons": [{"src": "_static/favicon.svg", "sizes": "any", "type": "image/svg+xml"}],
    }


def write_worker(app: Sphinx, error: Exception | None) -> None:
    """Write manifest and worker when all other files are there."""
    if error is not None or app.builder.format != "html":
        return
    folder = Path(app.outdir)
    text = json.dumps(manifest(app.config.html_title), indent=1)
    (folder / "site.webmanifest").write_text(f"{text}\n", encoding="utf-8")
    files = files_of(folder)
    contents = b"".join((folder / name).read_bytes() for name in files["texts"])
    version = sha256(contents).hexdigest()[:12]
    head = f"const VERSION = {json.dumps(version)};\nconst FILES = {json.dumps(files)};\n"
    worker = head + WORKER.read_text(encoding="utf-8")
    (folder / "sw.js").write_text(worker, encoding="utf-8")


def name_manifest(app: Sphinx, _page: str, _template: str, context: dict, _doctree) -> None:
    """Each page names the manifest; from a file there is nothing to install."""
    link = f'<link rel="manifest" href="{context["pathto"]("site.webmanifest", 1)}" />'
    context["metatags"] = f"{context.get('metatags', '')}\n{link}"


def setup(app: Sphinx) -> dict:
    """Connect; the worker comes last of all."""
    app.connect("html-page-context", name_manifest)
    app.connect("build-finished", write_worker, priority=950)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
