#!/usr/bin/env bash
# Builds and lints each Bicep file and each parameter file of a folder, and checks its scripts. A warning fails it as an error does.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly root

die() { printf 'check.sh: %s\n' "$*" >&2; exit 1; }

usage() {
  cat <<'HELP'
usage: infra/check.sh [FOLDER]    the folder of this script without one

Needs the Bicep command line: TITO_BICEP, what a restore fetched, or `bicep` of the path. The scripts are checked with shellcheck;
without it that part is skipped, unless CI=true.
HELP
}

# The command line that the integration tests' project pins.
bicep() {
  local version system machine fetched
  version=$(sed -n 's/.*Azure\.Bicep\.CommandLine.* Version="\[\(.*\)\]".*/\1/p' "$root/tests/Integration/Tito.Integration.csproj")
  system=linux machine=x64
  [[ $(uname -s) != Darwin ]] || system=osx
  [[ ! $(uname -m) =~ ^(arm64|aarch64)$ ]] || machine=arm64
  fetched=${NUGET_PACKAGES:-$HOME/.nuget/packages}/azure.bicep.commandline.$system-$machine/$version/tools/bicep
  if [[ -n ${TITO_BICEP:-} ]]; then
    "$TITO_BICEP" "$@"
  elif [[ -x $fetched ]]; then
    "$fetched" "$@"
  elif type -P bicep >/dev/null; then
    command bicep "$@"
  else
    die "the Bicep command line is missing: run ./build.sh restore, or set TITO_BICEP to its path"
  fi
}

# Runs a command that may say nothing: Bicep ends with 0 after a warning.
quietly() {
  local said status=0
  said=$("$@" 2>&1) || status=$?
  [[ -z $said ]] || printf '%s\n' "$said"
  ((status == 0)) && [[ -z $said ]] || findings=$((findings + 1))
}

case ${1:-} in
  -h | --help) usage; exit ;;
  -*) usage >&2; die "no option is called '$1'" ;;
esac

cd "${1:-$root/infra}"
built=$(mktemp -d)
trap 'rm -rf "$built"' EXIT
# A parameter file reads the secrets of a deployment from the environment.
export TITO_ENGINE=sglang+https://engine.invalid TITO_FAMILY=qwen3 TITO_API_KEY=of-no-deployment-at-all
findings=0
quietly bicep build --pattern '**/*.bicep' --outdir "$built"
quietly bicep lint --pattern '**/*.bicep'
quietly bicep build-params --pattern '**/*.bicepparam' --outdir "$built"
if type -P shellcheck >/dev/null; then
  quietly shellcheck ./*.sh
elif [[ ${CI:-} == true ]]; then
  die "shellcheck is missing: install Debian's package of that name"
else
  printf 'check.sh: shellcheck is missing, the scripts were not checked\n' >&2
fi

((findings == 0)) || die "something was found, see above"
printf '%s files of Bicep and parameters are without a finding\n' "$(find . -name '*.bicep' -o -name '*.bicepparam' | wc -l)"
