// Asks for one completion: `node ask.mjs BASE_URL BODY IDEMPOTENCY_KEY`. Prints the error that the library threw, or null.
import OpenAI from 'openai';

const [baseURL, body, idempotencyKey] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey: 'unused' });

try {
  await client.chat.completions.create(JSON.parse(body), { headers: { 'Idempotency-Key': idempotencyKey } });
  console.log('null');
} catch (error) {
  if (!(error instanceof OpenAI.APIError)) {
    throw error;
  }

  const { status, code, type, param, message } = error;
  console.log(JSON.stringify({ class: error.constructor.name, status, code, type, param, message }));
}
