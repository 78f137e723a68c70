// What a server's first turns cost: equal sessions of 100 turns, one after the other, from a cold start.
// node bench/Serving/startup.mjs EXECUTABLE ASSETS [ROUNDS] [NAME=VALUE...]; the variables are the server's, as DOTNET_gcServer=1. Linux.
import {spawn} from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';

const [executable, assets, rounds = '20', ...variables] = process.argv.slice(2);
const tail = [151657, 198, 4913, 606, 788, 330, 878, 497, 330, 16370, 788, 5212, 2343, 788, 330, 18286, 21324, 95642, 151658, 151645];
const sampled = [40, 1349, 279, 1790, 1034, 624, ...tail];
const message = {
  role: 'assistant',
  content: 'I read the next file.',
  tool_calls: [{id: 'call_1', type: 'function', index: 0, function: {name: 'read', arguments: '{"path": "notes.md"}'}}],
};
const sentence = 'The river is wide here, the ferry runs twice a day, and nobody signed the page. ';

// An engine that answers at once, always the same.
const engine = http.createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    const logprobs = sampled.map((id, i) => [-0.01 * (i % 7) - 0.001, id, null]);
    const meta = {id: 'x', output_token_logprobs: logprobs, completion_tokens: sampled.length, finish_reason: {type: 'stop'}, weight_version: '1'};
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({
      id: 'x', object: 'chat.completion', created: 1, model: 'qwen3', choices: [{index: 0, message, finish_reason: 'tool_calls', meta_info: meta}],
    }));
  });
});
await new Promise(done => engine.listen(0, '127.0.0.1', done));

const data = fs.mkdtempSync(path.join(fs.existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir(), 'tito-startup-'));
const began = performance.now();
const server = spawn(
  executable,
  ['--engine', `http://127.0.0.1:${engine.address().port}`, '--port', '0', '--data', data, '--assets', assets],
  {env: {...process.env, ...Object.fromEntries(variables.map(variable => variable.split('=')))}, stdio: ['ignore', 'pipe', 'inherit']});
const root = await new Promise(done => {
  let output = '';
  server.stdout.on('data', text => {
    output += text;
    const listening = output.match(/Now listening on: (\S+)/);
    if (listening) done(listening[1]);
  });
});
const startMs = performance.now() - began;

// The process's time on all cores, in ms, from its clock ticks of 10 ms.
const processorMs = () => {
  const fields = fs.readFileSync(`/proc/${server.pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
};
const agent = new http.Agent({keepAlive: true, maxSockets: 1});
const post = (route, body) => new Promise((done, failed) => {
  const request = http.request(root + route, {method: 'POST', agent, headers: {'content-length': body.length}}, response => {
    const parts = [];
    response.on('data', part => parts.push(part));
    response.on('end', () => response.statusCode === 200 ? done(JSON.parse(Buffer.concat(parts))) : failed(new Error(`${Buffer.concat(parts)}`)));
  });
  request.on('error', failed);
  request.end(body);
});

console.log(`listens after ${startMs.toFixed(0)} ms, of the processor ${processorMs()} ms`);
for (let round = 1; round <= Number(rounds); round++) {
  const session = (await post('/sessions', Buffer.alloc(0))).session_id;
  const messages = [{role: 'user', content: sentence.repeat(600)}];
  const took = [];
  const before = processorMs();
  for (let turn = 0; turn < 100; turn++) {
    const body = Buffer.from(JSON.stringify({model: 'qwen3', messages}));
    const asked = performance.now();
    const answer = await post(`/sessions/${session}/v1/chat/completions`, body);
    took.push(performance.now() - asked);
    messages.push(answer.choices[0].message, {role: 'tool', tool_call_id: 'call_1', content: sentence.repeat(5)});
  }
  took.sort((a, b) => a - b);
  console.log(`turns to ${round * 100}: p50 ${took[50].toFixed(1)} ms, of the processor ${((processorMs() - before) / 100).toFixed(1)} ms a turn`);
}
console.log(`in all, of the processor ${processorMs()} ms`);
server.kill('SIGTERM');
await new Promise(done => server.on('exit', done));
fs.rmSync(data, {recursive: true});
process.exit(0);
