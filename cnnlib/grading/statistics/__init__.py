"""What a class knows: item statistics, likely mistakes and results in time."""

from cnnlib.grading.statistics.days import Day, days
from cnnlib.grading.statistics.items import Answer, Item, items

__all__ = ["Answer", "Day", "Item", "days", "items"]
