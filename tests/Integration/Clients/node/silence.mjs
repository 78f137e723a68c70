// Asks for one completion and waits, with the library's own settings: `node silence.mjs BASE_URL BODY [RETRIES]`.
// Prints what came when, in milliseconds, as JSON.
import OpenAI from 'openai';

const [baseURL, body, retries] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey: 'unused', ...(retries === undefined ? {} : { maxRetries: Number(retries) }) });
const request = JSON.parse(body);
const start = performance.now();
const passed = () => Math.round(performance.now() - start);
const came = { headers: null, first: null, end: null, finish_reason: null, text: '', error: null };

try {
  if (request.stream) {
    const chunks = await client.chat.completions.create(request);
    came.headers = passed();
    for await (const { choices: [choice] } of chunks) {
      const text = (choice?.delta.reasoning_content ?? '') + (choice?.delta.content ?? '');
      came.first ??= text === '' ? null : passed();
      came.text += text;
      came.finish_reason = choice?.finish_reason ?? came.finish_reason;
    }
  } else {
    const { choices: [{ message, finish_reason }] } = await client.chat.completions.create(request);
    came.text = (message.reasoning_content ?? '') + (message.content ?? '');
    came.finish_reason = finish_reason;
  }
} catch (error) {
  came.error = `${error.constructor.name}: ${error.message} (${error.cause?.code ?? error.cause?.cause?.code ?? error.cause ?? 'no cause'})`;
}

came.end = passed();
console.log(JSON.stringify(came));
