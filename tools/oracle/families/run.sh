#!/usr/bin/env bash
# Renders the families' fixed templates with Jinja2 and fails when a golden then differs from what git has.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
/usr/bin/python3 goldens.py
git diff --exit-code --stat -- ../../../tests/Golden/corpus/families
