// What scrolls sideways can be reached with the Tab key; what does not scroll is no stop.

const SCROLLERS = "pre, .table-box, .pst-scrollable-table-container, div.math, mjx-container";

function updateStops() {
  for (const box of document.querySelectorAll(SCROLLERS)) {
    const overflows = box.scrollWidth > box.clientWidth + 1 && box.clientWidth > 0;
    const scrolls = overflows && /auto|scroll/.test(getComputedStyle(box).overflowX);
    if (scrolls) {
      box.tabIndex = 0;
    } else if (box.tagName !== "MJX-CONTAINER") {
      box.removeAttribute("tabindex"); // MathJax gives its containers a stop of their own
    }
  }
}

window.addEventListener("load", () => {
  updateStops();
  new ResizeObserver(updateStops).observe(document.body);
  window.MathJax?.startup?.promise.then(updateStops);
});

// The theme takes the focus away from a pressed button: who uses the keyboard would have to start
// again at the top of the page.
for (const button of document.querySelectorAll(".theme-switch-button, .search-button, .sidebar-toggle")) {
  button.blur = () => {};
}

// Paper is light, whatever the screen shows. Dark mode needs a script, so a script can end it.
const onPaper = window.matchMedia("print");
let onScreen = null; // the theme to come back to

function followPaper(printing) {
  const { dataset } = document.documentElement;
  if (printing && onScreen === null) {
    onScreen = dataset.theme;
    dataset.theme = "light";
  } else if (!printing && onScreen !== null) {
    dataset.theme = onScreen;
    onScreen = null;
  }
}

onPaper.addEventListener("change", (event) => followPaper(event.matches));
window.addEventListener("beforeprint", () => followPaper(true));
window.addEventListener("afterprint", () => followPaper(onPaper.matches));
