// openai, with a loop of its own: responses.create, or responses.stream. What was answered is sent again as it came.
import OpenAI from 'openai';
import { apiKey, baseURL, model, questions, result, streamed, system, tools } from './task.mjs';

const client = new OpenAI({ baseURL, apiKey });
const input = [];
let response;
for (const question of questions) {
  input.push({ role: 'user', content: question });
  for (let calls = [question]; calls.length > 0;) {
    const request = { model, instructions: system, input, tools: tools.map((tool) => ({ type: 'function', strict: false, ...tool })) };
    response = streamed ? await client.responses.stream(request).finalResponse() : await client.responses.create(request);
    calls = response.output.filter((item) => item.type === 'function_call');
    input.push(...response.output, ...calls.map(({ call_id }) => ({ type: 'function_call_output', call_id, output: result })));
  }
}

console.log(response.output_text);
