// ai with @ai-sdk/openai and a model that is called as OpenAI's reasoning models are: the system message has the role developer.
import { createOpenAI } from '@ai-sdk/openai';
import { run } from './ai-loop.mjs';
import { apiKey, baseURL } from './task.mjs';

await run(createOpenAI({ baseURL, apiKey }).chat('o3'));
