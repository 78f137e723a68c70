// langchain's createAgent, which runs on LangGraph, with @langchain/openai.
import { ChatOpenAI } from '@langchain/openai';
import { createAgent } from 'langchain';
import { run } from './langchain-loop.mjs';
import { apiKey, baseURL, model, system } from './task.mjs';

await run(
  new ChatOpenAI({ model, apiKey, configuration: { baseURL } }),
  (model, tools) => createAgent({ model, tools, systemPrompt: system }));
