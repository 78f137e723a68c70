#!/usr/bin/env bash
# Builds the app, packs it with its model's assets, shows what would change in a resource group, and deploys both.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly root
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

die() { printf 'deploy.sh: %s\n' "$*" >&2; exit 2; }
say() { printf '\n== %s\n' "$*"; }

usage() {
  cat <<'HELP'
usage: infra/deploy.sh --group GROUP --assets DIR [OPTION...]

  --group GROUP       the resource group; it is created where it does not exist
  --location REGION   where a new group is; needed for one
  --parameters FILE   the parameter file, infra/production.bicepparam without it; --deploy-package wants it named
  --assets DIR        the folder of the model's tokenizer_config.json and tokenizer.json, or what a checkpoint has in its place
  --corpus DIR        golden trajectories (*.json) for the verification of each night
  --family-file FILE  the file that declares the model family, with its template beside it
  --package ZIP       where the package is written; artifacts/deploy/tito.zip without it
  --deploy-package ZIP  deploys a package as it is and builds none: an earlier one, to go back to it, in the app of --parameters
  --no-restore        builds from the packages that are there
  --what-if           stops after saying what would change
  --yes               does not ask before it changes something
  --dry-run           packs, prints the content of the package and what would be run, and stops: no az, no Azure
  --help              this list

The environment has what is secret, and the parameter file reads it there: TITO_API_KEY (what clients send, 20 characters or more)
and TITO_ENGINE (the engines' addresses); TITO_SEAL_KEY and TITO_SEAL_KEY_BEFORE (what the journal's rows are sealed with), where they
were set before: an app that is deployed without them refuses its sessions. None is printed or put on a command line. The production
file also reads TITO_FAMILY, qwen3 without it. Exit codes: 0 done, 1 a step failed, 2 something that it needs is missing.
HELP
}

needs() { type -P "$1" >/dev/null || die "$1 is missing: $2"; }

# A value that an option takes.
value() { [[ -n ${2:-} && ${2:-} != --* ]] || die "$1 takes a value; see --help"; printf '%s' "$2"; }

read_options() {
  while (($# > 0)); do
    case $1 in
      --group) group=$(value "$@"); shift ;;
      --location) location=$(value "$@"); shift ;;
      --parameters) parameters=$(value "$@"); shift ;;
      --assets) assets=$(value "$@"); shift ;;
      --corpus) corpus=$(value "$@"); shift ;;
      --family-file) family_file=$(value "$@"); shift ;;
      --package) package=$(value "$@"); shift ;;
      --deploy-package) ready=$(value "$@"); shift ;;
      --no-restore) restore=(--no-restore) ;;
      --what-if) only_what_if=true ;;
      --yes) yes=true ;;
      --dry-run) dry_run=true ;;
      -h | --help) usage; exit ;;
      *) usage >&2; die "no option is called '$1'" ;;
    esac
    shift
  done
}

check_options() {
  if [[ -n $ready ]]; then
    [[ -f $ready ]] || die "--deploy-package: $ready does not exist"
    # Other parameters name another app: going back would leave this one as it is.
    [[ -n $parameters ]] || die "--parameters is missing: --deploy-package wants the file that the app was deployed with"
  else
    needs dotnet "install the .NET SDK 10 (https://dot.net)"
    needs zip "install it from your system's packages"
    [[ -n $assets ]] || die "--assets is missing: a server without its model's tokenizer does not start"
    [[ -f $assets/tokenizer_config.json ]] || die "--assets: $assets has no tokenizer_config.json"
    [[ -z $corpus || -d $corpus ]] || die "--corpus: $corpus is not a folder"
    [[ -z $family_file || -f $family_file ]] || die "--family-file: $family_file does not exist"
  fi
  parameters=${parameters:-$root/infra/production.bicepparam}
  [[ -f $parameters ]] || die "--parameters: $parameters does not exist"
  [[ $dry_run == false ]] || return 0
  needs az "install the Azure command line (https://aka.ms/azure-cli) and run az login"
  [[ -n $group ]] || die "--group is missing; see --help"
  [[ ${#TITO_API_KEY} -ge 20 ]] || die "TITO_API_KEY is missing or shorter than 20 characters: export what clients shall send"
  [[ -n ${TITO_ENGINE:-} ]] || die "TITO_ENGINE is missing: export the engines' addresses"
  az account show --output none 2>/dev/null || die "az is not logged in: run az login"
}

# Puts the published app, with what it shall find beside it, into a zip whose root is the app.
pack() {
  local app
  app=$(mktemp -d)
  trap 'rm -rf "$app"' RETURN
  say "publish"
  dotnet publish "$root/functions" --configuration Release --output "$app" ${restore[@]+"${restore[@]}"} \
    -p:Assets="$(cd "$assets" && pwd)" -nologo -verbosity:quiet
  # A package is mounted read-only: what the first start would write beside the assets is written now.
  dotnet run --project "$root/src/Cli" --configuration Release ${restore[@]+"${restore[@]}"} -- tokenizer inspect --assets "$app/assets" >/dev/null
  if [[ -n $family_file ]]; then
    mkdir "$app/family"
    cp -R "$(cd "$(dirname "$family_file")" && pwd)/." "$app/family"
  fi
  if [[ -n $corpus ]]; then
    mkdir "$app/corpus"
    cp -R "$(cd "$corpus" && pwd)/." "$app/corpus"
  fi
  mkdir -p "$(dirname "$package")"
  rm -f "$package"
  package=$(cd "$(dirname "$package")" && pwd)/$(basename "$package")
  (cd "$app" && zip -q -r -X "$package" .)
}

print_content() {
  say "content of $package, $(wc -c <"$package") bytes"
  zip -sf "$package"
}

print_steps() {
  say "what would be run"
  cat <<STEPS
az group create --name ${group:-GROUP} --location ${location:-REGION}     where the group does not exist
az deployment group what-if --resource-group ${group:-GROUP} --parameters $parameters
az deployment group create --resource-group ${group:-GROUP} --parameters $parameters
az functionapp deployment source config-zip --resource-group ${group:-GROUP} --name APP --src $package
STEPS
}

create_group() {
  [[ $(az group exists --name "$group") == false ]] || return 0
  [[ -n $location ]] || die "the group $group does not exist: --location says where it shall be"
  confirm "Create the resource group $group in $location?"
  az group create --name "$group" --location "$location" --output none
}

confirm() {
  local answer
  [[ $yes == false ]] || return 0
  read -r -p "$1 [y/N] " answer || true
  [[ $answer == [yY]* ]] || die "stopped: nothing more was changed"
}

deploy() {
  local deployment app url
  deployment=tito-$(date -u +%Y%m%d-%H%M%S)
  create_group
  say "what would change in $group"
  az deployment group what-if --resource-group "$group" --parameters "$parameters"
  [[ $only_what_if == false ]] || return 0
  confirm "Deploy this to $group?"
  say "deploy the resources"
  az deployment group create --resource-group "$group" --name "$deployment" --parameters "$parameters" --output none
  app=$(output "$deployment" appName)
  url=$(output "$deployment" url)
  say "deploy $package to $app"
  az functionapp deployment source config-zip --resource-group "$group" --name "$app" --src "$package" --output none
  say "done"
  printf 'Sessions are opened at %s. Try it:\n' "$url"
  # shellcheck disable=SC2016 # Whoever reads it expands it.
  printf '  export TITO_FUNCTIONS_KEY=$(az functionapp keys list -g %s -n %s --query functionKeys.default -o tsv)\n  infra/smoke.sh %s\n' \
    "$group" "$app" "$url"
}

output() {
  az deployment group show --resource-group "$group" --name "$1" --query "properties.outputs.$2.value" --output tsv
}

group='' location='' assets='' corpus='' family_file='' ready='' restore=() only_what_if=false yes=false dry_run=false
parameters='' package=$root/artifacts/deploy/tito.zip
TITO_API_KEY=${TITO_API_KEY:-}
read_options "$@"
check_options
if [[ -n $ready ]]; then
  package=$ready
else
  pack
fi

if [[ $dry_run == true ]]; then
  needs zip "install it from your system's packages"
  print_content
  print_steps
else
  deploy
fi
