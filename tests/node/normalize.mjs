// The reference normaliser over whole Unicode: node normalize.mjs BERT_NORMALIZER_JSON
// One line a block of 128 code points: the first code point, then, as JSON, what becomes of each of them between two letters;
// null for those that this engine's Unicode version does not assign.
import { BertNormalizer } from '@huggingface/tokenizers';

const normalizer = new BertNormalizer(JSON.parse(process.argv[2]));
for (let block = 0; block < 0x110000; block += 128) {
  const outputs = [];
  for (let c = block; c < block + 128; c++) {
    const s = String.fromCodePoint(c);
    outputs.push(/[\p{Cn}\p{Cs}]/u.test(s) ? null : normalizer.normalize(`a${s}b`));
  }
  if (outputs.some((x) => x !== null)) process.stdout.write(`${block} ${JSON.stringify(outputs)}\n`);
}
