// @openai/agents as it is by default: a model's name, and the Responses API.
import { setDefaultOpenAIClient } from '@openai/agents';
import OpenAI from 'openai';
import { run } from './openai-agents-loop.mjs';
import { apiKey, baseURL, model } from './task.mjs';

setDefaultOpenAIClient(new OpenAI({ baseURL, apiKey }));
await run(model);
