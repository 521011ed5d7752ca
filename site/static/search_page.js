// The search page: the question in its field and in the address, and what is found. The texts of the
// book are loaded when something is asked for.

const SNIPPET = 180; // letters
const MOST_SHOWN = 40; // sections
const TYPING_PAUSE = 200; // milliseconds without a key

function resultItem(address, marked, title, text) {
  const target = new URL(document.documentElement.dataset.content_root + address, location.href);
  if (marked.length) target.searchParams.set("highlight", marked.join("|"));
  const link = document.createElement("a");
  link.href = target;
  link.dataset.carries = "";
  link.textContent = title;
  const item = document.createElement("li");
  const line = document.createElement("p");
  line.textContent = text;
  item.append(link, line);
  return item;
}

function snippet({ section, at }) {
  const start = Math.max(0, at - section.heading.length - SNIPPET / 3);
  const from = start === 0 ? 0 : section.text.indexOf(" ", start) + 1;
  const rest = section.text.slice(from);
  const whole = rest.length <= SNIPPET;
  const space = rest.lastIndexOf(" ", SNIPPET);
  const text = whole ? rest : rest.slice(0, space > 0 ? space : SNIPPET); // no word is cut
  return `${from ? "… " : ""}${text}${whole ? "" : " …"}`;
}

function noteText(search, query, count, shown, asked, terms) {
  if (!query.trim()) return "";
  if (!search.sections.length) return "Searching the texts …";
  const taken = asked.corrected && !(terms[0]?.steps < 1) ? ` for “${asked.corrected}”` : "";
  const best = shown < count ? `; the best ${shown} are shown` : "";
  return `${count || "No"} ${count === 1 ? "result" : "results"}${taken}${best}.`;
}

function showResults(search, query) {
  const asked = search.read(query);
  const terms = search.findTerms(query);
  let sections = search.findSections(asked);
  let marked = [...asked.phrases, ...asked.beginnings];
  // A name that only the glossary has stands for its term, of which the chapters speak.
  const own = terms[0]?.names[0];
  if (own && terms[0].steps < 1 && bare(own) !== bare(query)) {
    const further = search.read(own);
    const seen = new Set(sections.map((one) => one.section));
    sections = [...sections, ...search.findSections(further).filter((one) => !seen.has(one.section))];
    marked = [...marked, ...further.beginnings];
  }
  const items = terms.map((term) => {
    const [name, ...others] = term.names;
    return resultItem(term.address, marked, name, `Glossary. Also: ${others.join(", ") || "—"}`);
  });
  for (const one of sections.slice(0, MOST_SHOWN)) {
    const { title, heading, address } = one.section;
    const name = heading === title ? title : `${heading} — ${title}`;
    items.push(resultItem(address, marked, name, snippet(one)));
  }
  const list = document.createElement("ul");
  list.className = "search";
  list.append(...items);
  document.querySelector("#search-results > ul").replaceWith(list);
  const note = document.querySelector("#search-results > [role=status]");
  const count = terms.length + sections.length;
  note.textContent = noteText(search, query, count, items.length, asked, terms);
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
    place.append(note, document.createElement("ul"));
    field.value = new URL(location.href).searchParams.get("q") ?? "";
    field.addEventListener("input", () => {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.keep(), TYPING_PAUSE);
    });
    this.answer();
  }

  loadWhole() {
    this.whole ??= loadTexts(this.place).then(() => {
      this.search = new CourseSearch(COURSE_SEARCH);
    });
    return this.whole;
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
    if (!this.field.value.trim() || this.search.sections.length) return;
    await this.loadWhole();
    showResults(this.search, this.field.value);
  }
}

new SearchPage(
  document.getElementById("search-results"),
  document.querySelector(".bd-search-container input[type=search]"),
);
