// The code points that this engine's Unicode version assigns and that of the regular expressions in Hugging Face's own (Rust)
// tokenizers does not: node unassigned.mjs
// > one code point a line
import { Tokenizer } from '@anush008/tokenizers';

const tokenizer = Tokenizer.fromString(JSON.stringify({
  version: '1.0',
  added_tokens: [],
  pre_tokenizer: { type: 'Split', pattern: { Regex: '\\P{Cn}+' }, behavior: 'Removed', invert: false },
  model: { type: 'WordLevel', vocab: { '?': 0 }, unk_token: '?' },
}));
for (let block = 0; block < 0x110000; block += 0x800) {
  if (block === 0xd800) continue;
  const points = Array.from({ length: 0x800 }, (_, i) => block + i);
  // Between spaces, which are assigned, every unassigned code point is a word.
  const text = points.map((c) => ` ${String.fromCodePoint(c)}`).join('');
  const encoding = await tokenizer.encode(text);
  for (const [start] of encoding.getOffsets()) {
    const c = block + (start - 1) / 2;
    if (!/\p{Cn}/u.test(String.fromCodePoint(c))) process.stdout.write(`${c}\n`);
  }
}
