"""Check what Binder would build, without docker: its Dockerfile, and that its packages are found.

    pip install jupyter-repo2docker
    python tools/check_binder.py                 as the weekly workflow runs it
    python tools/check_binder.py --no-extra-index    where only the usual index can be reached

Ends with 1 if a step is missing or in the wrong order, or a package is not found.
"""

import argparse
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BINDER = ROOT / "binder"


def steps():
    """Return what the Dockerfile must hold, in this order: words to say and text to find."""
    python = (BINDER / "runtime.txt").read_text(encoding="utf-8").strip().replace("-", "=")
    return (
        ("the Python of runtime.txt", f"environment for {python}\n"),
        ("a base image", "\nFROM "),
        ("the repository", "COPY --chown=0:0 src/ ${REPO_DIR}/"),
        ("the packages", 'pip install --no-cache-dir -r "binder/requirements.txt"'),
        ("the script after them", "RUN ./binder/postBuild"),
    )


def faults(dockerfile):
    """Return a sentence for each step that a rendered Dockerfile lacks, or holds too early."""
    found = []
    position = 0
    for words, text in steps():
        place = dockerfile.find(text)
        if place < 0:
            found.append(f"{words} is missing: {text.strip()}")
        elif place < position:
            found.append(f"{words} comes too early: {text.strip()}")
        position = max(position, place)
    return found


def rendered():
    """Return the Dockerfile that repo2docker writes for this repository, and what it says."""
    command = ["jupyter-repo2docker", "--no-build", "--debug", "."]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return run.stderr + run.stdout


def requirements(extra_index=True):
    """Return the lines of requirements.txt as words for pip, run in the root."""
    lines = (BINDER / "requirements.txt").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if extra_index or not line.startswith("--extra-index-url")]
    words = [word for line in kept for word in shlex.split(line, comments=True)]
    return ["constraints.txt" if word == "../constraints.txt" else word for word in words]


def require_packages(extra_index):
    """Let pip resolve the packages and install nothing; CalledProcessError where it cannot."""
    pip = [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--quiet"]
    subprocess.run([*pip, *requirements(extra_index)], cwd=ROOT, check=True)


def main(arguments=None):
    """Print what is wrong; return 1 if something is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--no-extra-index", action="store_true")
    options = parser.parse_args(arguments)
    found = faults(rendered())
    print(*found or ["The Dockerfile has every step."], sep="\n")
    require_packages(not options.no_extra_index)
    print("pip finds every package.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
