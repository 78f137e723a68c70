// The tool runner as it is by default: it leaves the history to the server, and sends it whole once that is refused.
import { run } from './anthropic-runner-loop.mjs';

await run({});
