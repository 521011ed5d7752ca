// What a search finds; search_page.js shows it. `COURSE_SEARCH` (course_search.py) holds the terms of
// the glossary with their other names, Chinese and Korean ones too, and the headings of all sections;
// later, once something is asked for, the texts of the sections. Both come as scripts, so the search
// also runs from a folder, without a server.
//   "a phrase in quotes" is found as it stands; other words are found by how they begin;
//   a word that no text has is replaced by the nearest one.
// Terms, the sections that teach them, and headings made of the asked words come first, in an order
// for which no text is needed: what the texts add comes after them.

// -- what is worth how much -----------------------------------------------------------------------

const KIND_WORTH = [1, 0.75, 0.5]; // chapters, other pages, appendices
const LATER_WORTH = 0.99; // of a page beside the one before it: first chapters teach what others use
const CLOSING_WORTH = 0.7; // summaries and practice speak of everything
const HEADING_LEAST = 0.25; // share of a heading that the asked words make
const PART_WORTH = 0.8; // of a heading: "VGG" in "VGG: only 3×3, but deep"
const HEADING_WORTH = 3; // beside the text
const PHRASE_WORTH = 1.5; // for words that follow each other as they were asked
const USUAL_LENGTH = 1500; // letters of a section
const MOST_BEGUN = 3; // terms that begin with what was asked

const timesIn = (text, pattern) => text.match(pattern)?.length ?? 0;

function worthOf({ kind, closing, chapter }) {
  return KIND_WORTH[kind] * (closing ? CLOSING_WORTH : 1) * LATER_WORTH ** chapter;
}

// The share of a heading that is made of what was asked for; a part beside a colon speaks for it.
function shareOf({ top }, patterns) {
  const told = (text) => wordsOf(text).filter((word) => !STOPS.has(word)).length;
  const shareIn = (part) => {
    const left = patterns.reduce((text, pattern) => text.replace(pattern, " "), part);
    return 1 - told(left) / Math.max(1, told(part));
  };
  const [whole, ...parts] = [top, ...top.split(": ")].map(shareIn);
  return Math.max(whole, PART_WORTH * Math.max(...parts));
}

class CourseSearch {
  constructor({ terms, pages, texts = null }) {
    this.hasTexts = texts !== null;
    this.sections = pages.flatMap(([page, title, kind, headings], number) =>
      headings.map(([anchor, heading, closing = 0]) => {
        const text = texts?.[page]?.[anchor] ?? "";
        const address = `${page}#${anchor}`;
        const said = plain(`${heading}\n${text}`);
        const chapter = kind ? 0 : number;
        return { address, title, heading, kind, chapter, closing, text, top: plain(heading), plain: said };
      }),
    );
    this.terms = terms.map(([address, names, meaning, taught]) => {
      return { address, names, meaning, taught, bare: names.map(bare) };
    });
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

  // Terms of which a name is what was asked for: exactly, else by a mistake of typing or its beginning.
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
    const nearest = found.filter((term) => term.steps < best + 1).sort((a, b) => a.steps - b.steps);
    return best < 1 ? nearest : nearest.slice(0, MOST_BEGUN);
  }

  stepsToName(asked, name) {
    if (name === asked) return 0;
    if (name === asked.replace(/e?s$/, "") || name.replace(/e?s$/, "") === asked) return 0.5;
    if (asked.length > 3 && name.startsWith(asked)) return 1.5;
    if (name[0] !== asked[0] || CHINESE_KOREAN.test(asked)) return 3; // first letters are rarely wrong
    const most = Math.min(allowedMistakes(asked), 2);
    const steps = distance(asked, name, most);
    return steps > most ? 3 : steps;
  }

  has(pattern) {
    const seen = new RegExp(pattern, "u");
    return this.sections.some((section) => seen.test(section.plain));
  }

  // The word itself where some text has it, else two words of a text ("maxpool"), else the nearest.
  known(word) {
    const start = beginning(word);
    if (!this.hasTexts || this.has(patternOf(start))) return word;
    const apart = new RegExp(atBeginning(loosely(word, "[- ]?")), "u");
    for (const section of word.length > 5 ? this.sections : []) {
      const [found] = section.plain.match(apart) ?? [];
      if (found) return found;
    }
    return CHINESE_KOREAN.test(word) ? word : this.nearest(word);
  }

  nearest(word) {
    const most = allowedMistakes(word);
    this.counts ??= this.countWords();
    let best = null;
    for (const [one, count] of this.counts) {
      if (one[0] !== word[0]) continue;
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
    const words = typed.flatMap((word) => (STOPS.has(word) ? word : wordsOf(this.known(word))));
    const telling = words.filter((word) => !STOPS.has(word));
    const asked = telling.length || phrases.length ? telling : words;
    const corrected = words.join(" ") === typed.join(" ") ? "" : words.join(" ");
    return { phrases, beginnings: asked.map(beginning), corrected };
  }

  patterns({ phrases, beginnings }) {
    const pieces = phrases.map((phrase) => escaped(phrase).replace(/\s+/g, "\\s+"));
    return [...pieces, ...beginnings.map(patternOf)].map((piece) => new RegExp(piece, "gu"));
  }

  // The sections of which the asked words make a good part of the heading, best first.
  findHeadings(asked) {
    const patterns = this.patterns(asked);
    const found = [];
    for (const section of patterns.length ? this.sections : []) {
      if (!patterns.every((pattern) => timesIn(section.top, pattern))) continue;
      const share = shareOf(section, patterns);
      if (share * KIND_WORTH[section.kind] < HEADING_LEAST) continue;
      found.push({ section, score: share * worthOf(section) });
    }
    return found.sort((a, b) => b.score - a.score);
  }

  // The sections that hold all that is asked for, best first; where none does, those that hold some.
  findTexts(asked) {
    const patterns = this.patterns(asked);
    const said = this.sections.map(({ plain }) => patterns.map((one) => timesIn(plain, one)));
    const whole = said.some((counts) => counts.length > 0 && counts.every(Boolean));
    const rarity = patterns.map((_, at) => {
      const holding = said.filter((counts) => counts[at] > 0).length;
      return Math.log2(1 + this.sections.length / (1 + holding));
    });
    const sequence = inOrder(asked.beginnings);
    const found = this.sections.flatMap((section, index) => {
      const counts = said[index];
      if (whole ? counts.includes(0) : !counts.some(Boolean)) return [];
      const long = (1 + section.plain.length / USUAL_LENGTH) / 2;
      const sum = counts.reduce((total, count, at) => total + (rarity[at] * count) / (count + long), 0);
      const together = asked.beginnings.length > 1 ? timesIn(section.plain, sequence) : 0;
      const phrase = (PHRASE_WORTH * sum * together) / (together + long);
      const heading = HEADING_WORTH * shareOf(section, patterns);
      return [{ section, score: (sum + phrase + heading) * worthOf(section) }];
    });
    return { whole, found: found.sort((a, b) => b.score - a.score) };
  }

  // All that is found, in the order of the list. A name that only the glossary has stands for its
  // term, of which the chapters speak.
  answer(query) {
    const asked = this.read(query);
    const asTyped = asked.phrases.length > 0; // what stands in quotes has no mistakes
    const terms = this.findTerms(query).filter(({ steps }) => steps < 1 || !asTyped);
    const own = terms[0]?.steps < 1 && bare(terms[0].names[0]) !== bare(query);
    const readings = own ? [asked, this.read(terms[0].names[0])] : [asked];
    const taught = terms.flatMap((term) => term.taught);
    const texts = this.hasTexts ? readings.map((one) => this.findTexts(one)) : [];
    const whole = texts.filter((one) => one.whole);
    const sections = [
      ...taught.map((address) => this.sections.find((one) => one.address === address)),
      ...readings.flatMap((one) => this.findHeadings(one)).map((one) => one.section),
      ...(whole.length ? whole : texts.slice(0, 1)).flatMap((one) => one.found).map((one) => one.section),
    ];
    if (this.hasTexts && asTyped && !sections.length) {
      return { ...this.answer(query.replace(PHRASE, " $1 ")), onlySome: true };
    }
    return {
      terms,
      sections: [...new Set(sections)],
      patterns: readings.flatMap((one) => [
        ...(one.beginnings.length ? [inOrder(one.beginnings)] : []),
        ...this.patterns(one),
      ]),
      marked: readings.flatMap((one) => [...one.phrases, ...one.beginnings]),
      corrected: asked.corrected,
      onlySome: texts.length > 0 && !whole.length,
    };
  }
}
