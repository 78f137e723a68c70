// The loop of the Vercel AI SDK, for a model of one of its providers.
import { generateText, isStepCount, jsonSchema, streamText, tool } from 'ai';
import { questions, result, streamed, system, tools } from './task.mjs';

export async function run(model) {
  const toolSet = Object.fromEntries(tools.map(({ name, description, parameters }) => [
    name,
    tool({ description, inputSchema: jsonSchema(parameters), execute: () => result }),
  ]));
  const messages = [];
  let text;
  for (const question of questions) {
    messages.push({ role: 'user', content: question });
    const request = { model, instructions: system, messages, tools: toolSet, stopWhen: isStepCount(6) };
    const answer = streamed ? streamText({ ...request, onError: ({ error }) => { throw error; } }) : await generateText(request);
    text = await answer.text;
    messages.push(...await answer.responseMessages);
  }

  console.log(text);
}
