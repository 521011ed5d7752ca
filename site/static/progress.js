// What a reader has done, kept by this browser alone: marks in the page's contents and in the side
// bar, a button at the end of each section, and the way back to where one was. A section is done
// when its self-checks are answered, or when its reader says so. No request leaves the page.

const PROGRESS_KEY = "cnn-course-progress";
const PROGRESS_ID = /^[\w-]{1,120}$/;
const PROGRESS_PAGE = /^[\w-]+(\/[\w-]+)*$/;

// What of a value is progress; an Error says why it is none. It may come from a file.
function cleanProgress(value) {
  if (value?.version !== 1 || typeof value.pages !== "object" || value.pages === null) {
    throw new Error("This file holds no progress of the course.");
  }
  const fits = (text, form) => typeof text === "string" && form.test(text);
  const ids = (list) => (Array.isArray(list) ? list.filter((id) => fits(id, PROGRESS_ID)) : []);
  const pages = {};
  for (const [name, page] of Object.entries(value.pages)) {
    if (!fits(name, PROGRESS_PAGE) || !Number.isInteger(page?.total)) continue;
    pages[name] = { total: page.total, done: ids(page.done), answered: ids(page.answered) };
  }
  const { page, section, title } = value.last ?? {};
  const known = fits(page, PROGRESS_PAGE) && fits(section, PROGRESS_ID);
  return { version: 1, pages, last: known ? { page, section, title: String(title).slice(0, 120) } : null };
}

// The folder of the site, and the name of a page in it, such as "chapters/02_convolution".
const courseRoot = document.documentElement.dataset.content_root ?? "./";

function pageNamed(address) {
  const folder = new URL(courseRoot, location.href).pathname;
  const path = new URL(address, location.href).pathname;
  return path.startsWith(folder) ? path.slice(folder.length).replace(/\.html$/, "") || "index" : "";
}

const courseProgress = {
  name: pageNamed(location.href),
  kept: true, // whether this browser keeps it: some refuse storage to pages from a file
  state: { version: 1, pages: {}, last: null },

  load() {
    try {
      const text = localStorage.getItem(PROGRESS_KEY);
      this.state = text === null ? { version: 1, pages: {}, last: null } : cleanProgress(JSON.parse(text));
    } catch (error) {
      this.kept = !(error instanceof DOMException);
      console.info(`No progress was read: ${error.message}`);
    }
    return this.state;
  },

  // Another tab may have written since: what it wrote is changed, not what this one remembers.
  change(how) {
    const state = this.load();
    how(state);
    this.replace(state);
  },

  replace(state) {
    this.state = state;
    try {
      localStorage.setItem(PROGRESS_KEY, JSON.stringify(state));
    } catch (error) {
      this.kept = false;
      console.info(`No progress is kept: ${error.message}`);
    }
    document.dispatchEvent(new Event("course-progress"));
  },

  forget() {
    for (const key of [PROGRESS_KEY, "course-core-only"]) {
      try {
        localStorage.removeItem(key);
      } catch (error) {
        console.info(`Nothing was kept: ${error.message}`);
      }
    }
    this.state = { version: 1, pages: {}, last: null };
    document.dispatchEvent(new Event("course-progress"));
  },

  page(state, name = this.name) {
    state.pages[name] ??= { total: 0, done: [], answered: [] };
    return state.pages[name];
  },

  address(page, section = "") {
    return `${courseRoot}${page}.html${section && "#"}${section}`;
  },
};

// -- the sections of this page ----------------------------------------------------------------------

const courseSections = [...document.querySelectorAll("article section:is(.course-core, .course-more)")];

function checksOf(section) {
  return [...section.querySelectorAll(".self-check[id]")].map((box) => box.id);
}

// The title of a section, without its number and mark.
function titleOf(section) {
  const heading = section.querySelector("h2").cloneNode(true);
  for (const aside of heading.querySelectorAll(".section-number, .section-mark, .headerlink")) aside.remove();
  return heading.textContent.trim();
}

function setDone(section, done) {
  courseProgress.change((state) => {
    const page = courseProgress.page(state);
    page.total = courseSections.length;
    page.done = page.done.filter((id) => id !== section.id);
    const own = checksOf(section);
    if (done) page.done.push(section.id);
    else page.answered = page.answered.filter((id) => !own.includes(id));
  });
}

function noteAnswer(id) {
  const section = document.getElementById(id)?.closest(".course-core, .course-more");
  if (!section) return;
  courseProgress.change((state) => {
    const page = courseProgress.page(state);
    page.total = courseSections.length;
    if (!page.answered.includes(id)) page.answered.push(id);
    const all = checksOf(section).every((check) => page.answered.includes(check));
    if (all && !page.done.includes(section.id)) page.done.push(section.id);
  });
}

function addReadButton(section) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "section-read";
  button.addEventListener("click", () => setDone(section, button.getAttribute("aria-pressed") !== "true"));
  section.append(button);
}

// -- marks ------------------------------------------------------------------------------------------

function setMark(link, sign, meaning) {
  link.querySelector(".progress-mark")?.remove();
  if (!sign) return;
  const mark = document.createElement("span");
  mark.className = "progress-mark";
  const words = document.createElement("span");
  words.className = "visually-hidden";
  words.textContent = ` ${meaning}`;
  const shown = document.createElement("span");
  shown.setAttribute("aria-hidden", "true");
  shown.textContent = sign;
  mark.append(shown, words);
  link.append(mark);
}

function markPage(link, name) {
  const page = courseProgress.state.pages[name];
  const done = page?.done.length ?? 0;
  const all = done > 0 && done >= page.total;
  setMark(link, all ? "✓" : done > 0 && `${done}/${page.total}`, all ? "done" : `${done} of ${page?.total} done`);
}

function drawProgress() {
  const own = courseProgress.state.pages[courseProgress.name];
  for (const section of courseSections) {
    const done = own?.done.includes(section.id) ?? false;
    const button = section.querySelector("button.section-read");
    button.setAttribute("aria-pressed", String(done));
    button.textContent = done ? "✓ Done" : "Mark as read";
    button.setAttribute("aria-label", `${button.textContent}: ${titleOf(section)}`);
    for (const link of document.querySelectorAll(`nav.page-toc a[href="#${section.id}"]`)) {
      setMark(link, done && "✓", "done");
    }
    for (const id of checksOf(section)) {
      const title = document.getElementById(id).querySelector(":scope > .admonition-title");
      setMark(title, own?.answered.includes(id) && "✓", "answered");
    }
  }
  for (const link of document.querySelectorAll("nav.bd-links a.reference.internal")) {
    markPage(link, pageNamed(link.href));
  }
}

// -- where one was ----------------------------------------------------------------------------------

function noteWhereabouts() {
  const above = courseSections.filter((section) => section.getBoundingClientRect().top < innerHeight / 2);
  const section = above.at(-1);
  if (!section) return;
  const last = { page: courseProgress.name, section: section.id, title: titleOf(section) };
  courseProgress.change((state) => Object.assign(state, { last }));
}

function showWayBack() {
  document.querySelector(".progress-continue")?.remove();
  const { last } = courseProgress.state;
  const lead = document.querySelector("article h1");
  if (courseProgress.name !== "index" || !last || !lead) return;
  const line = document.createElement("p");
  line.className = "progress-continue";
  const link = document.createElement("a");
  link.href = courseProgress.address(last.page, last.section);
  link.textContent = `Continue where you were: ${last.title}`;
  line.append(link);
  (lead.parentElement.querySelector(":scope > .lead") ?? lead).after(line);
}

function updateProgress() {
  drawProgress();
  showWayBack();
}

courseProgress.load();
courseSections.forEach(addReadButton);
updateProgress();
document.addEventListener("course-progress", updateProgress);
document.addEventListener("self-check", (event) => event.detail.right && noteAnswer(event.detail.id));
document.addEventListener("visibilitychange", () => document.hidden && noteWhereabouts());
window.addEventListener("pagehide", noteWhereabouts);
window.addEventListener("storage", (event) => {
  if (event.key !== PROGRESS_KEY) return;
  courseProgress.load();
  document.dispatchEvent(new Event("course-progress"));
});
