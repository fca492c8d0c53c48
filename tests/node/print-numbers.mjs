// Prints numbers, given line by line as the bits of their doubles, as JSON.stringify does.
import { readFileSync } from 'node:fs';

const view = new DataView(new ArrayBuffer(8));
for (const bits of readFileSync(0, 'utf8').trim().split('\n')) {
  view.setBigInt64(0, BigInt(bits));
  console.log(JSON.stringify(view.getFloat64(0)));
}
