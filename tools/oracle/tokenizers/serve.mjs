// usage: node serve.mjs TOKENIZER_JSON
// JSON lines on stdin to JSON lines on stdout, in order: {"text"} -> {"ids"}; {"ids","skip_special_tokens"?} -> {"text"}.
import { createInterface } from 'node:readline';
import { Reference } from './reference.mjs';

const reference = new Reference(process.argv[2]);
for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  const answer = request.text === undefined
    ? { text: await reference.decode(request.ids, request.skip_special_tokens ?? false) }
    : { ids: await reference.encode(request.text) };
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
