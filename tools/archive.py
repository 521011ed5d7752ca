"""Pack the built site into one file to carry: ``python tools/archive.py``.

Unpacked anywhere, it opens from its ``index.html`` without a server and without a network.
The same site gives the same bytes.
"""

import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HTML = ROOT / "_build" / "html"
ARCHIVE = ROOT / "_build" / "cnn-course.zip"
FOLDER = "cnn-course"
EARLIEST = (1980, 1, 1, 0, 0, 0)
STORED = {".webp", ".png"}  # compressed already


def pack(html, archive):
    """Write the files of a site into a ZIP file and return how many there are."""
    files = [path for path in sorted(html.rglob("*")) if path.is_file()]
    with zipfile.ZipFile(archive, "w") as packed:
        for path in files:
            name = f"{FOLDER}/{path.relative_to(html).as_posix()}"
            way = zipfile.ZIP_STORED if path.suffix in STORED else zipfile.ZIP_DEFLATED
            packed.writestr(zipfile.ZipInfo(name, EARLIEST), path.read_bytes(), way)
    return len(files)


if __name__ == "__main__":
    count = pack(HTML, ARCHIVE)
    print(f"{count} files, {ARCHIVE.stat().st_size / 1e6:.1f} MB in {ARCHIVE.relative_to(ROOT)}")
