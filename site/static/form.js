// Core only: folds the sections of more, and remembers it. Whatever is folded opens when a link
// leads into it, and for print.

const MORE = "details.more-body";
const KEY = "course-core-only";

function showCoreOnly(coreOnly) {
  document.querySelector(".core-switch button").setAttribute("aria-pressed", String(coreOnly));
  for (const box of document.querySelectorAll(MORE)) {
    box.open = !coreOnly;
  }
}

function startSwitch() {
  const line = document.querySelector(".core-switch");
  if (line === null) return;
  showCoreOnly(stored(KEY) === "yes");
  line.querySelector("button").addEventListener("click", (event) => {
    const coreOnly = event.currentTarget.getAttribute("aria-pressed") !== "true";
    showCoreOnly(coreOnly);
    store(KEY, coreOnly ? "yes" : "no");
  });
}

// The place that the address names: a folded section of more, or something inside of a fold.
function revealTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target === null) return;
  const own = target.closest("section")?.querySelector(`:scope > ${MORE}`);
  const folds = own ? [own] : [];
  for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) {
    folds.push(box);
  }
  const closed = folds.filter((box) => !box.open);
  for (const box of closed) {
    box.open = true;
  }
  if (closed.length > 0) target.scrollIntoView();
}

function openForPrint() {
  for (const box of document.querySelectorAll("article details:not([open])")) {
    box.open = true;
    box.dataset.openedForPrint = "";
  }
}

function closeAfterPrint() {
  for (const box of document.querySelectorAll("details[data-opened-for-print]")) {
    box.open = false;
    delete box.dataset.openedForPrint;
  }
}

startSwitch();
revealTarget();
window.addEventListener("hashchange", revealTarget);
window.addEventListener("beforeprint", openForPrint);
window.addEventListener("afterprint", closeAfterPrint);
// A link to the place where the address points already changes no address.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.('a[href^="#"]');
  if (link && link.hash === location.hash) revealTarget();
});
