"""The order of the printed book."""

from tools.pdf import pages_in_order

CONTENTS = {
    "root": "index",
    "parts": [
        {"chapters": [{"file": "chapters/one"}, {"file": "chapters/progress"}]},
        {"chapters": [{"file": "chapters/appendices/two"}]},
    ],
}


def test_pages_stand_in_the_order_of_the_contents():
    assert pages_in_order(CONTENTS) == ["index", "chapters/one", "chapters/appendices/two"]
