// @openai/agents with chat completions, whose default is the Responses API.
import { OpenAIChatCompletionsModel } from '@openai/agents';
import OpenAI from 'openai';
import { run } from './openai-agents-loop.mjs';
import { apiKey, baseURL, model } from './task.mjs';

await run(new OpenAIChatCompletionsModel(new OpenAI({ baseURL, apiKey }), model));
