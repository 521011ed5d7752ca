"""The robot's tour of all chapters that are in the second form: `python -m tests.changed_numbers`.

It stands beside the tests and not among them, so that its tables are seen and chapters run side
by side.
"""

import sys

from tests.structure.chapters import CHAPTERS
from tests.structure.tree import ROOT
from tools import robot

if __name__ == "__main__":
    sys.exit(robot.tour_all([ROOT / path for path in CHAPTERS]))
