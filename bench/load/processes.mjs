// The processes of the load bench: the server on one core, the engines with the driver on the others. Linux.
import {spawn} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import net from 'node:net';
import readline from 'node:readline';

const here = path.dirname(fileURLToPath(import.meta.url));

// A port that is free now; an engine comes back on its own.
const freePort = () => new Promise(done => {
  const server = net.createServer().listen(0, '127.0.0.1', () => {
    const {port} = server.address();
    server.close(() => done(port));
  });
});

// An engine; `hear` gets each of its completions.
export class Engine {
  constructor(leastMs, mostMs, hear) {
    Object.assign(this, {leastMs, mostMs, hear});
  }
  async start() {
    this.port ??= await freePort();
    this.process = spawn(
      process.execPath, [path.join(here, 'engine.mjs'), this.port, this.leastMs, this.mostMs], {stdio: ['ignore', 'pipe', 'inherit']});
    await new Promise(done => readline.createInterface({input: this.process.stdout}).on('line', line =>
      line === 'listening' ? done() : this.hear(JSON.parse(line))));
  }
  kill() {
    this.process.kill('SIGKILL');
  }
  get address() {
    return `http://127.0.0.1:${this.port}`;
  }
}

// The server, pinned to the first core, its journal on a RAM disk where there is one.
export class Server {
  async start(executable, assets, engines, options) {
    this.data = fs.mkdtempSync(path.join(fs.existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir(), 'tito-load-'));
    this.process = spawn(
      'taskset',
      ['-c', '0', executable, '--port', '0', '--data', this.data, '--assets', assets, ...engines.flatMap(engine => ['--engine', `sglang-chat+${engine.address}`]), ...options],
      {stdio: ['ignore', 'pipe', 'inherit']});
    this.root = await new Promise((done, failed) => {
      readline.createInterface({input: this.process.stdout}).on('line', line => {
        const listening = line.match(/Now listening on: (\S+)/);
        if (listening) done(listening[1]);
        else if (/Tito.Engines|failed|answers again/.test(line)) console.log(`  log: ${line.trim()}`);
      });
      this.process.on('exit', code => failed(new Error(`the server ended with ${code}`)));
    });
  }
  // Resident memory in MB.
  get memory() {
    return Number(fs.readFileSync(`/proc/${this.process.pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]) / 1024;
  }
  // The process's time on its core in ms, from its clock ticks of 10 ms.
  get processorMs() {
    const fields = fs.readFileSync(`/proc/${this.process.pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  }
  async stop() {
    this.process.removeAllListeners('exit');
    const ended = new Promise(done => this.process.on('exit', done));
    this.process.kill('SIGTERM');
    await ended;
    fs.rmSync(this.data, {recursive: true});
  }
}
