// LangGraph's createReactAgent, with @langchain/openai.
import { createReactAgent } from '@langchain/langgraph/prebuilt';
import { ChatOpenAI } from '@langchain/openai';
import { run } from './langchain-loop.mjs';
import { apiKey, baseURL, model, system } from './task.mjs';

await run(new ChatOpenAI({ model, apiKey, configuration: { baseURL } }), (llm, tools) => createReactAgent({ llm, tools, prompt: system }));
