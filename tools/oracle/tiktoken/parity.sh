#!/usr/bin/env bash
# usage: parity.sh [TEXTS] [SEED]     by default 20000 texts of seed 1
# Compares our tokenizer with the algorithm of tiktoken in Python on generated texts, for the small rank file and for cl100k and o200k.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
export TITO_PARITY_TEXTS=${1:-20000} TITO_PARITY_SEED=${2:-1} TITO_PARITY_KIND=tiktoken
dotnet run --project tests/Golden --configuration Release -- \
  -explicit only -class Tito.Tests.Golden.Tokenizers.CheckpointParityTests -diagnostics -parallel none
