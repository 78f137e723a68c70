// LangGraph's createReactAgent, with @langchain/openai.
import { createReactAgent } from '@langchain/langgraph/prebuilt';
import { run } from './langchain-loop.mjs';
import { system } from './task.mjs';

await run((llm, tools) => createReactAgent({ llm, tools, prompt: system }));
