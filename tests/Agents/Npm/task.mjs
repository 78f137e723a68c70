// What every agent here is to do, from ../task.json, and how it was started: `node AGENT.mjs BASE_URL whole|streamed`.
import { readFileSync } from 'node:fs';

const task = JSON.parse(readFileSync(new URL('../task.json', import.meta.url), 'utf8'));

export const [baseURL, way] = process.argv.slice(2);
export const streamed = way === 'streamed';
export const apiKey = 'unused';
export const model = 'qwen3';
export const { system, questions, tools, result } = task;

/** Reads a stream to its end, for its effects. */
export async function drain(stream) {
  for await (const _ of stream);
}
