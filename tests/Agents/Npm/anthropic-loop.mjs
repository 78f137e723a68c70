// @anthropic-ai/sdk, with a loop of its own: messages.create, or messages.stream.
import Anthropic from '@anthropic-ai/sdk';
import { anthropicTools, apiKey, model, questions, result, root, streamed, system } from './task.mjs';

const client = new Anthropic({ baseURL: root, apiKey });
const messages = [];
for (const question of questions) {
  let results = question;
  do {
    messages.push({ role: 'user', content: results });
    const request = { model, max_tokens: 4096, system, messages, tools: anthropicTools };
    const { role, content } = streamed ? await client.messages.stream(request).finalMessage() : await client.messages.create(request);
    messages.push({ role, content });
    results = content.filter((block) => block.type === 'tool_use')
      .map(({ id }) => ({ type: 'tool_result', tool_use_id: id, content: result }));
  } while (results.length > 0);
}

console.log(messages.at(-1).content.filter((block) => block.type === 'text').map((block) => block.text).join(''));
