#!/usr/bin/env bash
# Tries a server that runs: a session with two turns, a turn asked for again, samples, a proof; then the session is deleted.
set -euo pipefail

die() { printf 'smoke.sh: %s\n' "$*" >&2; exit 1; }

usage() {
  cat <<'HELP'
usage: infra/smoke.sh URL      as https://APP.azurewebsites.net/api, or http://127.0.0.1:7071

Keys come from the environment: TITO_API_KEY (what the server's TITO_API_KEY is) and TITO_FUNCTIONS_KEY (a key of the function app).
Needs curl and jq. Exit codes: 0 all held, 1 something did not, which the last line names.
HELP
}

[[ ${1:-} != -h && ${1:-} != --help ]] || { usage; exit; }
(($# == 1)) || { usage >&2; exit 2; }
for tool in curl jq; do
  type -P "$tool" >/dev/null || die "$tool is missing: install it from your system's packages"
done

readonly url=${1%/}
folder=$(mktemp -d) session=''
trap finish EXIT

# A session that was opened is deleted, however this ends.
finish() {
  [[ -z $session ]] || ask DELETE "sessions/$session" >/dev/null || true
  rm -rf "$folder"
}

# The keys, for a file that nobody else can read: on a command line others could see them.
keys() {
  [[ -z ${TITO_API_KEY:-} ]] || printf 'authorization: Bearer %s\n' "$TITO_API_KEY"
  [[ -z ${TITO_FUNCTIONS_KEY:-} ]] || printf 'x-functions-key: %s\n' "$TITO_FUNCTIONS_KEY"
}

# METHOD PATH [BODY [HEADER]]: prints the status; the answer is in body, its headers in headers.
ask() {
  local arguments=(--silent --show-error --max-time 900 --request "$1" --output "$folder/body" --dump-header "$folder/headers")
  arguments+=(--header "@$folder/keys" --write-out '%{http_code}')
  [[ -z ${3:-} ]] || arguments+=(--header 'content-type: application/json' --data-binary "@$3")
  [[ -z ${4:-} ]] || arguments+=(--header "$4")
  curl "${arguments[@]}" "$url/$2"
}

# WHAT STATUS METHOD PATH [BODY [HEADER]]: fails with the answer when it has another status.
expect() {
  local status
  status=$(ask "${@:3}") || die "$1: $url/$4 does not answer"
  [[ $status == "$2" ]] || die "$1: $status instead of $2: $(head -c 2000 "$folder/body")"
  printf '%-40s %s\n' "$1" "$status"
}

header() { tr -d '\r' <"$folder/headers" | sed -n "s/^$1: //Ip"; }

keys >"$folder/keys"
expect 'health' 200 GET health
# A turn that ran into its limit is closed, so that the next one can continue it whatever the model says.
printf '{"unended":"close"}' >"$folder/settings"
expect 'open a session' 200 POST sessions "$folder/settings"
session=$(jq --raw-output .session_id "$folder/body")

jq --null-input '{model: "smoke", max_tokens: 32, messages: [{role: "user", content: "Say hello in one word."}]}' >"$folder/first"
expect 'a turn' 200 POST "sessions/$session/v1/chat/completions" "$folder/first" 'idempotency-key: smoke-1'
[[ $(header x-tito-turn) == 0 ]] || die "the turn is not turn 0"
cp "$folder/body" "$folder/answer"

expect 'the same request again' 200 POST "sessions/$session/v1/chat/completions" "$folder/first" 'idempotency-key: smoke-1'
[[ $(header idempotent-replayed) == true ]] || die "the same request with the same key was answered as a new one"
cmp -s "$folder/answer" "$folder/body" || die "the same request with the same key got another answer"

jq --slurpfile answer "$folder/answer" \
  '.messages += [$answer[0].choices[0].message, {role: "user", content: "And in French?"}]' "$folder/first" >"$folder/second"
expect 'the next turn' 200 POST "sessions/$session/v1/chat/completions" "$folder/second" 'idempotency-key: smoke-2'
[[ $(header x-tito-turn) == 1 && $(header x-tito-parent) == 0 ]] || die "the next turn does not continue the first"

printf '{}' >"$folder/empty"
expect 'collect samples' 200 POST "sessions/$session/samples" "$folder/empty" 'accept: application/json'
[[ $(jq '[.samples[].tokens | length] | add > 0' "$folder/body") == true ]] || die "the samples have no tokens"

expect 'verify' 200 POST "sessions/$session/verify"
[[ $(jq --compact-output '[.verified, .turn_count]' "$folder/body") == '[true,2]' ]] || die "not verified: $(head -c 2000 "$folder/body")"

expect 'delete the session' 204 DELETE "sessions/$session"
expect 'the session is gone' 404 GET "sessions/$session"
session=''
printf 'all held\n'
