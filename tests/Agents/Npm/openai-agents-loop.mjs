// The talk with an agent of @openai/agents. Tracing goes to OpenAI's servers, so it is off.
import { Agent, run as runAgent, setTracingDisabled, tool, user } from '@openai/agents';
import { questions, result, streamed, system, tools } from './task.mjs';

export async function run(model) {
  setTracingDisabled(true);
  const agent = new Agent({
    name: 'agent',
    instructions: system,
    model,
    tools: tools.map((each) => tool({ ...each, strict: false, execute: () => result })),
  });
  let history = [];
  let answer;
  for (const question of questions) {
    answer = await runAgent(agent, [...history, user(question)], { stream: streamed });
    await answer.completed;
    history = answer.history;
  }

  console.log(answer.finalOutput);
}
