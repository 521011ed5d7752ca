"""The extensions of the site stand on the path as they do for Sphinx."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXTENSIONS = ROOT / "site" / "ext"

if str(EXTENSIONS) not in sys.path:
    sys.path.append(str(EXTENSIONS))
