// What a search finds; search_page.js shows it. `COURSE_SEARCH` (course_search.py) holds the terms of
// the glossary with their other names, Chinese and Korean ones too, and, once something is asked for,
// the sections of the book with their texts. Both come as scripts, so the search also runs from a
// folder, without a server.
//   "a phrase in quotes" is found as it stands; other words are found by how they begin;
//   a word that no text has is replaced by the nearest one.

const ENDINGS = /(?:izations?|ations?|ings?|ions?|ed|es|s|e|y)$/;
const CHINESE_KOREAN = /[\p{sc=Han}\p{sc=Hangul}]/u;
const PHRASE = /["“”„]([^"“”„]+)["“”„]/g;

const plain = (text) => text.normalize("NFKC").toLowerCase();
const bare = (text) => plain(text).replace(/[^\p{L}\p{N}]+/gu, "");
const wordsOf = (text) => plain(text).match(/[\p{L}\p{N}_]+/gu) ?? [];
const escaped = (text) => text.replace(/[.*+\-?^${}()|[\]\\]/g, "\\$&");
const atBeginning = (stem) => `(?<![\\p{L}\\p{N}_])${escaped(stem)}`;

// "pooling" and "pooled" both begin as "pool".
function beginning(word) {
  if (word.length < 5 || CHINESE_KOREAN.test(word)) return word;
  const cut = word.replace(ENDINGS, "");
  const stem = cut.length < 3 || word.endsWith("ss") ? word : cut;
  return stem.replace(/([bdfgkmnprt])\1$/, "$1"); // padding, pad
}

// Steps from one word to another: a letter put in, left out, replaced, or two exchanged.
function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = [];
  let row = [...Array(other.length + 1).keys()];
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1];
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
      const exchanged = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (exchanged) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    before = row;
    row = next;
  }
  return row[other.length];
}

const allowedMistakes = (word) => (word.length < 4 ? 0 : word.length < 9 ? 1 : 2);

class CourseSearch {
  constructor({ terms, sections = [] }) {
    this.sections = sections.map(([page, anchor, title, heading, text]) => ({
      address: `${page}#${anchor}`,
      title,
      heading,
      text,
      top: plain(heading),
      plain: plain(`${heading}\n${text}`),
    }));
    this.terms = terms.map(([address, names]) => ({ address, names, bare: names.map(bare) }));
    this.counts = null; // of words, once one was typed wrong
  }

  // All words of the texts, and how often each is there; reading them takes time.
  countWords() {
    const counts = new Map();
    for (const section of this.sections) {
      for (const word of wordsOf(section.plain)) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    return counts;
  }

  // Terms of which a name is what was asked for, exactly or but for a mistake of typing.
  findTerms(query) {
    const asked = bare(query);
    if (!asked) return [];
    const found = [];
    for (const term of this.terms) {
      const steps = term.bare.map((name) => this.stepsToName(asked, name));
      const least = Math.min(...steps);
      if (least < 3) found.push({ ...term, steps: least });
    }
    const best = Math.min(...found.map((term) => Math.floor(term.steps)));
    return found.filter((term) => term.steps < best + 1).sort((a, b) => a.steps - b.steps);
  }

  stepsToName(asked, name) {
    if (name === asked) return 0;
    if (name === asked.replace(/e?s$/, "") || name.replace(/e?s$/, "") === asked) return 0.5;
    const most = CHINESE_KOREAN.test(asked) ? 0 : Math.min(allowedMistakes(asked), 2);
    const steps = distance(asked, name, most);
    return steps > most ? 3 : steps;
  }

  // The word itself where some text has it, else the nearest word of the texts.
  known(word) {
    const pattern = new RegExp(atBeginning(beginning(word)), "u");
    if (CHINESE_KOREAN.test(word) || this.sections.some((one) => pattern.test(one.plain))) return word;
    const most = allowedMistakes(word);
    this.counts ??= this.countWords();
    let best = null;
    for (const [one, count] of this.counts) {
      const steps = distance(word, one, most);
      if (steps > most) continue;
      const better = best === null || steps < best.steps;
      if (better || (steps === best.steps && count > best.count)) best = { word: one, steps, count };
    }
    return best?.word ?? word;
  }

  // What is asked for: phrases, beginnings of words, and the words that were taken for others.
  read(query) {
    const phrases = [...query.matchAll(PHRASE)].map(([, phrase]) => plain(phrase).trim());
    const typed = wordsOf(query.replace(PHRASE, " "));
    const words = typed.map((word) => this.known(word));
    const corrected = words.some((word, index) => word !== typed[index]) ? words.join(" ") : "";
    return { phrases, beginnings: words.map(beginning), corrected };
  }

  // Sections that hold all of it, best first.
  findSections({ phrases, beginnings }) {
    const pieces = [
      ...phrases.map((phrase) => escaped(phrase).replace(/\s+/g, "\\s+")),
      ...beginnings.map((word) =>
        CHINESE_KOREAN.test(word) ? escaped(word) : atBeginning(word),
      ),
    ];
    const patterns = pieces.map((piece) => new RegExp(piece, "gu"));
    const found = [];
    for (const section of patterns.length ? this.sections : []) {
      const said = patterns.map((pattern) => section.plain.match(pattern)?.length ?? 0);
      if (said.includes(0)) continue;
      const inHeading = patterns.filter((pattern) => section.top.match(pattern)).length;
      const density = said.reduce((sum, count) => sum + Math.log2(1 + count), 0);
      found.push({ section, score: 10 * inHeading + density, at: section.plain.search(patterns[0]) });
    }
    return found.sort((a, b) => b.score - a.score);
  }
}
