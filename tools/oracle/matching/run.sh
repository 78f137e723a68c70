#!/usr/bin/env bash
# Writes which messages are alike, and fails when a file then differs from what git has.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
/usr/bin/python3 cases.py
git diff --exit-code --stat -- ../../../tests/Golden/corpus/matching
