// usage: node speed.mjs TOKENIZER_JSON TEXTS_OUT
// Writes texts as JSON lines to TEXTS_OUT, first messages of about 4,000 characters, last one of about 1,000,000, encodes them one by one on one thread
// after a warm-up, and prints what it took: {"load_ms","messages_ms","messages_tokens","large_ms","large_tokens"}.
import { readFileSync, writeFileSync } from 'node:fs';
import { makeRandom } from './random.mjs';
import { Reference } from './reference.mjs';
import { makeTexts } from './texts.mjs';

const [path, out] = process.argv.slice(2);
const random = makeRandom(20261124);
const vocabulary = Object.keys(JSON.parse(readFileSync(path, 'utf8')).model.vocab);
const words = vocabulary.filter((token) => /^Ġ[a-zA-Z]{2,}$/.test(token)).slice(0, 20000).map((token) => token.slice(1));
const code = readFileSync(new URL('../node_modules/tokenizers/index.js', import.meta.url), 'utf8') + readFileSync(new URL('./texts.mjs', import.meta.url), 'utf8');
const varied = [...makeTexts(7, 4000, [])].filter((text) => text.length < 200);

// English words by Zipf's law, a source file, and varied Unicode: about half, a third and a sixth of the characters.
function makeText(length) {
  let text = '';
  while (text.length < length) {
    const kind = random.next();
    if (kind < 0.5) {
      for (let i = 0; i < 60; i++) {
        text += words[Math.floor(words.length ** random.next()) - 1] + random.pick([' ', ' ', ' ', ' ', ' ', ', ', '. ', '\n']);
      }
    } else if (kind < 0.8) {
      const start = random.below(code.length - 400);
      text += code.slice(start, start + 400);
    } else {
      text += random.pick(varied) + random.pick(varied);
    }
  }
  return text.toWellFormed();
}

const messages = Array.from({ length: 800 }, () => makeText(4000));
const large = makeText(1000000);
writeFileSync(out, [...messages, large].map((text) => JSON.stringify(text)).join('\n'));

const started = performance.now();
const reference = new Reference(path);
const load = performance.now() - started;
const time = async (texts) => {
  const start = performance.now();
  let tokens = 0;
  for (const text of texts) {
    tokens += (await reference.encode(text)).length;
  }
  return [performance.now() - start, tokens];
};
await time(messages.slice(0, 200));
const best = async (texts) => (await time(texts), [await time(texts), await time(texts), await time(texts)].sort((left, right) => left[0] - right[0])[0]);
const [messagesMs, messagesTokens] = await best(messages);
const [largeMs, largeTokens] = await best([large]);
console.log(JSON.stringify({ load_ms: load, messages_ms: messagesMs, messages_tokens: messagesTokens, large_ms: largeMs, large_tokens: largeTokens }));
