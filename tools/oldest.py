"""Print the oldest allowed release of what the library needs, as constraints for pip.

    python tools/oldest.py > constraints-oldest.txt

The releases are the lower bounds in pyproject.toml, so that these cannot go stale unnoticed:
`make test OLDEST=1` installs and tests them. Needs nothing but Python.
"""

import re
import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"
BOUNDED = re.compile(r"(?P<name>[\w.-]+)\s*>=\s*(?P<version>[\w.]+)")


def oldest(requirements):
    """Return `name==version` for each requirement, its lower bound.

    >>> oldest(["numpy>=2.0", "mlxtend>=0.23.4,<0.24"])
    ['numpy==2.0', 'mlxtend==0.23.4']
    """
    lines = []
    for requirement in requirements:
        bound = BOUNDED.match(requirement)
        if bound is None:
            raise ValueError(f"{requirement!r} has no lower bound: write name>=version")
        lines.append(f"{bound['name']}=={bound['version']}")
    return lines


def main():
    """Print the constraints, one a line."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    print("\n".join(oldest(project["dependencies"])))


if __name__ == "__main__":
    main()
