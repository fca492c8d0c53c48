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

// Eight features of the pair, weighed and added: the cosine of both sides, and that of their rarer words; words of the query that are in the document as BM25
// counts them; how early they are there; which two that follow each other do so there; for each side the mean over its tokens of the best cosine with a token
// on the other, the document's beginning counting more; and the same for what the document lacks of the query, by rareness.
const pair = constants(reranker.graphs.fp32), forms = new Int32Array(pair.F.buffer);
const scalar = (name) => pair[name][0];
function rerank(query, document) {
  const side = (text) => tokens(text, reranker.maxTokens).filter((id) => id >= specialTokens)
    .map((id) => { const vector = row(id); return { form: forms[id], idf: pair.I[id], vector, unit: unit(vector), length: norm(vector) }; });
  const q = side(query), d = side(document);
  const mean = (items, value, weight) => items.reduce((sum, x, i) => sum + weight(x, i) * value(x, i), 0) / Math.max(items.reduce((sum, x, i) => sum + weight(x, i), 0), epsilon);
  const best = (token, others) => Math.max(0, ...others.map((other) => dot(token.unit, other.unit)));
  const fades = (name) => (place) => scalar(name) / (scalar(name) + place);
  const fresh = fades('fading'), opening = fades('opening');
  const rare = (items, share) => pool(items.map((x, i) => x.unit.map((v) => v * x.idf * share(i))));
  const found = (token) => d.filter((other) => other.form === token.form).length;
  const saturated = (token) => found(token) / (found(token) + scalar('base') + scalar('slope') * d.length);
  const features = [
    dot(pool(q.map((x) => x.vector)), pool(d.map((x) => x.vector))),
    dot(rare(q, () => 1), rare(d, fresh)),
    mean(q, saturated, (x) => x.idf),
    mean(q, (x) => Math.max(0, ...d.map((other, place) => (other.form === x.form ? fresh(place) : 0))), (x) => x.idf),
    mean(q.slice(0, -1).map((x, i) => [x, q[i + 1]]), ([x, next]) => Number(d.some((other, place) => other.form === x.form && d[place + 1]?.form === next.form)), ([x, next]) => x.idf + next.idf),
    mean(q, (x) => best(x, d), (x) => x.length),
    mean(q, (x) => (found(x) ? 0 : Math.max(0, best(x, d) - scalar('alike'))), (x) => x.idf),
    mean(d, (x) => best(x, q), (x, place) => x.length * opening(place)),
  ];
  return round(sigmoid(features.reduce((sum, x, i) => sum + pair.W[i] * x, scalar('b'))));
}

// A linear layer and softmax over the embedding and the sum in which every token counts alike.
const layer = constants(emotions.graphs.fp32);
function feel(text) {
  const rows = tokens(text, emotions.maxTokens).map(row), labels = emotions.labels.length;
  const both = [...pool(rows), ...pool(rows.map(unit))];
  const scores = emotions.labels.map((_, label) => both.reduce((sum, x, i) => sum + x * layer.W[i * labels + label], layer.b[label]));
  const powers = scores.map((x) => Math.exp(x - Math.max(...scores))), all = powers.reduce((sum, x) => sum + x, 0);
  return powers.map((x) => round(x / all));
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
