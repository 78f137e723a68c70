// 1,000 sessions x 10 turns over 4 engines, one server process on one core; then the same with an engine killed in the middle.
// node bench/load/load.mjs EXECUTABLE ASSETS [--sessions N] [--turns N] [--engine-ms LEAST-MOST] [--kill] [--saturate]. Linux.
// The server's own time of a turn is what the client waited, without what the engine took from the request's headers to the answer's last
// byte. The driver's own delays count as the server's.
import http from 'node:http';
import os from 'node:os';
import {Engine, Server} from './processes.mjs';

const [executable, assets, ...flags] = process.argv.slice(2);
const flag = (name, fallback) => flags.includes(name) ? flags[flags.indexOf(name) + 1] : fallback;
const sessionCount = Number(flag('--sessions', 1000));
const turnCount = Number(flag('--turns', 10));
const saturates = flags.includes('--saturate');
const kills = flags.includes('--kill');
const [leastMs, mostMs] = saturates ? [0, 0] : flag('--engine-ms', '3000-9000').split('-').map(Number);
const serverOptions = flag('--server-options', '').split(' ').filter(option => option);

const now = () => Number(process.hrtime.bigint()) / 1e6;
const wait = ms => new Promise(done => setTimeout(done, ms));
const agent = new http.Agent({keepAlive: true, maxSockets: Infinity});
const text = 'The river is wide here, the ferry runs twice a day, and nobody signed the page. '.repeat(20);

const bySession = new Map(); // What the engines said of each session's completions.
const tokens = {prompt: 0, cached: 0, again: 0, warm: 0};
let violations = 0;
const ends = new Map(); // Where each session's turn before ended, and the hash up to there.
const hear = said => {
  const before = ends.get(said.session);
  if (before) {
    let isThere = false;
    for (let index = 0; index < said.ends.length; index += 2) isThere ||= said.ends[index] === before[0] && said.ends[index + 1] === before[1];
    if (!isThere) violations++;
    tokens.again += before[0];
    tokens.warm += Math.min(said.cached, before[0]);
  }
  tokens.prompt += said.prompt;
  tokens.cached += said.cached;
  bySession.get(said.session)?.push(said);
};

const engines = Array.from({length: 4}, () => new Engine(leastMs, mostMs, hear));
for (const engine of engines) await engine.start();
const server = new Server();
await server.start(executable, assets, engines, serverOptions);

const call = (method, route, body = '', headers = {}) => new Promise((done, failed) => {
  const bytes = Buffer.from(body);
  const request = http.request(server.root + route, {method, agent, headers: {'content-length': bytes.length, ...headers}}, response => {
    const parts = [];
    response.on('data', part => parts.push(part));
    response.on('end', () => done({status: response.statusCode, headers: response.headers, body: Buffer.concat(parts).toString('utf8')}));
  });
  request.on('error', failed);
  request.end(bytes);
});

const own = []; // [ended at, own ms]
let taken = 0, retries = 0, failures = 0, onTurn = () => {};
async function talk(turns, isMeasured) {
  const id = JSON.parse((await call('POST', '/sessions')).body).session_id;
  bySession.set(id, []);
  const messages = [{role: 'user', content: `Read all files of ${id} and say how many lines they have.`}];
  for (let turn = 0; turn < turns; turn++) {
    const body = JSON.stringify({model: 'qwen3', messages});
    for (let attempt = 0; ; attempt++) {
      const heardBefore = bySession.get(id).length;
      const asked = now();
      const answer = await call('POST', `/sessions/${id}/v1/chat/completions`, body, {'idempotency-key': `turn-${turn}`});
      const took = now() - asked;
      if (answer.status === 200) {
        // The engine's line may come after the server's answer.
        while (bySession.get(id).length === heardBefore) await wait(1);
        const said = bySession.get(id).at(-1);
        ends.set(id, said.whole);
        if (isMeasured) own.push([asked + took, took - (said.end - said.start)]);
        messages.push(JSON.parse(answer.body).choices[0].message, {role: 'user', content: `${text} And part ${turn}?`});
        break;
      }
      retries++;
      if (attempt >= 20 || ![429, 503].includes(answer.status)) {
        failures++;
        console.log(`  turn ${turn} of ${id}: ${answer.status} ${answer.body}`);
        return id;
      }
      await wait(1000 * Number(answer.headers['retry-after'] ?? 0.2));
    }
    if (isMeasured) onTurn(++taken);
  }
  return id;
}

const percentile = (values, part) => values.toSorted((one, other) => one - other)[Math.min(values.length - 1, Math.floor(values.length * part))];
const summary = values => values.length === 0 ? 'no turns'
  : `p50 ${percentile(values, 0.5).toFixed(1)} ms, p99 ${percentile(values, 0.99).toFixed(1)} ms, worst ${Math.max(...values).toFixed(0)} ms of ${values.length}`;

console.log(`${sessionCount} sessions x ${turnCount} turns, 4 engines that take ${leastMs} to ${mostMs} ms a turn, the server on 1 of ${os.cpus().length} cores, load ${os.loadavg()[0].toFixed(1)} before${kills ? ', one engine killed in the middle' : ''}`);
await Promise.all(Array.from({length: 40}, () => talk(saturates ? 20 : 3, false))); // What starts up is not measured.
Object.assign(tokens, {prompt: 0, cached: 0, again: 0, warm: 0});
retries = 0;
const before = {memory: server.memory, processor: server.processorMs, at: now()};
let killedAt, cameBackAt;
if (kills) {
  onTurn = turns => {
    if (turns === Math.floor(sessionCount * turnCount * 0.4)) {
      engines[1].kill();
      killedAt = now();
    } else if (turns === Math.floor(sessionCount * turnCount * 0.7)) {
      engines[1].start().then(() => cameBackAt = now());
    }
  };
}
const sessions = await Promise.all(Array.from({length: sessionCount}, async (_, index) => {
  await wait((leastMs + mostMs) / 2 * index / sessionCount); // Sessions do not all begin at one moment.
  return await talk(turnCount, true);
}));
const seconds = (now() - before.at) / 1000;
const after = {memory: server.memory, processor: server.processorMs};

console.log(`${(taken / seconds).toFixed(0)} turns a second (${taken} in ${seconds.toFixed(1)} s); of the core ${((after.processor - before.processor) / seconds / 10).toFixed(0)} %, ${((after.processor - before.processor) / taken).toFixed(2)} ms a turn`);
console.log(`the server's own time: ${summary(own.map(([, ms]) => ms))}`);
if (kills) {
  console.log(`  before the kill: ${summary(own.filter(([at]) => at < killedAt).map(([, ms]) => ms))}`);
  console.log(`  without the engine: ${summary(own.filter(([at]) => at >= killedAt && at < cameBackAt).map(([, ms]) => ms))}`);
  console.log(`  after it came back: ${summary(own.filter(([at]) => at >= cameBackAt).map(([, ms]) => ms))}`);
}
console.log(`memory: ${before.memory.toFixed(0)} MB before, ${after.memory.toFixed(0)} MB after, ${((after.memory - before.memory) * 1024 / sessionCount).toFixed(0)} KB a session`);
console.log(`prefix caches: of ${tokens.again} tokens that an engine had had from the session, ${(100 * tokens.warm / tokens.again).toFixed(2)} % were warm (${(100 * tokens.cached / tokens.prompt).toFixed(1)} % of all ${tokens.prompt} prompt tokens)`);
console.log(`violations of the prefix: ${violations}; turns asked again: ${retries}; turns lost: ${sessionCount * turnCount - taken}`);

let unverified = 0;
for (const id of sessions.filter((_, index) => index % 20 === 0)) {
  const found = JSON.parse((await call('POST', `/sessions/${id}/verify`)).body);
  if (!found.verified || found.turn_count !== turnCount) unverified++;
}
console.log(`of every 20th session, verified from its rows: ${unverified === 0 ? 'all' : `all but ${unverified}`}`);
console.log(`endpoints: ${JSON.parse((await call('GET', '/endpoints')).body).endpoints.map(endpoint => `${endpoint.state} ${endpoint.in_flight}`).join(', ')}`);
await server.stop();
for (const engine of engines) engine.kill();
process.exit(violations + failures + unverified === 0 && taken === sessionCount * turnCount ? 0 : 1);
