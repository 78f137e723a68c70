// @anthropic-ai/sdk, with the library's own loop: a tool runner, whose next question follows its answer.
import Anthropic from '@anthropic-ai/sdk';
import { anthropicTools, apiKey, model, questions, result, root, streamed, system } from './task.mjs';

export async function run(options) {
  const runner = new Anthropic({ baseURL: root, apiKey }).beta.messages.toolRunner({
    model,
    max_tokens: 4096,
    system,
    messages: [{ role: 'user', content: questions[0] }],
    tools: anthropicTools.map((tool) => ({ type: 'custom', ...tool, run: () => result, parse: (input) => input })),
    stream: streamed,
    ...options,
  });
  const left = questions.slice(1);
  let answer;
  for await (const turn of runner) {
    answer = streamed ? await turn.finalMessage() : turn;
    if (answer.stop_reason === 'end_turn' && left.length > 0) {
      runner.pushMessages({ role: answer.role, content: answer.content }, { role: 'user', content: left.shift() });
    }
  }

  console.log(answer.content.filter((block) => block.type === 'text').map((block) => block.text).join(''));
}
