#!/usr/bin/env bash
# usage: parity.sh [COUNT] [SEED]     by default 20000 conversations of seed 1
# Compares our matcher `rendered` with the oracle on generated conversations that a client respelled or changed.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
/usr/bin/python3 "$here/cases.py" "$folder" "${1:-20000}" "${2:-1}"
cd "$here/../../.."
TITO_MATCHING_PARITY=$folder dotnet run --project tests/Golden --configuration Release -- -namespace Tito.Tests.Golden.Matching
