// Writes graphemes.txt: node generate-graphemes.mjs > graphemes.txt (after npm ci in tests/node)
// The engine does not tell the classes of Unicode's text segmentation (UAX #29), but its segmenter shows them: a code point is
// of a class where it joins, or does not join, its neighbours as the rules say that the class does. Marks that are newer than the
// reference, Hugging Face's tokenizers (Rust), are left out: it does not join them.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { precompiled } = createRequire(new URL('../../../tests/node/', import.meta.url))('@anush008/tokenizers');
const map = precompiled([...readFileSync(new URL('../../../tests/Tokenizers.Testing/sentencepiece/nmt_nfkc.bin', import.meta.url))]);
// e and a cedilla become one letter unless their cluster goes on.
const joinsInReference = (c) => !map.normalizeString(`e\u0327${String.fromCodePoint(c)}`).startsWith('\u0229')
  || !map.normalizeString(`e\u0327${String.fromCodePoint(c)}x`).includes(String.fromCodePoint(c));

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const oneCluster = (...points) => {
  const text = String.fromCodePoint(...points);
  return segmenter.segment(text).containing(0).segment.length === text.length;
};
const A = 0x61, MARK = 0x308, JOINER = 0x200d, COPYRIGHT = 0xa9, KA = 0x915, VIRAMA = 0x94d, FLAG = 0x1f1e6;
const SYLLABLE = 0xac00, CLOSED_SYLLABLE = 0xac01, LEADING = 0x1100, VOWEL = 0x1160;

// In this order; the first that holds is the class.
const classes = {
  Control: (c) => !oneCluster(c, MARK),
  Other: (c) => oneCluster(A, c) && !joinsInReference(c),
  Extend: (c) => oneCluster(A, c) && oneCluster(COPYRIGHT, c, JOINER, COPYRIGHT),
  SpacingMark: (c) => oneCluster(A, c),
  Prepend: (c) => oneCluster(c, A),
  RegionalIndicator: (c) => oneCluster(c, FLAG),
  Leading: (c) => oneCluster(c, LEADING),
  Trailing: (c) => oneCluster(CLOSED_SYLLABLE, c),
  Vowel: (c) => oneCluster(SYLLABLE, c),
  OpenSyllable: (c) => oneCluster(c, VOWEL),
  ClosedSyllable: (c) => oneCluster(c, 0x11a8),
  Pictographic: (c) => oneCluster(c, JOINER, COPYRIGHT),
  Consonant: (c) => oneCluster(c, VIRAMA, KA),
};
// Of those that extend, what they do between two consonants (rule GB9c).
const conjuncts = {
  Linker: (c) => oneCluster(KA, c, KA),
  ConjunctExtend: (c) => oneCluster(KA, c, VIRAMA, KA),
};

const members = new Map();
const add = (name, c) => {
  const ranges = members.get(name) ?? members.set(name, []).get(name);
  if (ranges.at(-1)?.[1] === c - 1) ranges.at(-1)[1] = c; else ranges.push([c, c]);
};
for (let c = 0; c <= 0x10ffff; c++) {
  // Hangul syllables are told by arithmetic.
  if ((c >= 0xd800 && c <= 0xdfff) || (c >= 0xac00 && c <= 0xd7a3) || c === 0xd || c === 0xa) continue;
  const name = Object.keys(classes).find((x) => classes[x](c));
  if (name === undefined || name === 'Other') continue;
  add(name, c);
  if (name !== 'Extend') continue;
  const conjunct = Object.keys(conjuncts).find((x) => conjuncts[x](c));
  if (conjunct !== undefined) add(conjunct, c);
}

const hex = (n) => n.toString(16);
console.log(`# Unicode ${process.versions.unicode}. Made by generate-graphemes.mjs; do not edit. Code points are hexadecimal, ranges inclusive.`);
console.log('# Linker and ConjunctExtend are subsets of Extend.');
for (const [name, ranges] of members) {
  const lines = [''];
  for (const [start, end] of ranges) {
    const entry = start === end ? hex(start) : `${hex(start)}-${hex(end)}`;
    if (lines.at(-1).length + entry.length > 118) lines.push('');
    lines[lines.length - 1] += (lines.at(-1) ? ' ' : '') + entry;
  }
  console.log(`[${name}]\n${lines.join('\n')}`);
}
