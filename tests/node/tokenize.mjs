// The reference tokenizer: node tokenize.mjs TOKENIZER.json < one JSON string a line > one JSON array of ids a line
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Tokenizer } from '@huggingface/tokenizers';

const tokenizer = new Tokenizer(JSON.parse(readFileSync(process.argv[2], 'utf8')), {});
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity }))
  process.stdout.write(JSON.stringify(tokenizer.encode(JSON.parse(line)).ids) + '\n');
