// What every agent here is to do, from ../task.json, and how it was started: `node AGENT.mjs BASE_URL whole|streamed`.
import { readFileSync } from 'node:fs';

const task = JSON.parse(readFileSync(new URL('../task.json', import.meta.url), 'utf8'));

export const [baseURL, way] = process.argv.slice(2);
export const streamed = way === 'streamed';
export const apiKey = 'unused';
export const model = 'qwen3';
/** What Anthropic's libraries put `/v1/messages` after. */
export const root = baseURL.replace(/\/v1$/, '');
export const { system, questions, tools, result } = task;

/** Reads a stream to its end, for its effects. */
export async function drain(stream) {
  for await (const _ of stream);
}

/** The tools in Anthropic's form. */
export const anthropicTools = tools.map(({ name, description, parameters }) => ({ name, description, input_schema: parameters }));
