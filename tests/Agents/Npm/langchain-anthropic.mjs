// langchain's createAgent with @langchain/anthropic.
import { ChatAnthropic } from '@langchain/anthropic';
import { createAgent } from 'langchain';
import { run } from './langchain-loop.mjs';
import { apiKey, model, root, system } from './task.mjs';

await run(
  new ChatAnthropic({ model, apiKey, maxTokens: 4096, anthropicApiUrl: root }),
  (model, tools) => createAgent({ model, tools, systemPrompt: system }));
