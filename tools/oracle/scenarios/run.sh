#!/usr/bin/env bash
# Writes the golden scenarios, their models, pools and manifest, and the conformance vectors anew, says how long it took, and fails when one then
# differs from what git has.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
for packages in .. ../../../assets; do
  [[ -d $packages/node_modules ]] || npm --prefix "$packages" ci --ignore-scripts --no-audit --no-fund --loglevel=error
done
readonly corpora=(../../../tests/Golden/corpus/scenarios ../../../tests/Golden/corpus/conformance)
/usr/bin/python3 selftest.py
time /usr/bin/python3 generate.py
time /usr/bin/python3 vectors.py
git diff --exit-code --stat -- "${corpora[@]}"
new=$(git ls-files --others --exclude-standard -- "${corpora[@]}")
[[ -z $new ]] || { printf 'not in git yet:\n%s\n' "$new" >&2; exit 1; }
