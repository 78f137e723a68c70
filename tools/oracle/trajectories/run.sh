#!/usr/bin/env bash
# Computes what every golden trajectory must come to, from its recorded part alone, and fails when a file then differs from what git has.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
for packages in .. ../../../assets; do
  [[ -d $packages/node_modules ]] || npm --prefix "$packages" ci --ignore-scripts --no-audit --no-fund --loglevel=error
done
readonly corpus=../../../tests/Golden/corpus/trajectories
/usr/bin/python3 selftest.py
/usr/bin/python3 expect.py "$corpus"
/usr/bin/python3 seal.py
git diff --exit-code --stat -- "$corpus"
