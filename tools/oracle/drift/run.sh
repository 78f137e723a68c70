#!/usr/bin/env bash
# Computes what each changed setup does to the golden trajectories, and fails when a file then differs from what git has.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
for packages in .. ../../../assets; do
  [[ -d $packages/node_modules ]] || npm --prefix "$packages" ci --ignore-scripts --no-audit --no-fund --loglevel=error
done
/usr/bin/python3 generate.py
git diff --exit-code --stat -- ../../../tests/Golden/corpus/drift
