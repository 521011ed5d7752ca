// The search page: the question in its field and in the address, and what is found. What headings and
// terms answer stands at once; the texts of the book are loaded after that and complete the list.
// What stands keeps its place, its height and the focus.

const SNIPPET = 180; // letters
const MOST_SHOWN = 40; // sections
const TYPING_PAUSE = 200; // milliseconds without a key

const untilPainted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

// A result that is listed already is the same element with what is new.
function resultItem(address, marked, title, text, before) {
  const isTerm = address.includes("#term-");
  const target = new URL(document.documentElement.dataset.content_root + address, location.href);
  if (marked.length) target.searchParams.set("highlight", marked.join("|"));
  const item = before ?? document.createElement("li");
  if (!before) item.append(document.createElement("a"), document.createElement("p"));
  const [link, line] = item.children;
  line.className = isTerm ? "" : "excerpt";
  item.dataset.address = address;
  link.href = target;
  link.dataset.carries = "";
  link.textContent = title;
  line.textContent = text;
  return item;
}

// The words around the first of the patterns that the section has.
function snippet(section, patterns) {
  const at = patterns.map((pattern) => section.plain.search(pattern)).find((place) => place >= 0) ?? 0;
  const start = Math.max(0, at - section.heading.length - SNIPPET / 3);
  const from = start === 0 ? 0 : section.text.indexOf(" ", start) + 1;
  const rest = section.text.slice(from);
  const whole = rest.length <= SNIPPET;
  const space = rest.lastIndexOf(" ", SNIPPET);
  const text = whole ? rest : rest.slice(0, space > 0 ? space : SNIPPET); // no word is cut
  return `${from ? "… " : ""}${text}${whole ? "" : " …"}`;
}

function noteText(search, query, { terms, sections, corrected, onlySome }, shown) {
  if (!query.trim()) return "";
  const count = terms.length + sections.length;
  const results = `${count || "No"} ${count === 1 ? "result" : "results"}`;
  if (!search.hasTexts) return `${count ? `${results} so far; searching` : "Searching"} the texts …`;
  const taken = corrected && !(terms[0]?.steps < 1) ? ` for “${corrected}”` : "";
  const best = shown < count ? `; the best ${shown} are shown` : "";
  return `${onlySome && count ? "Nothing has all of it. " : ""}${results}${taken}${best}.`;
}

function meaningOf({ names, meaning }) {
  const others = names.slice(1).join(", ");
  return [meaning, others && `Also: ${others}.`].filter(Boolean).join(" ");
}

// Put the items into the list; those that stand where they were are not touched.
function arrange(list, items) {
  items.forEach((item, index) => {
    if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null);
  });
  while (list.children.length > items.length) list.lastChild.remove();
}

function showResults(search, query) {
  const found = search.answer(query);
  const list = document.querySelector("#search-results > ul");
  const before = new Map([...list.children].map((item) => [item.dataset.address, item]));
  const item = (address, title, text) =>
    resultItem(address, found.marked, title, text, before.get(address));
  const terms = found.terms.map((term) =>
    item(term.address, `${term.names[0]} — Glossary`, meaningOf(term)),
  );
  const sections = found.sections.slice(0, MOST_SHOWN).map((section) => {
    const { title, heading, address } = section;
    const name = heading === title ? title : `${heading} — ${title}`;
    return item(address, name, search.hasTexts ? snippet(section, found.patterns) : "");
  });
  arrange(list, [...terms, ...sections]);
  const note = document.querySelector("#search-results > [role=status]");
  note.textContent = noteText(search, query, found, list.children.length);
}

// The texts are many bytes: they are loaded when something is asked for, once.
function loadTexts(place) {
  return new Promise((loaded, failed) => {
    const script = document.createElement("script");
    script.src = place.dataset.texts;
    script.addEventListener("load", loaded);
    script.addEventListener("error", () => failed(new Error("The texts of the book are not there.")));
    document.head.append(script);
  });
}

class SearchPage {
  constructor(place, field) {
    this.field = field;
    this.place = place;
    this.search = new CourseSearch(COURSE_SEARCH);
    this.whole = null; // the promise of a search that has the texts
    const note = document.createElement("p");
    note.setAttribute("role", "status");
    const list = document.createElement("ul");
    list.className = "search";
    place.append(note, list);
    field.value = new URL(location.href).searchParams.get("q") ?? "";
    field.addEventListener("input", () => {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.keep(), TYPING_PAUSE);
    });
    this.answer();
  }

  async loadWhole() {
    await untilPainted(); // what stands already is shown first
    await loadTexts(this.place);
    await untilPainted();
    this.search = new CourseSearch(COURSE_SEARCH);
  }

  // The address follows what is typed, so that the way back from a result leads to it.
  keep() {
    const address = new URL(location.href);
    address.searchParams.set("q", this.field.value);
    history.replaceState(history.state, "", address);
    this.answer();
  }

  async answer() {
    showResults(this.search, this.field.value);
    if (!this.field.value.trim() || this.search.hasTexts) return;
    this.whole ??= this.loadWhole();
    await this.whole;
    showResults(this.search, this.field.value);
  }
}

new SearchPage(
  document.getElementById("search-results"),
  document.querySelector(".bd-search-container input[type=search]"),
);
