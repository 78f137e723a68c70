// openai, with a loop of its own: chat.completions.create, or chat.completions.stream.
import OpenAI from 'openai';
import { apiKey, baseURL, model, questions, result, streamed, system, tools } from './task.mjs';

const client = new OpenAI({ baseURL, apiKey });
const messages = [{ role: 'system', content: system }];
for (const question of questions) {
  messages.push({ role: 'user', content: question });
  for (let calls = [question]; calls.length > 0;) {
    const request = { model, messages, tools: tools.map((tool) => ({ type: 'function', function: tool })) };
    const completion = streamed
      ? await client.chat.completions.stream(request).finalChatCompletion()
      : await client.chat.completions.create(request);
    const { message } = completion.choices[0];
    calls = message.tool_calls ?? [];
    messages.push(message, ...calls.map((call) => ({ role: 'tool', tool_call_id: call.id, content: result })));
  }
}

console.log(messages.at(-1).content);
