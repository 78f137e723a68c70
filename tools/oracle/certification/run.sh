#!/usr/bin/env bash
# Judges the mutants of the fixed templates by brute force, and fails when a file then differs from what git has.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
/usr/bin/python3 mutants.py
git diff --exit-code --stat -- ../../../tests/Golden/corpus/certification
