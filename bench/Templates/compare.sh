#!/bin/sh
# Renders one conversation with Jinja2 on CPython, with @huggingface/jinja on Node.js and with the engine, one after the other on this machine.
# Compare ratios only. Needs: npm ci in tools/oracle/templates.
set -eu
cd "$(dirname "$0")/../.."
/usr/bin/python3 bench/Templates/jinja2_render.py
node bench/Templates/huggingface_jinja_render.mjs
dotnet run -c Release --project bench -- --filter '*RenderBenchmarks*'
