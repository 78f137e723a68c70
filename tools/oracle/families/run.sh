#!/usr/bin/env bash
# Renders the families' fixed templates with Jinja2, writes conversations in the formats that are code, and fails when a golden then differs from what git has.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
/usr/bin/python3 goldens.py
/usr/bin/python3 deepseek_cases.py
git diff --exit-code --stat -- ../../../tests/Golden/corpus/families ../../../tests/Golden/corpus/encoders
