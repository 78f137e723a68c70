// ai with @ai-sdk/anthropic.
import { createAnthropic } from '@ai-sdk/anthropic';
import { run } from './ai-loop.mjs';
import { apiKey, baseURL, model } from './task.mjs';

await run(createAnthropic({ baseURL, apiKey })(model));
