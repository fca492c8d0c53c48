// Writes unicode.txt from the Unicode tables of the JavaScript engine that runs it: node generate.mjs > unicode.txt
// and, for LateNormalization, from Hugging Face's Rust tokenizers, one of the packages in tests/node (npm ci there).
// The .NET runtime without ICU leaves non-ASCII text as it is when asked to normalise it, so the tokenizers bring their own data.
import { createRequire } from 'node:module';

const native = createRequire(new URL('../../../tests/node/', import.meta.url))('@anush008/tokenizers').nfdNormalizer();
const wrap = (entries) => {
  const lines = [''];
  for (const entry of entries) {
    if (lines.at(-1).length + entry.length > 118) lines.push('');
    lines[lines.length - 1] += (lines.at(-1) ? ' ' : '') + entry;
  }
  return lines.join('\n');
};
const hex = (n) => n.toString(16);
const points = (s) => [...s].map((c) => c.codePointAt(0));

const scalars = [];
for (let c = 0; c <= 0x10ffff; c++) if (c < 0xd800 || c > 0xdfff) scalars.push(c);

// [start, end, value] for runs of consecutive code points of equal value; undefined values are left out.
function* ranges(valueOf) {
  let run;
  for (let c = 0; c <= 0x110000; c++) {
    const value = c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff) ? undefined : valueOf(c);
    if (run && (value !== run[2] || c !== run[1] + 1)) { yield run; run = undefined; }
    if (value === undefined) continue;
    if (run) run[1] = c; else run = [c, c, value];
  }
}
const span = ([start, end]) => (start === end ? hex(start) : `${hex(start)}-${hex(end)}`);

const section = (name, entries) => console.log(`[${name}]\n${wrap(entries)}`);
const property = (name, regex) =>
  section(name, [...ranges((c) => (regex.test(String.fromCodePoint(c)) ? true : undefined))].map(span));
const mapping = (name, map) =>
  section(name, scalars.flatMap((c) => {
    const to = map(String.fromCodePoint(c));
    return to === String.fromCodePoint(c) ? [] : [`${hex(c)}=${points(to).map(hex).join('+')}`];
  }));

// The engine does not tell combining classes, but its normalisation shows how they order: b moves before a where class(a) > class(b) > 0.
const decompose = (s) => s.normalize('NFD');
const moves = (a, b, by = decompose) => by(String.fromCodePoint(a, b)) === String.fromCodePoint(b, a);
const decomposes = (c, by = decompose) => by(String.fromCodePoint(c)) !== String.fromCodePoint(c);
const lowest = 0x334, highest = 0x345; // of class 1 and 240
const isMark = (c, by) => c === lowest || c === highest || moves(highest, c, by) || moves(c, lowest, by);
const marks = scalars.filter((c) => !decomposes(c) && isMark(c));
const classes = []; // one array of code points a class, in order
for (const mark of marks) {
  let low = 0, high = classes.length, same = -1;
  while (low < high && same < 0) {
    const middle = (low + high) >> 1, other = classes[middle][0];
    if (moves(other, mark)) high = middle; else if (moves(mark, other)) low = middle + 1; else same = middle;
  }
  if (same >= 0) classes[same].push(mark); else classes.splice(low, 0, [mark]);
}
const byNative = (s) => native.normalizeString(s);
const late = new Set([...marks.filter((c) => !isMark(c, byNative)), ...scalars.filter((c) => decomposes(c) && !decomposes(c, byNative))]);
const rank = new Map(classes.flatMap((members, i) => members.map((c) => [c, i + 1])));

console.log(`# Unicode ${process.versions.unicode}. Made by generate.mjs; do not edit. Code points are hexadecimal, ranges inclusive.`);
console.log(`# Sections: sets of code points; then "from=to+to" mappings; CombiningOrder gives ranks that order as the combining classes do.`);
property('WhiteSpace', /^\s$/u);
property('Other', /^[\p{Cc}\p{Cf}\p{Co}\p{Cs}]$/u);
property('NonspacingMark', /^\p{Mn}$/u);
property('Punctuation', /^\p{P}$/u);
property('Cased', /^\p{Cased}$/u);
property('CaseIgnorable', /^\p{Case_Ignorable}$/u);
property('Letter', /^\p{L}$/u);
property('Number', /^\p{N}$/u);
property('NotComposed', { test: (s) => s.normalize('NFC') !== s });
property('LateNormalization', { test: (s) => late.has(s.codePointAt(0)) });
mapping('Lowercase', (s) => s.toLowerCase());
// Hangul syllables decompose by arithmetic.
mapping('Decomposition', (s) => (s >= '\uac00' && s <= '\ud7a3' ? s : s.normalize('NFD')));
section('CombiningOrder', [...ranges((c) => rank.get(c))].map((r) => `${span(r)}=${r[2]}`));
