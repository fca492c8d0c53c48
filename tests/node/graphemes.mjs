// Unicode's grapheme clusters as this engine sees them: one JSON string a line in, the lengths of its clusters, as JSON, a line out.
import { createInterface } from 'node:readline';

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity }))
  process.stdout.write(JSON.stringify(Array.from(segmenter.segment(JSON.parse(line)), (x) => x.segment.length)) + '\n');
