// The frame of a page: color mode, search dialog, side bars, menus, and the section one reads.
// In place of the scripts of theme and Bootstrap, of which these pages would use a twentieth.

// Some browsers refuse storage to pages from a file: a choice then holds for this page alone.
function stored(key, storage = "localStorage") {
  try {
    return window[storage].getItem(key);
  } catch {
    return null;
  }
}

function store(key, value, storage = "localStorage") {
  try {
    window[storage].setItem(key, value);
  } catch {
    console.info("This browser keeps no settings for this page.");
  }
}

// -- color mode ------------------------------------------------------------------------------------

const prefersDark = window.matchMedia("(prefers-color-scheme: dark)");

// An attribute of the root that is set again costs a style of the whole page, even to the same value.
function setOnRoot(name, value) {
  const { dataset } = document.documentElement;
  if (dataset[name] !== value) dataset[name] = value;
}

// A script in the head (webpack-macros.html) does the same before the first paint.
function showMode(mode) {
  setOnRoot("mode", mode);
  setOnRoot("theme", mode === "auto" ? (prefersDark.matches ? "dark" : "light") : mode);
}

function nextMode() {
  const order = prefersDark.matches ? ["auto", "light", "dark"] : ["auto", "dark", "light"];
  const { dataset } = document.documentElement;
  showMode(order[(order.indexOf(dataset.mode) + 1) % order.length]);
  store("mode", dataset.mode);
  store("theme", dataset.theme);
}

const MODES = ["light", "dark", "auto"];
showMode(MODES.includes(stored("mode")) ? stored("mode") : "auto");
prefersDark.addEventListener("change", () => showMode(document.documentElement.dataset.mode));
for (const button of document.querySelectorAll(".theme-switch-button")) {
  button.title = button.getAttribute("aria-label");
  button.addEventListener("click", nextMode);
}

// -- dialogs ---------------------------------------------------------------------------------------

function closeOnClickOutside(dialog) {
  dialog.addEventListener("click", ({ clientX, clientY }) => {
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    if (clientX < left || clientX > right || clientY < top || clientY > bottom) dialog.close();
  });
}

const searchDialog = document.getElementById("pst-search-dialog");
const searchField = document.querySelector(".bd-search-container input[type=search]"); // on its page

function startSearch() {
  if (searchField) searchField.select();
  else if (!searchDialog.open) searchDialog.showModal();
}

closeOnClickOutside(searchDialog);
for (const button of document.querySelectorAll(".search-button__button")) {
  button.addEventListener("click", startSearch);
}

const onMac = /^(Mac|iPhone)/.test(navigator.platform);
document.addEventListener("keydown", (event) => {
  const modified = onMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  if (modified && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k") {
    event.preventDefault();
    startSearch();
  }
});
if (onMac) {
  for (const key of document.querySelectorAll(".kbd-shortcut__modifier:first-child")) {
    key.textContent = "⌘";
  }
}

// -- side bars: on a narrow window each moves into a dialog ----------------------------------------

function moveContent(from, to) {
  to.append(...from.childNodes);
  to.classList.add(...[...from.classList].filter((name) => name !== "hide-on-wide"));
}

function openSidebar(sidebar, dialog) {
  moveContent(sidebar, dialog);
  dialog.showModal();
  dialog.addEventListener("close", () => moveContent(dialog, sidebar), { once: true });
}

function startSidebar(name, wide) {
  const sidebar = document.getElementById(`pst-${name}-sidebar`);
  const dialog = document.getElementById(`pst-${name}-sidebar-modal`);
  const toggle = document.querySelector(`.${name}-toggle`);
  if (!sidebar || !dialog || !toggle) return;
  closeOnClickOutside(dialog);
  toggle.addEventListener("click", () => {
    if (window.matchMedia(wide).matches) sidebar.classList.toggle("pst-sidebar-hidden");
    else openSidebar(sidebar, dialog);
  });
  dialog.addEventListener("click", (event) => {
    if (event.target.closest('a[href^="#"]')) dialog.close(); // a place on this page
  });
}

startSidebar("primary", "(min-width: 992px)");
startSidebar("secondary", "(min-width: 1200px)");

// The list of chapters stays where it was, or shows the chapter that is read.
function placeChapters() {
  const list = document.querySelector(".bd-sidebar-primary");
  if (!list) return;
  const before = stored("sidebar-scroll-top", "sessionStorage");
  if (before) list.scrollTop = Number(before);
  else list.querySelector("li.active")?.scrollIntoView({ block: "nearest" });
  const keep = () => store("sidebar-scroll-top", list.scrollTop, "sessionStorage");
  window.addEventListener("pagehide", keep);
}

// -- menus -----------------------------------------------------------------------------------------

function showMenu(button, shown) {
  button.setAttribute("aria-expanded", String(shown));
  for (const part of [button, button.nextElementSibling]) part.classList.toggle("show", shown);
}

const menuButtons = [...document.querySelectorAll('[data-bs-toggle="dropdown"]')];
const closeMenus = (but) => menuButtons.forEach((one) => one !== but && showMenu(one, false));

for (const button of menuButtons) {
  button.addEventListener("click", () => {
    closeMenus(button);
    showMenu(button, !button.classList.contains("show"));
  });
  button.parentElement.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && button.classList.contains("show")) {
      showMenu(button, false);
      button.focus();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    showMenu(button, true);
    const entries = [...button.nextElementSibling.querySelectorAll("a, button")];
    const at = entries.indexOf(document.activeElement) + step;
    entries.at(at % entries.length).focus();
  });
}
document.addEventListener("click", (event) => {
  const button = event.target.closest(".dropdown")?.querySelector('[data-bs-toggle="dropdown"]');
  closeMenus(button);
});

// -- where one reads -------------------------------------------------------------------------------

function followReading() {
  const links = new Map();
  for (const link of document.querySelectorAll("#pst-page-toc-nav a[href^='#']")) {
    const section = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    const heading = section?.querySelector("h2, h3, h4");
    if (heading) links.set(heading, link);
  }
  const watcher = new IntersectionObserver(
    (entries) => {
      const last = entries.filter((entry) => entry.isIntersecting).pop();
      if (!last) return;
      for (const link of links.values()) {
        const current = link === links.get(last.target);
        link.classList.toggle("active", current);
        if (current) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    },
    { rootMargin: "0px 0px -70% 0px" },
  );
  for (const heading of links.keys()) watcher.observe(heading);
}

function shadowHeader() {
  const mark = document.querySelector(".sbt-scroll-pixel-helper");
  new IntersectionObserver(([entry]) => {
    document.body.classList.toggle("scrolled", entry.boundingClientRect.y < 0);
  }).observe(mark);
}

requestAnimationFrame(() => {
  placeChapters();
  followReading();
  shadowHeader();
});
