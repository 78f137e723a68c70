// @mariozechner/pi-ai, which asks for streams alone, with a loop of its own.
import { complete } from '@mariozechner/pi-ai';
import { apiKey, baseURL, model, questions, result, system, tools } from './task.mjs';

const served = {
  id: model,
  name: model,
  api: 'openai-completions',
  provider: 'tito',
  baseUrl: baseURL,
  reasoning: true,
  input: ['text'],
  cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
  contextWindow: 131072,
  maxTokens: 32768,
};
const context = { systemPrompt: system, messages: [], tools };
let answer;
for (const question of questions) {
  context.messages.push({ role: 'user', content: question, timestamp: Date.now() });
  for (let calls = [question]; calls.length > 0;) {
    answer = await complete(served, context, { apiKey, reasoningEffort: 'medium' });
    if (answer.stopReason === 'error') {
      throw new Error(answer.errorMessage);
    }

    calls = answer.content.filter((part) => part.type === 'toolCall');
    context.messages.push(answer, ...calls.map(({ id, name }) => ({
      role: 'toolResult', toolCallId: id, toolName: name, content: [{ type: 'text', text: result }], isError: false, timestamp: Date.now(),
    })));
  }
}

console.log(answer.content.filter((part) => part.type === 'text').map((part) => part.text).join(''));
