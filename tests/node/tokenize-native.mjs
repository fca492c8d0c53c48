// Hugging Face's own (Rust) tokenizers: node tokenize-native.mjs TOKENIZER.json... < one JSON string a line
// > one JSON array a line: for every file the ids and, for each of them, the index of the word it is in.
import { createInterface } from 'node:readline';
import { Tokenizer } from '@anush008/tokenizers';

const tokenizers = process.argv.slice(2).map((file) => Tokenizer.fromFile(file));
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const encodings = await Promise.all(tokenizers.map((t) => t.encode(JSON.parse(line))));
  process.stdout.write(JSON.stringify(encodings.map((e) => [e.getIds(), e.getWordIds()])) + '\n');
}
