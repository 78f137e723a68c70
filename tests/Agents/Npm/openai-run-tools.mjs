// openai, with the library's own loop: chat.completions.runTools.
import OpenAI from 'openai';
import { apiKey, baseURL, model, questions, result, streamed, system, tools } from './task.mjs';

const client = new OpenAI({ baseURL, apiKey });
let messages = [{ role: 'system', content: system }];
for (const question of questions) {
  const runner = client.chat.completions.runTools({
    model,
    messages: [...messages, { role: 'user', content: question }],
    tools: tools.map((tool) => ({ type: 'function', function: { ...tool, parse: JSON.parse, function: () => result } })),
    stream: streamed,
  });
  await runner.done();
  messages = runner.messages;
}

console.log(messages.at(-1).content);
