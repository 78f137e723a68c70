// langchain's createAgent, which runs on LangGraph, with @langchain/openai.
import { createAgent } from 'langchain';
import { run } from './langchain-loop.mjs';
import { system } from './task.mjs';

await run((model, tools) => createAgent({ model, tools, systemPrompt: system }));
