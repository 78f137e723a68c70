#!/usr/bin/env bash
# usage: parity.sh [TEXTS] [SEED]     by default 200000 texts of seed 1
# Compares our tokenizer with the Hugging Face tokenizers on generated texts, for every tokenizer of tools/oracle/package.json.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
npm --prefix tools/oracle ci --ignore-scripts --no-audit --no-fund --loglevel=error
export TITO_PARITY_TEXTS=${1:-200000} TITO_PARITY_SEED=${2:-1}
dotnet run --project tests/Golden --configuration Release -- \
  -explicit only -class Tito.Tests.Golden.Tokenizers.ParityTests -diagnostics -parallel none
