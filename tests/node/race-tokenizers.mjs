// The Rust tokenizers through their Node binding, all texts in one native call on one thread, so that the border between Node
// and Rust does not count: node race-tokenizers.mjs TOKENIZER.json TEXTS.json. Answers each line "run" with the seconds of one pass.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

process.env.TOKENIZERS_PARALLELISM = 'false';
process.env.RAYON_NUM_THREADS = '1';
const { Tokenizer } = await import('@anush008/tokenizers');
const tokenizer = Tokenizer.fromFile(process.argv[2]);
const texts = JSON.parse(readFileSync(process.argv[3], 'utf8'));
await tokenizer.encodeBatch(texts);
console.log('ready');
for await (const line of createInterface({ input: process.stdin })) {
  const started = process.hrtime.bigint(), cpu = process.cpuUsage();
  const encodings = await tokenizer.encodeBatch(texts);
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  const spent = process.cpuUsage(cpu);
  if ((spent.user + spent.system) / 1e6 > 1.5 * seconds + 0.05) throw new Error('more than one thread at work');
  if (encodings.length !== texts.length) throw new Error('texts are missing');
  console.log(seconds);
}
