// An engine of the load bench, in a process of its own: SGLang's chat wire with input_ids, and the time that a GPU would take.
// node engine.mjs PORT LEAST_MS MOST_MS; prints "listening", then a line of JSON for each completion.
import http from 'node:http';

const [port, leastMs, mostMs] = process.argv.slice(2).map(Number);
const endOfMessage = 151645;

// "<think>\nI read part N.\n</think>\n\nPart N has M lines.<|im_end|>" in Qwen3's tokens, of which each digit is one.
const digits = number => [...String(number)].map(digit => 15 + Number(digit));
const completion = (n, m) => [
  151667, 198, 40, 1349, 949, 220, ...digits(n), 624, 151668, 271, 5800, 220, ...digits(n), 702, 220, ...digits(m), 5128, 13, endOfMessage,
];

// Two running hashes of 32 bits each, as one number below 2 ** 53.
class Hash {
  one = 0x811c9dc5;
  other = 0x9e3779b9;
  add(id) {
    this.one = Math.imul(this.one ^ id, 0x01000193) >>> 0;
    this.other = (Math.imul(this.other, 0x85ebca6b) + id + 1) >>> 0;
  }
  get value() {
    return (this.one & 0x1fffff) * 2 ** 32 + this.other;
  }
}

// The last tokens of each session that this engine has seen: its prefix cache, as large as it needs to be.
const cache = new Map();
const now = () => Number(process.hrtime.bigint()) / 1e6;

const server = http.createServer((request, response) => {
  const start = now();
  const parts = [];
  request.on('data', part => parts.push(part));
  request.on('end', () => {
    if (request.url !== '/v1/chat/completions') {
      const isKnown = request.url === '/health' || request.url === '/model_info';
      response.writeHead(isKnown ? 200 : 404, {'content-type': 'application/json'});
      response.end(isKnown ? '{"weight_version":"1"}' : '{}');
      return;
    }
    const session = request.headers['x-smg-routing-key'];
    const ids = JSON.parse(Buffer.concat(parts).toString('utf8')).input_ids;
    const before = cache.get(session) ?? [];
    let cached = 0;
    while (cached < before.length && cached < ids.length && before[cached] === ids[cached]) cached++;

    // Wherever a message ends, the hash up to there: the driver looks for the end of the turn before among them.
    const hash = new Hash();
    const ends = [];
    ids.forEach((id, index) => {
      hash.add(id);
      if (id === endOfMessage) ends.push(index + 1, hash.value);
    });
    const n = 10000 + hash.value % 90000;
    const m = 10 + hash.value % 89;
    const sampled = completion(n, m);
    for (const id of sampled) hash.add(id);
    cache.set(session, ids.concat(sampled));
    const whole = [ids.length + sampled.length, hash.value];
    const body = JSON.stringify({
      id: 'x', object: 'chat.completion', created: 1, model: 'qwen3',
      choices: [{
        index: 0,
        message: {role: 'assistant', reasoning_content: `I read part ${n}.`, content: `Part ${n} has ${m} lines.`, tool_calls: null},
        finish_reason: 'stop',
        meta_info: {
          id: 'x', prompt_tokens: ids.length, completion_tokens: sampled.length, cached_tokens: cached, weight_version: '1',
          finish_reason: {type: 'stop', matched: endOfMessage},
          output_token_logprobs: sampled.map((id, index) => [-0.01 * (index % 7) - 0.001, id, null]),
        },
      }],
      usage: {prompt_tokens: ids.length, completion_tokens: sampled.length, total_tokens: whole[0]},
    });
    const end = () => {
      response.setHeader('content-type', 'application/json');
      response.end(body);
      console.log(JSON.stringify({session, start, end: now(), prompt: ids.length, cached, ends, whole}));
    };
    mostMs > 0 ? setTimeout(end, leastMs + (hash.value % 1000) / 1000 * (mostMs - leastMs)) : end();
  });
});
server.keepAliveTimeout = 300_000;
server.listen(port, '127.0.0.1', () => console.log('listening'));
