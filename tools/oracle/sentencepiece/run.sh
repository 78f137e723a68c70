#!/usr/bin/env bash
# Trains the small SentencePiece models and writes their cases with Debian's sentencepiece.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
readonly corpus=../../../tests/Golden/corpus/tokenizers/sentencepiece
/usr/bin/python3 train.py
for name in llama-each llama-first unknown gemma spaces-each spaces-first control; do
  /usr/bin/python3 cases.py "$name" 20261129 60 15 >"$corpus/$name.jsonl"
done
