// usage: node cases.mjs TOKENIZER_JSON SEED TEXTS ID_LISTS
// Writes one case a line: {"text","ids"} for texts and {"ids"} for id lists; where decoding does not give the text back also "decoded", and
// where skipping special tokens changes that, "skipped".
import { once } from 'node:events';
import { Reference } from './reference.mjs';
import { makeIdLists, makeTexts } from './texts.mjs';

const [path, seed, texts, idLists] = [process.argv[2], ...process.argv.slice(3).map(Number)];
const reference = new Reference(path);

async function write(item) {
  const decoded = await reference.decode(item.ids);
  const skipped = await reference.decode(item.ids, true);
  const line = JSON.stringify({ ...item, ...(decoded === item.text ? {} : { decoded }), ...(skipped === decoded ? {} : { skipped }) });
  // Kept in ASCII, so that no editor and no diff can change or hide a character.
  const ascii = line.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  if (!process.stdout.write(`${ascii}\n`)) {
    await once(process.stdout, 'drain');
  }
}

for (const text of makeTexts(seed, texts, reference.added.map((token) => token.content))) {
  await write({ text, ids: await reference.encode(text) });
}
for (const ids of makeIdLists(seed, idLists, reference.size)) {
  await write({ ids });
}
