// The talk with an agent of LangChain's.
import { tool } from '@langchain/core/tools';
import { questions, result, streamed, tools } from './task.mjs';

export async function run(model, createAgent) {
  const agent = createAgent(
    model,
    tools.map(({ name, description, parameters }) => tool(() => result, { name, description, schema: parameters })),
  );
  let messages = [];
  for (const question of questions) {
    const input = { messages: [...messages, { role: 'user', content: question }] };
    if (streamed) {
      for await (const [mode, value] of await agent.stream(input, { streamMode: ['messages', 'values'] })) {
        messages = mode === 'values' ? value.messages : messages;
      }
    } else {
      ({ messages } = await agent.invoke(input));
    }
  }

  console.log(messages.at(-1).text);
}
