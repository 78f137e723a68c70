#!/usr/bin/env bash
# Writes what engines are sent and what they answer, and fails when a file then differs from what git has.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
readonly corpus=../../../tests/Golden/corpus/wires
/usr/bin/python3 goldens.py
git diff --exit-code --stat -- $corpus
new=$(git ls-files --others --exclude-standard -- $corpus)
[[ -z $new ]] || { printf 'not in git yet:\n%s\n' "$new" >&2; exit 1; }
