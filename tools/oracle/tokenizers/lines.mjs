// usage: node lines.mjs SEED COUNT [SPECIAL...]
// Writes texts, one JSON string a line: the same for the same arguments.
import { once } from 'node:events';
import { makeTexts } from './texts.mjs';

const [seed, count] = process.argv.slice(2, 4).map(Number);
for (const text of makeTexts(seed, count, process.argv.slice(4))) {
  if (!process.stdout.write(`${JSON.stringify(text)}\n`)) {
    await once(process.stdout, 'drain');
  }
}
