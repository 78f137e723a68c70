// ai with @ai-sdk/openai-compatible.
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { run } from './ai-loop.mjs';
import { apiKey, baseURL, model } from './task.mjs';

await run(createOpenAICompatible({ name: 'tito', baseURL, apiKey }).chatModel(model));
