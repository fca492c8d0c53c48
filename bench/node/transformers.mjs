// transformers.js over onnxruntime-node, as its documentation uses it: node transformers.mjs FOLDER TEXTS.json BATCH
// FOLDER/onnx/model.onnx is the model file, FOLDER holds tokenizer.json and config.json. Answers each line "run" with seconds.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { basename, dirname } from 'node:path';
import { env, pipeline } from '@huggingface/transformers';

const [folder, texts, batch] = [process.argv[2], JSON.parse(readFileSync(process.argv[3], 'utf8')), Number(process.argv[4])];
env.allowRemoteModels = false;
env.localModelPath = dirname(folder);
const extract = await pipeline('feature-extraction', basename(folder), { dtype: 'fp32', device: 'cpu' });

async function pass() {
  for (let i = 0; i < texts.length; i += batch)
    await extract(texts.slice(i, i + batch), { pooling: 'mean', normalize: true });
}

await extract(texts.slice(0, 4), { pooling: 'mean', normalize: true });
console.log('ready');
for await (const line of createInterface({ input: process.stdin })) {
  const started = process.hrtime.bigint();
  await pass();
  console.log(Number(process.hrtime.bigint() - started) / 1e9);
}
