// Words as a search compares them: their beginnings, other spellings, and how far one is from another.
// Their patterns are those of marks.js, which every page has.

const ENDINGS = /(?:izations?|ations?|ings?|ions?|ed|es|s|e|y)$/;
const CHINESE_KOREAN = /[\p{sc=Han}\p{sc=Hangul}]/u;
const PHRASE = /["“”„]([^"“”„]+)["“”„]/g;

const STOPS = new Set(
  "a an and are by do does for from how i in is it of on or the to what when why with".split(" "),
);

const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/(?<=\d)×(?=\d)/g, "x"); // 3×3
const bare = (text) => plain(text).replace(/[^\p{L}\p{N}]+/gu, "");
const wordsOf = (text) => plain(text).match(/[\p{L}\p{N}_]+/gu) ?? [];
// A word as it is written with a hyphen, too: VGG16 and VGG-16; or with a gap.
const loosely = (word, gap = "-?") => [...word].map(escaped).join(gap);

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

// The pattern of the words that begin as one that was asked for; Chinese has no gaps between words.
const patternOf = (start) =>
  CHINESE_KOREAN.test(start) ? escaped(start) : wordThatBegins(loosely(start));

// The words of a question as they follow each other.
const inOrder = (starts) => new RegExp(starts.map(patternOf).join("[\\s\\p{P}]+"), "gu");
