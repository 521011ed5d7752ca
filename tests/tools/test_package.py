"""The library is complete as a wheel and source archive, and works away from its repository."""

import sys

from tests.structure.tree import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import check_package


def test_the_installed_library_passes_doctests_away_from_the_repository(tmp_path):
    assert check_package.main(["--quick", "--out", str(tmp_path / "dist")]) == 0


def test_a_missing_file_is_found(tmp_path):
    tree = check_package.source_tree(tmp_path / "tree")
    text = (tree / "pyproject.toml").read_text()
    (tree / "pyproject.toml").write_text(text.replace('["*.js", "*.css"]', '["*.js"]'))
    built = check_package.build(tree, tmp_path / "dist")
    assert any(name.endswith(".css") for name in check_package.missing_files(tree, *built))
