// openai, responses with previous_response_id: only what is new is sent.
import OpenAI from 'openai';
import { apiKey, baseURL, model, questions, result, streamed, system, tools } from './task.mjs';

const client = new OpenAI({ baseURL, apiKey });
let response;
for (const question of questions) {
  for (let input = [{ role: 'user', content: question }]; input.length > 0;) {
    const request = {
      model,
      instructions: system,
      input,
      tools: tools.map((tool) => ({ type: 'function', strict: false, ...tool })),
      previous_response_id: response?.id,
    };
    response = streamed ? await client.responses.stream(request).finalResponse() : await client.responses.create(request);
    input = response.output.filter((item) => item.type === 'function_call')
      .map(({ call_id }) => ({ type: 'function_call_output', call_id, output: result }));
  }
}

console.log(response.output_text);
