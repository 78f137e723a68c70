#!/usr/bin/env bash
# Writes the golden scenarios, their models, pools and manifest anew, says how long it took, and fails when one then differs from what git has.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
for packages in .. ../../../assets; do
  [[ -d $packages/node_modules ]] || npm --prefix "$packages" ci --ignore-scripts --no-audit --no-fund --loglevel=error
done
readonly corpus=../../../tests/Golden/corpus/scenarios
/usr/bin/python3 selftest.py
time /usr/bin/python3 generate.py
git diff --exit-code --stat -- "$corpus"
new=$(git ls-files --others --exclude-standard -- "$corpus")
[[ -z $new ]] || { printf 'not in git yet:\n%s\n' "$new" >&2; exit 1; }
