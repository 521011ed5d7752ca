"""The zip that Gradescope builds a container of, and runs in it for each submission."""

import io
import json
import zipfile
from importlib.metadata import version
from pathlib import Path

from cnnlib.grading.platforms.cells import write_whole

# What the grader imports, beside what these pull in.
PACKAGES = ("numpy", "sqlalchemy", "pyyaml", "jinja2", "markdown-it-py", "tqdm", "scikit-image")
LIBRARY = Path(__file__).resolve().parents[2]
LEFT_OUT = ("__pycache__",)
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same zip for the same course
EXECUTABLE, READABLE = 0o755, 0o644

SETUP = """\
#!/usr/bin/env bash
# Runs once, when Gradescope builds the container.
set -euo pipefail
apt-get update -qq
apt-get install -qq -y bubblewrap
apt-get install -qq -y python3.12 python3.12-venv ||
    apt-get install -qq -y python3.11 python3.11-venv
python=$(command -v python3.12 || command -v python3.11)
"$python" -m venv /autograder/venv
/autograder/venv/bin/pip install --quiet -r /autograder/source/requirements.txt
# Solutions and hidden cases are for the grader alone.
chmod -R go-rwx /autograder/source
"""
RUN = """\
#!/usr/bin/env bash
# Runs for each submission; the results are in results/results.json.
set -euo pipefail
root=${AUTOGRADER:-/autograder}
python=${PYTHON:-$root/venv/bin/python}
export PYTHONPATH="$root/source"
exec "$python" -P -m cnnlib.grading.platforms.gradescope_run "$root"
"""


def write_autograder(path, course, set_id, packages=(), is_container_trusted=False) -> None:
    """Write the zip of a set.

    Parameters
    ----------
    path : path
    course : Course
    set_id : str
    packages : sequence of str, optional
        More for students' code, such as ``"torch"``.
    is_container_trusted : bool, optional
        Where the container forbids bubblewrap, run students' code as a user without rights in it;
        without this the grader refuses.

    Raises
    ------
    KeyError
        If the course has no such set.
    """
    if set_id not in course.sets:
        raise KeyError(f"there is no set {set_id!r}; there are {', '.join(course.sets)}")
    root = Path(course.path)
    pins = [f"{name}=={version(name)}" for name in PACKAGES]
    config = {"set_id": set_id, "is_container_trusted": is_container_trusted}
    files = {
        "setup.sh": SETUP.encode(),
        "run_autograder": RUN.encode(),
        "config.json": f"{json.dumps(config)}\n".encode(),
        "requirements.txt": "".join(f"{line}\n" for line in (*pins, *packages)).encode(),
        "exercises/course.toml": (root / "course.toml").read_bytes(),
        **_tree(LIBRARY, "cnnlib"),
        **_tree(root / "sets" / set_id, f"exercises/sets/{set_id}"),
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, ZIP_EPOCH)
            mode = EXECUTABLE if files[name].startswith(b"#!") else READABLE
            entry.external_attr = mode << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name])
    write_whole(path, data.getvalue())


def _tree(folder: Path, name: str) -> dict[str, bytes]:
    """Return the files below a folder, under a name of their own."""
    return {
        f"{name}/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not {*LEFT_OUT} & {*path.parts}
    }
