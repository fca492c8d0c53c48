// Canonical composition over whole Unicode, by this engine and by Hugging Face's own (Rust) tokenizers: node compose.mjs
// One line a code point that this engine's Unicode version assigns: the code point, then, as JSON, what the text below becomes,
// and what the other makes of it where that differs.
import { nfcNormalizer } from '@anush008/tokenizers';

const native = nfcNormalizer();
for (let c = 0; c < 0x110000; c++) {
  const s = String.fromCodePoint(c);
  if (/[\p{Cn}\p{Cs}\p{Co}]/u.test(s)) continue;
  const text = `${s}|a${s}\u0301|e\u0327${s}|\u0301${s}\u0323|${s}${s}|\u1100${s}\u11a8|${s}\u0338`;
  const composed = text.normalize('NFC'), other = native.normalizeString(text);
  process.stdout.write(`${c} ${JSON.stringify(other === composed ? [composed] : [composed, other])}\n`);
}
