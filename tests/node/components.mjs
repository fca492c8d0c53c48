// The parts of Hugging Face's own (Rust) tokenizers by themselves: node components.mjs. The first line in is an array of
// {"normalizer": …} and {"pre_tokenizer": …}, the others are JSON strings; a line out for each, as JSON, has what each part makes
// of it: a string, or an array of words.
import { createInterface } from 'node:readline';
import { Tokenizer } from '@anush008/tokenizers';

const make = (part) => {
  const tokenizer = Tokenizer.fromString(JSON.stringify({
    version: '1.0', added_tokens: [], model: { type: 'WordLevel', vocab: { '?': 0 }, unk_token: '?' }, ...part,
  }));
  const normalizer = tokenizer.getNormalizer(), preTokenizer = tokenizer.getPreTokenizer();
  return part.normalizer ? (s) => normalizer.normalizeString(s) : (s) => preTokenizer.preTokenizeString(s).map(([word]) => word);
};
let parts;
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const value = JSON.parse(line);
  if (parts === undefined) parts = value.map(make);
  else process.stdout.write(JSON.stringify(parts.map((part) => part(value))) + '\n');
}
