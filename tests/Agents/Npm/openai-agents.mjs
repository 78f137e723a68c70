// @openai/agents with chat completions, whose default is the Responses API. Tracing goes to OpenAI's servers, so it is off.
import { Agent, OpenAIChatCompletionsModel, run, setTracingDisabled, tool, user } from '@openai/agents';
import OpenAI from 'openai';
import { apiKey, baseURL, model, questions, result, streamed, system, tools } from './task.mjs';

setTracingDisabled(true);
const agent = new Agent({
  name: 'agent',
  instructions: system,
  model: new OpenAIChatCompletionsModel(new OpenAI({ baseURL, apiKey }), model),
  tools: tools.map((each) => tool({ ...each, strict: false, execute: () => result })),
});
let history = [];
let answer;
for (const question of questions) {
  answer = await run(agent, [...history, user(question)], { stream: streamed });
  await answer.completed;
  history = answer.history;
}

console.log(answer.finalOutput);
