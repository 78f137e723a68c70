#!/usr/bin/env bash
# usage: parity.sh [TEXTS] [SEED]     by default 20000 texts of seed 1
# Compares our tokenizer with Debian's sentencepiece on generated texts, for the models of the corpus and a larger one.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
/usr/bin/python3 tools/oracle/sentencepiece/train.py large
export TITO_PARITY_TEXTS=${1:-20000} TITO_PARITY_SEED=${2:-1} TITO_PARITY_KIND=sentencepiece
dotnet run --project tests/Golden --configuration Release -- \
  -explicit only -class Tito.Tests.Golden.Tokenizers.CheckpointParityTests -diagnostics -parallel none
