#!/bin/sh
# Checks the oracle by hand-made facts, then writes the corpus of samples anew.
set -eu
cd "$(dirname "$0")"
/usr/bin/python3 selftest.py
/usr/bin/python3 goldens.py ../../../tests/Golden/corpus/samples
