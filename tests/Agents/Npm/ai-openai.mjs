// ai with @ai-sdk/openai as it is by default: the Responses API.
import { createOpenAI } from '@ai-sdk/openai';
import { run } from './ai-loop.mjs';
import { apiKey, baseURL, model } from './task.mjs';

await run(createOpenAI({ baseURL, apiKey })(model));
