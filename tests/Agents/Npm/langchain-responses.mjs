// langchain's createAgent with @langchain/openai and the Responses API.
import { ChatOpenAI } from '@langchain/openai';
import { createAgent } from 'langchain';
import { run } from './langchain-loop.mjs';
import { apiKey, baseURL, model, system } from './task.mjs';

await run(
  new ChatOpenAI({ model, apiKey, useResponsesApi: true, configuration: { baseURL } }),
  (model, tools) => createAgent({ model, tools, systemPrompt: system }));
