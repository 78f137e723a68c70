#!/usr/bin/env bash
# Renders the families' fixed templates with Jinja2, writes conversations in the formats that are code, and fails when a golden then differs from what git has.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
readonly corpus=../../../tests/Golden/corpus
/usr/bin/python3 goldens.py
/usr/bin/python3 deepseek_cases.py
/usr/bin/python3 reference_cases.py
/usr/bin/python3 ends.py
git diff --exit-code --stat -- $corpus/families $corpus/encoders $corpus/reference $corpus/ends
new=$(git ls-files --others --exclude-standard -- $corpus/families $corpus/encoders $corpus/reference $corpus/ends)
[[ -z $new ]] || { printf 'not in git yet:\n%s\n' "$new" >&2; exit 1; }
