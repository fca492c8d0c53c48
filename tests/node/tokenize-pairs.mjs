// Texts and pairs of texts with two foreign implementations: node tokenize-pairs.mjs TOKENIZER.json js|rust
// One JSON array [first, second?, limit?, strategy?] a line in; one JSON array [ids, types] a line out, or the message of an error.
// js is @huggingface/tokenizers, which does not truncate; rust is the tokenizers crate.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import rust from '@anush008/tokenizers';
import { Tokenizer } from '@huggingface/tokenizers';

const json = readFileSync(process.argv[2], 'utf8');

function javascript() {
  const tokenizer = new Tokenizer(JSON.parse(json), {});
  return (first, second) => {
    const { ids, token_type_ids } = tokenizer.encode(first, { text_pair: second, return_token_type_ids: true });
    return [ids, token_type_ids ?? null];
  };
}

function native() {
  const tokenizer = rust.Tokenizer.fromString(json);
  return async (first, second, limit, strategy) => {
    if (limit === undefined) tokenizer.disableTruncation();
    else tokenizer.setTruncation(limit, { strategy });
    const encoding = await tokenizer.encode(first, second);
    return [encoding.getIds(), encoding.getTypeIds()];
  };
}

const encode = process.argv[3] === 'rust' ? native() : javascript();
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  let result;
  try { result = await encode(...JSON.parse(line)); } catch (error) { result = error.message; }
  process.stdout.write(JSON.stringify(result) + '\n');
}
