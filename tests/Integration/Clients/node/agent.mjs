// An agent that knows OpenAI's client library and a base URL: `node agent.mjs BASE_URL TASK_FILE TURNS whole|streamed`.
// It prints what the library gave it, as JSON.
import { readFileSync } from 'node:fs';
import OpenAI from 'openai';

const [baseURL, taskFile, turnCount, way] = process.argv.slice(2);
const task = JSON.parse(readFileSync(taskFile, 'utf8'));
const client = new OpenAI({ baseURL, apiKey: 'unused' });

const models = [];
for await (const model of client.models.list()) {
  models.push(model.id);
}

const tools = task.tools.map((tool) => ({ type: 'function', function: tool }));
const questions = task.questions.values();
const ask = () => ({ role: 'user', content: questions.next().value });
const messages = [{ role: 'system', content: task.system }, ask()];
const turns = [];

while (turns.length < Number(turnCount)) {
  const request = { model: models[0], messages, tools };
  const completion = way === 'streamed'
    ? await client.chat.completions.stream({ ...request, stream_options: { include_usage: true } }).finalChatCompletion()
    : await client.chat.completions.create(request);

  const [{ message, finish_reason }] = completion.choices;
  turns.push({ finish_reason, message, usage: completion.usage });
  messages.push(message);
  const calls = message.tool_calls ?? [];
  messages.push(...calls.length > 0
    ? calls.map((call) => ({ role: 'tool', tool_call_id: call.id, content: task.result }))
    : [ask()]);
}

console.log(JSON.stringify({ models, turns }));
