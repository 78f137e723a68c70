// Reads one streamed turn with a library's own typed reader, and prints the kind of each event: node events.mjs BASE_URL FACE.
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { anthropicTools, apiKey, baseURL, model, questions, root, system, tools, way } from './task.mjs';

const openai = new OpenAI({ baseURL, apiKey });
const user = { role: 'user', content: questions[0] };
const readers = {
  'chat/completions': () => openai.chat.completions.stream({
    model,
    messages: [{ role: 'system', content: system }, user],
    tools: tools.map((tool) => ({ type: 'function', function: tool })),
    stream_options: { include_usage: true },
  }),
  responses: () => openai.responses.stream({
    model, instructions: system, input: [user], tools: tools.map((tool) => ({ type: 'function', strict: false, ...tool })),
  }),
  messages: () => new Anthropic({ baseURL: root, apiKey }).messages.stream({ model, max_tokens: 4096, system, messages: [user], tools: anthropicTools }),
};

/** A chunk has no type: it is called by what it brings. */
function kindOfChunk({ choices: [choice], usage }) {
  const brings = Object.entries({ ...choice?.delta, finish_reason: choice?.finish_reason, usage }).filter(([, value]) => value != null);
  return brings.map(([name]) => name).join(' ');
}

for await (const event of readers[way]()) {
  const part = event.delta?.type ?? event.content_block?.type ?? event.item?.type ?? event.part?.type;
  console.log(event.type ? [event.type, part].filter(Boolean).join(' ') : kindOfChunk(event));
}
