"""Measure for how long the explorers block a page, at their largest.

    python tools/blocking.py            all explorers
    python tools/blocking.py UpConvolution SlideKernel
    SLOWER=4 python tools/blocking.py   as on a phone: the processor is slowed down so many times

Every control, cell and step is used in the page, and the time until the page is laid out again is
taken. The smallest of five times counts, since other programs may have been running; a line says
the slowest action of each explorer. The aim is 50 ms, beyond which a page feels stuck.
"""

import os
import sys
import tempfile
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import sync_playwright  # noqa: E402 - after the path

from cnnlib import explorers  # noqa: E402
from tests.browser_fixtures import QUIET, find_chromium  # noqa: E402

AIM = 50  # milliseconds
NOISE = np.random.default_rng(0)
NOISY = NOISE.integers(-9, 10, (32, 32))
LARGEST = {
    "SlideKernel": lambda kind: kind(NOISY, -np.ones((5, 5)), padding="full", dilation=3),
    "PoolingExplorer": lambda kind: kind(-NOISY, 4, 1, 2, "l2"),
    "GradientRouting": lambda kind: kind(np.ones((5, 5)), np.ones((3, 3)), padding=1, letters=True),
    "ReceptiveField": lambda kind: kind("vgg", planar=True),
    "ArchitectureBuilder": lambda kind: kind("vgg16"),
    "DilationExplorer": lambda kind: kind(kernel_size=5, rates=(9, 9, 9, 9)),
    "UpConvolution": lambda kind: kind(np.ones((5, 5)), np.ones((5, 5)), 3, 0, 2),
    "OutputSize": lambda kind: kind(32, 1, 1, 8),
    "ChannelMaps": lambda kind: kind(np.ones((3, 6, 6)), NOISE.normal(size=(4, 3, 3, 3)).round(1)),
    "GroupWiring": lambda kind: kind(32, 32, 1),
    "FilterPhotograph": lambda kind: kind(kernel=NOISE.integers(-9, 9, (5, 5))),
    "FilterDescent": lambda kind: kind("photo", every=100),
    "SuppressionExplorer": lambda kind: kind(
        boxes=[[k, 1, k + 9, 8] for k in range(7)],
        scores=np.arange(7) / 10,
        truths=[[k, 1, k + 9, 8] for k in (0, 3, 6)],
        iou_threshold=0.4,
    ),
}
# The time of each action, and what it was; the element is put back before each of them.
MEASURE = """async (tag) => {
  const element = document.querySelector(tag);
  const root = element.shadowRoot;
  const config = JSON.parse(element.dataset.config);
  const home = { ...config, ...structuredClone(element.state()) };
  const time = (act) => {
    const start = performance.now();
    act();
    element.offsetHeight;
    return performance.now() - start;
  };
  const all = (names) => root.querySelectorAll(names);
  const reset = () => { element.begin(home); element.refresh(); element.offsetHeight; };
  const fire = (node, event) => () => node.dispatchEvent(event);
  const key = (node, name) => (
    fire(node, new KeyboardEvent("keydown", { key: name, bubbles: true })));
  const kinds = {
    spinbutton: (node) => key(node, "ArrowDown"),
    select: (node) => () => {
      node.selectedIndex = (node.selectedIndex + 1) % node.options.length;
      fire(node, new Event("change", { bubbles: true }))();
    },
    "input[type=checkbox]": (node) => () => node.click(),
    "[role=gridcell]": (node) => fire(node, new PointerEvent("pointerenter")),
    "[role=gridcell] input": (node) => () => {
      node.value = "7";
      fire(node, new Event("input", { bubbles: true }))();
    },
    ".scrubber": (node) => () => {
      node.value = node.max;
      fire(node, new Event("input", { bubbles: true }))();
    },
    "[role=slider]": (node) => key(node, "ArrowDown"),
  };
  const found = [["drawn anew", Math.min(...[0, 0, 0, 0, 0].map(() => time(reset)))]];
  for (const [names, action] of Object.entries(kinds)) {
    const selector = names === "spinbutton" ? "[role=spinbutton]" : names;
    const count = Math.min(12, all(selector).length);
    for (let at = 0; at < count; at += 1) {
      const times = [];
      let label = "";
      for (let round = 0; round < 5; round += 1) {
        reset();
        const node = all(selector)[at];
        if (!node || node.closest("[hidden]")) continue;
        label = node.getAttribute("aria-label") || node.closest("label")?.textContent || names;
        times.push(time(action(node)));
        await new Promise((resolve) => { setTimeout(resolve); });
      }
      if (times.length) found.push([`${names}: ${label.slice(0, 40)}`, Math.min(...times)]);
    }
  }
  return found.sort((a, b) => b[1] - a[1]);
}"""


def measure(page, folder, name):
    """Return the actions of one explorer with their milliseconds, the slowest first."""
    kind = getattr(explorers, name)
    explorer = LARGEST.get(name, lambda kind: kind())(kind)
    file = Path(folder, f"{name}.html")
    head = '<!doctype html><meta charset="utf-8"><body style="font:16px sans-serif">'
    file.write_text(head + explorer._repr_html_(), encoding="utf-8")
    page.goto(file.as_uri())
    return page.evaluate(MEASURE, explorer.tag)


def main(names):
    """Print the slowest actions; the result is the number of explorers over the aim."""
    known = [name for name in explorers.__all__ if name != "SideBySide"]
    over = 0
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as folder:
        flags = [*QUIET, "--no-sandbox"]
        browser = driver.chromium.launch(executable_path=find_chromium(driver), args=flags)
        page = browser.new_page(viewport={"width": 1000, "height": 900}, reduced_motion="reduce")
        slower = float(os.environ.get("SLOWER", "1"))
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
        for name in names or known:
            slowest, *others = measure(page, folder, name)
            over += slowest[1] > AIM
            words = ", ".join(f"{what} {took:.0f}" for what, took in [slowest, *others[:2]])
            print(f"{name:20} {slowest[1]:5.1f} ms   ({words})", flush=True)
        browser.close()
    print(f"{over} over {AIM} ms")
    return over


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
