// Rewrites models/builtin/bundle.json: the hashes of the files as they are, and the golden vectors. The vectors are computed here
// in double precision from the table and the reference tokenizer, without ONNX Runtime, so that they check the whole service.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { Tokenizer } from '@huggingface/tokenizers';

const folder = new URL('../../models/builtin/', import.meta.url);
const read = (name) => readFileSync(new URL(name, folder));
const manifest = JSON.parse(read('bundle.json'));
const model = manifest.models.find((m) => m.name === 'attune-builtin-embedder');

// One float scale a row of the int8 table: initializer S of the graph. Protobuf: ModelProto.graph = 7, GraphProto.initializer = 5,
// TensorProto.name = 8, TensorProto.raw_data = 9.
function* fields(bytes) {
  let at = 0;
  const varint = () => { let value = 0, scale = 1, byte; do { byte = bytes[at++]; value += (byte & 127) * scale; scale *= 128; } while (byte > 127); return value; };
  while (at < bytes.length) {
    const key = varint(), wire = key & 7;
    const size = wire === 0 ? (varint(), 0) : wire === 1 ? 8 : wire === 5 ? 4 : varint();
    yield [key >> 3, bytes.subarray(at, at + size)];
    at += size;
  }
}
const all = (bytes, number) => [...fields(bytes)].filter(([n]) => n === number).map(([, value]) => value);
const tensors = all(all(read(model.graphs.fp32), 7)[0], 5);
const raw = all(tensors.find((t) => all(t, 8)[0].toString() === 'S'), 9)[0];
const scales = new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.byteLength));
const table = new Int8Array(read('table.bin'));
const tokenizer = new Tokenizer(JSON.parse(read(model.tokenizer)), {});

function embed(text) {
  const sum = new Float64Array(model.dimensions);
  for (const id of tokenizer.encode(text).ids.slice(0, model.maxTokens))
    for (let i = 0; i < sum.length; i++) sum[i] += table[id * sum.length + i] * scales[id];
  const norm = Math.max(Math.hypot(...sum), 1e-9);
  return Array.from(sum, (x) => Number((x / norm).toPrecision(9)));
}

for (const name of Object.keys(manifest.files)) manifest.files[name] = createHash('sha256').update(read(name)).digest('hex');
for (const golden of model.golden) golden.values = embed(model.templates[golden.inputType].replace('{text}', golden.text));

// One line a vector keeps the file readable.
const vectors = [];
const json = JSON.stringify(manifest, (key, value) => (key === 'values' ? `@${vectors.push(JSON.stringify(value)) - 1}@` : value), 2);
writeFileSync(new URL('bundle.json', folder), json.replace(/"@(\d+)@"/g, (_, i) => vectors[i]) + '\n');
