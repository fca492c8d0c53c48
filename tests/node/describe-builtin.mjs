// Rewrites models/builtin/bundle.json: the hashes of the files as they are, and the golden outputs of all three models. These are
// computed here in double precision from the table, the constants of the graphs and the reference tokenizer, without ONNX Runtime,
// so that they check the whole service. With --check nothing is written; exit code 1 where something would be.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { Tokenizer } from '@huggingface/tokenizers';

const folder = new URL('../../models/builtin/', import.meta.url);
const read = (name) => readFileSync(new URL(name, folder));
const before = read('bundle.json').toString();
const manifest = JSON.parse(before);
const model = (kind) => manifest.models.find((m) => m.kind === kind);
const embedder = model('encoder'), reranker = model('cross-encoder'), emotions = model('multi-label');

// The float initializers of a graph by name. Protobuf: ModelProto.graph = 7, GraphProto.initializer = 5, TensorProto.name = 8,
// TensorProto.raw_data = 9.
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
const constants = (graph) => Object.fromEntries(all(all(read(graph), 7)[0], 5).map((tensor) => {
  const raw = all(tensor, 9)[0];
  return [all(tensor, 8)[0].toString(), raw?.length % 4 === 0 ? new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.byteLength)) : null];
}));

const width = embedder.dimensions, epsilon = 1e-9, specialTokens = 4;
const scales = constants(embedder.graphs.fp32).S; // one a row of the int8 table
const table = new Int8Array(read('table.bin'));
const tokenizer = new Tokenizer(JSON.parse(read(embedder.tokenizer)), {});

const tokens = (text, limit) => tokenizer.encode(text).ids.slice(0, limit);
const row = (id) => Float64Array.from({ length: width }, (_, i) => table[id * width + i] * scales[id]);
const dot = (a, b) => a.reduce((sum, x, i) => sum + x * b[i], 0);
const norm = (a) => Math.max(Math.sqrt(dot(a, a)), epsilon);
const unit = (a) => a.map((x) => x / norm(a));
const pool = (rows) => unit(rows.reduce((sum, r) => sum.map((x, i) => x + r[i]), new Float64Array(width)));
const sigmoid = (x) => 1 / (1 + Math.exp(-x));
const round = (x) => Number(x.toPrecision(9));

const embed = (text) => Array.from(pool(tokens(text, embedder.maxTokens).map(row)), round);

// Cosine of both sides, plus for each side the mean over its tokens, weighted by their lengths, of the best cosine on the other.
const weights = constants(reranker.graphs.fp32);
function rerank(query, document) {
  const side = (text) => tokens(text, reranker.maxTokens).filter((id) => id >= specialTokens).map(row);
  const best = (from, to) => from.reduce((sum, r) => sum + norm(r) * Math.max(...to.map((other) => dot(unit(r), unit(other)))), 0)
    / from.reduce((sum, r) => sum + norm(r), 0);
  const q = side(query), d = side(document);
  const raw = weights.abi[0] * dot(pool(q), pool(d)) + weights.alate[0] * best(q, d) + weights.asym[0] * best(d, q) + weights.bias[0];
  return round(sigmoid(weights.temp[0] * raw));
}

// Cosine to one prototype a label, scaled and shifted.
const prototypes = constants(emotions.graphs.fp32);
function feel(text) {
  const vector = pool(tokens(text, emotions.maxTokens).map(row)), labels = emotions.labels.length;
  return emotions.labels.map((_, label) => round(sigmoid(vector.reduce((sum, x, i) => sum + x * prototypes.W[i * labels + label], prototypes.b[label]))));
}

for (const name of Object.keys(manifest.files)) manifest.files[name] = createHash('sha256').update(read(name)).digest('hex');
for (const golden of embedder.golden) golden.values = embed(embedder.templates[golden.inputType].replace('{text}', golden.text));
for (const golden of reranker.golden) golden.score = rerank(golden.query, golden.document);
for (const golden of emotions.golden) golden.values = feel(golden.text);

// One line a list of numbers or strings keeps the file readable.
const lists = [];
const json = JSON.stringify(manifest, (key, value) =>
  Array.isArray(value) && typeof value[0] !== 'object' ? `@${lists.push(JSON.stringify(value)) - 1}@` : value, 2);
const after = json.replace(/"@(\d+)@"/g, (_, i) => lists[i]) + '\n';
if (!process.argv.includes('--check')) writeFileSync(new URL('bundle.json', folder), after);
else if (after !== before) {
  console.error('models/builtin/bundle.json is not what tests/node/describe-builtin.mjs makes of the files: run it without --check.');
  process.exit(1);
}
