#!/usr/bin/env bash
# Writes completions in each family's published format with their messages, and fails when a golden then differs from what git has.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
readonly corpus=../../../tests/Golden/corpus/parsers
/usr/bin/python3 goldens.py
git diff --exit-code --stat -- $corpus
new=$(git ls-files --others --exclude-standard -- $corpus)
[[ -z $new ]] || { printf 'not in git yet:\n%s\n' "$new" >&2; exit 1; }
