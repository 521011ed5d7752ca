"""The archive: all files in one folder, the same bytes each time."""

import zipfile

from tools.archive import FOLDER, pack


def test_all_files_are_packed(tmp_path):
    html = tmp_path / "html"
    (html / "_images").mkdir(parents=True)
    for name in ("index.html", "_images/a.webp"):
        (html / name).write_text(name)
    assert pack(html, tmp_path / "a.zip") == 2
    with zipfile.ZipFile(tmp_path / "a.zip") as packed:
        assert packed.namelist() == [f"{FOLDER}/_images/a.webp", f"{FOLDER}/index.html"]
        assert packed.read(f"{FOLDER}/index.html") == b"index.html"
