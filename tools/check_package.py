"""Build the library as others install it, and try it away from the repository.

    python tools/check_package.py          wheel and source archive, into dist; then every doctest
    python tools/check_package.py --quick  the doctests of the operators only

The wheel is installed into an empty environment that sees this environment's packages, but not
this repository, and its doctests run there.
"""

import argparse
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = "import sys; from setuptools import build_meta as b; print(b.{step}(sys.argv[1]))"
QUICK = ["cnnlib.ops", "cnnlib.shapes", "cnnlib.checks"]


def source_tree(folder):
    """Copy what git tracks, so that the build leaves the repository alone."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "cnnlib", "pyproject.toml", "README.md", "LICENSE"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, target)
    return folder


def build(tree, out):
    """Build wheel and source archive of a tree; return their paths."""
    out.mkdir(parents=True, exist_ok=True)
    for step in ("build_wheel", "build_sdist"):
        subprocess.run(
            [sys.executable, "-c", BUILD.format(step=step), str(out)],
            cwd=tree,
            check=True,
            capture_output=True,
        )
    (wheel,) = out.glob("*.whl")
    (archive,) = out.glob("*.tar.gz")
    return wheel, archive


def missing_files(tree, wheel, archive):
    """Return the library's files that the wheel or the source archive lacks."""
    wanted = {str(path.relative_to(tree)) for path in (tree / "cnnlib").rglob("*.*")}
    with zipfile.ZipFile(wheel) as opened:
        in_wheel = {*opened.namelist()}
    with tarfile.open(archive) as opened:
        in_archive = {name.partition("/")[2] for name in opened.getnames()}
    wanted = {name for name in wanted if "__pycache__" not in name}
    return sorted((wanted - in_wheel) | (wanted - in_archive))


def install(wheel, folder):
    """Install a wheel into an empty environment; return its Python."""
    venv.create(folder, with_pip=False, symlinks=True)
    programs = "Scripts" if os.name == "nt" else "bin"
    python = folder / programs / "python"
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    asked = subprocess.run([python, "-c", ask], capture_output=True, text=True, check=True)
    packages = Path(asked.stdout.strip())
    with zipfile.ZipFile(wheel) as opened:
        opened.extractall(packages)
    # A path in a .pth is added without its own .pth files, so this repository stays unseen.
    (packages / "others.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


def doctests(python, names, folder):
    """Run the doctests of modules in an environment; return the exit status."""
    options = "NORMALIZE_WHITESPACE"
    command = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--doctest-modules"]
    command += ["-o", f"doctest_optionflags={options}", "--pyargs", *names]
    command += ["--ignore-glob=/*/quiet_checks.py"]  # answers to every name
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    where = "import cnnlib; print(cnnlib.__file__)"
    run = {"cwd": folder, "env": environment}
    asked = subprocess.run([python, "-c", where], capture_output=True, text=True, check=True, **run)
    if ROOT in Path(asked.stdout.strip()).parents:
        raise RuntimeError(f"the repository is seen: {asked.stdout.strip()}")
    return subprocess.run(command, **run).returncode


def main(arguments=None):
    """Build, look for missing files, install, test; return 0 if all is well."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tree = source_tree(folder / "tree")
        wheel, archive = build(tree, options.out)
        print(f"{wheel.name} and {archive.name}")
        missing = missing_files(tree, wheel, archive)
        if missing:
            print("missing:", *missing, sep="\n  ")
            return 1
        python = install(wheel, folder / "environment")
        away = folder / "away"
        away.mkdir()
        return doctests(python, QUICK if options.quick else ["cnnlib"], away)


if __name__ == "__main__":
    sys.exit(main())
