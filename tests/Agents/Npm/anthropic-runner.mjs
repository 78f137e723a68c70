// The tool runner with whole histories.
import { run } from './anthropic-runner-loop.mjs';

await run({ thread: false });
