"""Scores the tests of Core's modules with mutants of their code: mutate_code.py [--folder FOLDER] [MODULE...], all modules without one.

1. Stryker mutates a clone of HEAD in a temporary folder and runs the unit tests that cover each mutant.
2. What they do not detect runs against the golden and integration namespaces of modules.json, on the DLL that Stryker made.
3. What nothing detects must be in accepted.txt, and each module's score at its threshold of modules.json or above.

With --folder the clone stays, and a later run there skips the steps whose results it finds: delete report.json or suites.jsonl to repeat one.
"""
import argparse, concurrent.futures, contextlib, json, os, pathlib, shutil, subprocess, sys, tempfile, time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SWITCH = {"TITO_MODEL_STEPS": "1", "RunAnalyzers": "false", "TreatWarningsAsErrors": "false", "MSBUILDDISABLENODEREUSE": "1"}
SECONDS = {"Golden": 30, "Integration": 180}


def prepare(clone, modules):
    """A clone in which Stryker meets only the code that it is to mutate, and the folders of unit tests that modules.json names for it."""
    asked = {folder for unit in modules.values() for folder in unit["Unit"]}
    subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
    for packages in ("assets", "tests/Support/azurite"):
        if (ROOT / packages / "node_modules").exists():
            shutil.copytree(ROOT / packages / "node_modules", clone / packages / "node_modules", symlinks=True)
    for file in (clone / "src/Core").rglob("*.cs"):
        # Stryker mutates ConfigureAwait(false), which changes nothing in this app; its ignore-methods would leave out the awaited call too.
        text = file.read_text(encoding="utf-8-sig").replace(".ConfigureAwait(false)", "")
        chosen = file.relative_to(clone / "src/Core").parts[0] in modules
        file.write_text(text if chosen else "// Stryker disable all\n" + text, encoding="utf-8")
    for file in (clone / "tests/Unit").rglob("*.cs"):
        text = file.read_text(encoding="utf-8-sig")
        if file.relative_to(clone / "tests/Unit").parts[0] not in asked:
            text = text.replace("[Fact]", "").replace("[Theory]", "")
        # An explicit test runs when Stryker asks for it by id: minutes, and its survivors would have no verdict. What needs all steps counts as survived.
        file.write_text(text.replace("Explicit = true", 'Skip = "explicit"').replace("steps: 2_000", "steps: 500"), encoding="utf-8")
    projects = [project for folder in ("src", "functions", "tests/Support", "tests/Unit") for project in (clone / folder).rglob("*.csproj")]
    lines = "\n".join(f'  <Project Path="{project.relative_to(clone)}" />' for project in projects)
    (clone / "mutation.slnx").write_text(f"<Solution>\n{lines}\n</Solution>\n")
    (clone / "stryker-config.json").write_text(json.dumps({"stryker-config": {
        "solution": "mutation.slnx", "project": "Tito.Core.csproj", "test-runner": "mtp", "configuration": "Release", "coverage-analysis": "perTest",
        "concurrency": 2, "additional-timeout": 20000, "mutation-level": "Standard", "ignore-mutations": ["string"], "reporters": ["json", "dots"],
        "mutate": [f"**/Core/{module}/**/*.cs" for module in modules]}}))


def stryker(clone, folder):
    """Runs Stryker, and keeps its DLL, which holds all mutants, before it puts the built one back."""
    tested = clone / "artifacts/bin/Tito.Unit/release/Tito.Core.dll"
    built = tested.with_name("Tito.Core.dll.stryker-unchanged")
    subprocess.run(["dotnet", "tool", "restore"], cwd=clone, check=True, stdout=subprocess.DEVNULL)
    with open(folder / "stryker.log", "w") as log:
        run = subprocess.Popen(["dotnet", "stryker", "-f", "stryker-config.json", "-O", folder / "stryker", "--skip-version-check", "-L"],
                               cwd=clone, env=os.environ | SWITCH, stdout=log, stderr=subprocess.STDOUT)
        while run.poll() is None:
            time.sleep(1)
            with contextlib.suppress(FileNotFoundError):
                if tested.stat().st_size > built.stat().st_size:
                    shutil.copy(tested, folder / "Tito.Core.dll")
    reports = list((folder / "stryker").rglob("mutation-report.json"))
    if not reports:
        sys.exit(f"Stryker made no report:\n{(folder / 'stryker.log').read_text()[-2000:]}")
    shutil.copy(reports[0], folder / "report.json")


def mutants(clone, folder):
    """The valid mutants of the report, in the order of files and lines."""
    for path, file in sorted(json.loads((folder / "report.json").read_text())["files"].items()):
        name = pathlib.PurePath(path).as_posix().split("src/Core/")[-1]
        lines = file["source"].splitlines()
        for mutant in sorted(file["mutants"], key=lambda mutant: (mutant["location"]["start"]["line"], int(mutant["id"]))):
            if mutant["status"] not in ("CompileError", "Ignored"):
                line = mutant["location"]["start"]["line"]
                key = " | ".join((name, " ".join(lines[line - 1].split()), " ".join(mutant["replacement"].split())[:100]))
                yield {"module": name.split("/")[0], "id": mutant["id"], "line": line, "key": key, "detected": mutant["status"] in ("Killed", "Timeout")}


def suites(clone, folder, undetected, modules):
    """The ids of the mutants that golden or integration tests detect. Each verdict is kept as it comes: what is broken off goes on where it was."""
    told = folder / "suites.jsonl"
    verdicts = dict(json.loads(line) for line in told.read_text().splitlines()) if told.exists() else {}
    undetected = [mutant for mutant in undetected if mutant["id"] not in verdicts]
    for suite in SECONDS if undetected else ():
        project = clone / f"tests/{suite}"
        subprocess.run(["dotnet", "build", project, "--configuration", "Release", "--verbosity", "quiet"],
                       env=os.environ | SWITCH, check=True, stdout=subprocess.DEVNULL)
        shutil.copy(folder / "Tito.Core.dll", clone / f"artifacts/bin/Tito.{suite}/release")

    def passes(suite, module, mutant, seconds):
        names = [part for name in modules[module].get(suite, []) for part in ("-namespace", f"Tito.Tests.{suite}.{name}*")]
        if not names:
            return True
        try:
            return subprocess.run([clone / f"artifacts/bin/Tito.{suite}/release/Tito.Tests.{suite}", "-noLogo", "-stopOnFail", *names],
                                  env=os.environ | {"STRYKER_MUTANT_ID_CONTROL_VAR": "TITO_MUTANT", "TITO_MUTANT": mutant}, cwd=clone,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=seconds).returncode == 0
        except subprocess.TimeoutExpired:
            return False

    # A mutant that hangs is detected; one that is only slow is not, whatever else the machine does: the limit follows the time without a mutant.
    limits, broken = {}, []
    for module in sorted({mutant["module"] for mutant in undetected}):
        for suite in SECONDS:
            began = time.monotonic()
            if not passes(suite, module, "-1", 10 * SECONDS[suite]):
                broken.append(f"{suite} of {module}")
            limits[suite, module] = max(SECONDS[suite], 4 * (time.monotonic() - began))
    if broken:
        sys.exit(f"Fails without a mutant: {', '.join(broken)}")

    def judge(mutant):
        killed = not all(passes(suite, mutant["module"], mutant["id"], limits[suite, mutant["module"]]) for suite in SECONDS)
        verdicts[mutant["id"]] = killed
        with told.open("a") as lines:
            lines.write(json.dumps([mutant["id"], killed]) + "\n")

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for done, _ in enumerate(pool.map(judge, undetected), 1):
            print(f"\r{done} of {len(undetected)} asked of the other suites", end="", file=sys.stderr)
    return {mutant for mutant, killed in verdicts.items() if killed}


def verdict(all_mutants, by_suites, modules):
    """Prints the scores and what is new; true when the gate holds. An accepted mutant that is equivalent does not count."""
    accepted = {}
    for line in (HERE / "accepted.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            key, judgement = line.rsplit(" | ", 1)
            accepted[key] = judgement
    good = True
    print(f"{'module':14}{'mutants':>8}{'by unit':>9}{'by others':>10}{'equivalent':>11}{'undetected':>11}{'score':>8}{'least':>7}")
    for module in modules:
        own = [mutant for mutant in all_mutants if mutant["module"] == module]
        rest = [mutant for mutant in own if not mutant["detected"] and mutant["id"] not in by_suites]
        same = sum(accepted.get(mutant["key"], "").startswith("equivalent") for mutant in rest)
        counted = max(1, len(own) - same)
        score, least = 100 * (counted - len(rest) + same) / counted, modules[module]["least"]
        unit = sum(mutant["detected"] for mutant in own)
        print(f"{module:14}{len(own):8}{unit:9}{len(own) - unit - len(rest):10}{same:11}{len(rest) - same:11}{score:7.1f}%{least:6}%")
        new = [mutant for mutant in rest if mutant["key"] not in accepted]
        for mutant in new:
            print(f"  new at line {mutant['line']} (mutant {mutant['id']}): {mutant['key']}")
        good = good and not new and score >= least
    print("holds" if good else "does not hold: a score is below its threshold, or a mutant that nothing detects is not in accepted.txt")
    return good


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--folder", type=pathlib.Path)
    arguments.add_argument("modules", nargs="*")
    given = arguments.parse_args()
    table = json.loads((HERE / "modules.json").read_text())
    modules = {module: table[module] for module in given.modules or table}
    with tempfile.TemporaryDirectory(prefix="tito-mutation-") as temporary:
        folder = (given.folder or pathlib.Path(temporary)).resolve()
        folder.mkdir(exist_ok=True)
        clone = folder / "clone"
        if not clone.exists():
            prepare(clone, modules)
        if not (folder / "report.json").exists():
            stryker(clone, folder)
        all_mutants = [mutant for mutant in mutants(clone, folder) if mutant["module"] in modules]
        by_suites = suites(clone, folder, [mutant for mutant in all_mutants if not mutant["detected"]], modules)
        sys.exit(0 if verdict(all_mutants, by_suites, modules) else 1)


if __name__ == "__main__":
    main()
