// ai with @ai-sdk/openai, whose default is the Responses API: .chat() is the other one.
import { createOpenAI } from '@ai-sdk/openai';
import { run } from './ai-loop.mjs';
import { apiKey, baseURL, model } from './task.mjs';

await run(createOpenAI({ baseURL, apiKey }).chat(model));
