#!/usr/bin/env bash
# Writes a small rank file and its cases with the algorithm of tiktoken in Python.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
readonly corpus=../../../tests/Golden/corpus/tokenizers/tiktoken
mkdir -p "$corpus"
/usr/bin/python3 ranks.py "$corpus/ranks.tiktoken"
for name in cl100k o200k kimi glm4; do
  /usr/bin/python3 cases.py "$name" 20261129 60 15 >"$corpus/$name.jsonl"
done
