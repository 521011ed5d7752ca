"""Learning platforms: their downloads in, their files of grades and feedback out."""

from cnnlib.grading.platforms.gather import PLATFORMS, Gathered, gather
from cnnlib.grading.platforms.limits import Limits
from cnnlib.grading.platforms.roster import Roster
from cnnlib.grading.platforms.scores import Score

__all__ = ["PLATFORMS", "Gathered", "Limits", "Roster", "Score", "gather"]
