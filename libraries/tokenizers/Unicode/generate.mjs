// Writes unicode.txt and compatibility.txt: node generate.mjs (after npm ci in tests/node)
// What they hold is what Hugging Face's tokenizers (Rust) know of every code point, found out by asking: models were trained with
// its tables, which come from several libraries and several versions of Unicode. The runtime's own move with its version, and
// without ICU it does not normalise at all.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../../tests/node/', import.meta.url));
const rust = require('@anush008/tokenizers');
const packageVersion = JSON.parse(readFileSync(require.resolve('@anush008/tokenizers/package.json'))).version;

const tokenizer = (parts) => rust.Tokenizer.fromString(JSON.stringify({
  version: '1.0', added_tokens: [], model: { type: 'WordLevel', vocab: { '?': 0 }, unk_token: '?' }, ...parts,
}));
const normalize = (normalizer) => { const t = tokenizer({ normalizer }).getNormalizer(); return (s) => t.normalizeString(s); };
const split = (preTokenizer) => { const t = tokenizer({ pre_tokenizer: preTokenizer }).getPreTokenizer(); return (s) => t.preTokenizeString(s).length; };
const bert = (settings) => normalize({ type: 'BertNormalizer', clean_text: false, handle_chinese_chars: false, strip_accents: false, lowercase: false, ...settings });

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

let text = '';
const section = (name, entries) => { text += `[${name}]\n${wrap(entries)}\n`; };
const property = (name, has) =>
  section(name, [...ranges((c) => (has(String.fromCodePoint(c)) ? true : undefined))].map(span));
const mapping = (name, map) =>
  section(name, scalars.flatMap((c) => {
    const to = map(String.fromCodePoint(c));
    return to === String.fromCodePoint(c) ? [] : [`${hex(c)}=${points(to).map(hex).join('+')}`];
  }));
const matched = (pattern) => {
  const words = split({ type: 'Split', pattern: { Regex: pattern }, behavior: 'Removed', invert: false });
  return (s) => words(s) === 0;
};
const save = (file) => {
  const head = `# tokenizers 0.22.2 (Rust), by way of @anush008/tokenizers ${packageVersion}. Made by generate.mjs; do not edit.\n`
    + '# Code points are hexadecimal, ranges inclusive.\n';
  writeFileSync(new URL(file, import.meta.url), head + text);
  text = '';
};

const nfd = normalize({ type: 'NFD' }), nfc = normalize({ type: 'NFC' }), nfkd = normalize({ type: 'NFKD' });
const isHangul = (s) => s >= '\uac00' && s <= '\ud7a3'; // Syllables decompose by arithmetic.

// Combining classes are not told, but normalisation shows how they order: b moves before a where class(a) > class(b) > 0.
const moves = (a, b) => nfd(String.fromCodePoint(a, b)) === String.fromCodePoint(b, a);
const lowest = 0x334, highest = 0x345; // of class 1 and 240
const marks = scalars.filter((c) => nfd(String.fromCodePoint(c)) === String.fromCodePoint(c) && (c === lowest || c === highest || moves(highest, c) || moves(c, lowest)));
const classes = []; // one array of code points a class, in order
for (const mark of marks) {
  let low = 0, high = classes.length, same = -1;
  while (low < high && same < 0) {
    const middle = (low + high) >> 1, other = classes[middle][0];
    if (moves(other, mark)) high = middle; else if (moves(mark, other)) low = middle + 1; else same = middle;
  }
  if (same >= 0) classes[same].push(mark); else classes.splice(low, 0, [mark]);
}
const rank = new Map(classes.flatMap((members, i) => members.map((c) => [c, i + 1])));

// The names are those of CharacterTraits, which says what each means.
const cleaned = bert({ clean_text: true }), stripped = bert({ strip_accents: true }), unaccented = normalize({ type: 'StripAccents' });
const punctuation = split({ type: 'Punctuation', behavior: 'Removed' }), digits = split({ type: 'Digits', individual_digits: false }), words = split({ type: 'Whitespace' });
property('Control', (s) => cleaned(s) === '');
property('NonspacingMark', (s) => nfd(s) === s && stripped(s) === '');
property('Mark', (s) => unaccented(s) === '');
property('Punctuation', (s) => punctuation(s) === 0);
property('Numeric', (s) => digits(`a${s}`) === 2);
property('Word', (s) => words(`a${s}a`) === 1);
property('Letter', matched('\\p{L}'));
property('Number', matched('\\p{N}'));
property('DecimalDigit', matched('\\d'));
property('RegexWord', matched('\\w'));
property('Capital', matched('[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]'));
property('Small', matched('[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]'));
property('NotComposed', (s) => nfc(s) !== s);
mapping('Lowercase', normalize({ type: 'Lowercase' }));
mapping('Decomposition', (s) => (isHangul(s) ? s : nfd(s)));
// Ranks, in decimals, that order as the combining classes do.
section('CombiningOrder', [...ranges((c) => rank.get(c))].map((r) => `${span(r)}=${r[2]}`));
save('unicode.txt');

// Only those that canonical decomposition does not give.
mapping('CompatibilityDecomposition', (s) => (isHangul(s) || nfkd(s) === nfd(s) ? s : nfkd(s)));
save('compatibility.txt');
