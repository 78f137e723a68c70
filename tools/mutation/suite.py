"""Shows that the golden suite alone bites: suite.py [--folder FOLDER] [--each N] [--seed N] [--only MODULE] [--out FILE] [--prefix COMMAND]

Faults come from two places. `--each` mutants of every module below are drawn: one operator, literal or call of one line, changed as MUTATIONS says. Those of suite-drawn.txt come
first, so that a changed line changes no other draw; where a line is gone, a draw by a seed takes its place, as all are drawn anew with `--seed`. The others are
written by hand in suite.json: data, templates and family declarations, in seeded.py's form without a test class. Each fault goes by itself into a clone of the last commit,
its project is compiled, and the suite runs until something fails: the scenario files, then the suite's own tests (tests/Golden), then an eighth of the manifest's seeds. What `--out` has
already is not judged again. COMMAND goes before each dotnet and test command, as a lock does.

What survives is looked up in suite-survivors.txt by its name: a survivor that is explained there changes no behaviour, or none that a recording can show. Any other ends the
run with 1. So does an explanation of what is detected, or of what is no fault of the lists any more. The last lines are the table of docs/golden-scenarios.md.
"""
import argparse, json, pathlib, random, re, shlex, shutil, subprocess, sys, tempfile, time
from seeded import HERE, ROOT, QUIET, check, prepare

MODULES = {
    "splice": ["Core/Splicing/TurnSplicer.cs", "Core/Splicing/Join.cs", "Core/Splicing/DummyContext.cs", "Core/Prompts/*.cs"],
    "boundaries": ["Core/Splicing/*Boundar*.cs", "Core/Families/BoundaryRule.cs"],
    "ends": ["Core/Tokens/EndTokens.cs", "Core/Tokens/StopMatch.cs", "Core/Trajectories/TurnEnd.cs", "Core/Trajectories/End*.cs", "Core/Trajectories/Ghosts.cs"],
    "identity": ["Core/Trajectories/Positioner.cs", "Core/Trajectories/*Policy.cs", "Core/Trajectories/RepeatRule.cs", "Core/Trajectories/AppendRules.cs",
                 "Core/Trajectories/LeftBehind.cs", "Core/Trajectories/RenamedCalls.cs", "Core/Trajectories/SampledMessage.cs", "Core/Trajectories/Trajectory.cs"],
    "matchers": ["Core/Messages/Normal/*.cs", "Core/Trajectories/*Matcher.cs", "Core/Trajectories/AlteredCalls.cs"],
    "mask": ["Core/Tokens/LossMask.cs", "Core/Samples/SampleMerger.cs", "Core/Samples/SampleAssembler.cs", "Core/Samples/TurnAlignment.cs", "Core/Samples/SharedCompletions.cs"],
    "digest": ["Core/Tokens/Digest*.cs", "Core/Tokens/LittleEndian.cs", "Core/Trajectories/TurnDigest.cs", "Core/Trajectories/TurnInputs.cs"],
    "comparator": ["Core/Comparison/*.cs"],
    "codec": ["Core/Journals/TurnRowCodec.cs", "Core/Journals/ExchangeJson.cs", "Core/Journals/TurnColumnsJson.cs", "Core/Samples/SampleJson.cs", "Core/Trajectories/SessionSettingsJson.cs"],
    "tokenizer": ["Tokenizers/Models/*.cs", "Tokenizers/AddedTokens/*.cs", "Tokenizers/PreTokenization/*.cs", "Tokenizers/Decoding/*.cs", "Tokenizers/Normalization/*.cs"],
    "template": ["Core/Rendering/**/*.cs", "Jinja/Evaluation/**/*.cs", "Jinja/Builtins/Filters/*.cs", "Jinja/Values/Access.cs"],
    "parsers": ["Core/Completions/**/*.cs"],
    "faces": ["Faces/**/*.cs"],
}

# What is changed, and into what. A line that only guards an argument or writes a sentence is not one of a module's behaviour.
MUTATIONS = [(" == ", " != "), (" != ", " == "), (" < ", " <= "), (" > ", " >= "), (" <= ", " < "), (" >= ", " > "), (" && ", " || "), (" || ", " && "), (" + 1", ""),
             (" - 1", ""), (" is not null", " is null"), (" is null", " is not null"), ("true", "false"), ("false", "true"), (".Any(", ".All("), (".All(", ".Any("),
             ("continue;", "break;"), ("^1]", "^2]"), ("(!", "("), ("[..", "[1..]["), ("++;", " += 2;"), (".First", ".Last"), (".Last", ".First"), (".IsEmpty", ".IsDefault"),
             (" + ", " - "), (" - ", " + "), (".Min(", ".Max("), (".Max(", ".Min("), ("yield break;", "")]
SKIPPED = re.compile(r"^\s*(//|\[|using |namespace |public (sealed |static |abstract )*(class|record|enum|interface)|#)|throw |nameof|ThrowIf|\$\"|Debug\.")


def main():
    options = argparse.ArgumentParser(usage=__doc__)
    options.add_argument("--folder", type=pathlib.Path)
    options.add_argument("--each", type=int, default=6)
    options.add_argument("--seed", type=int)
    options.add_argument("--only")
    options.add_argument("--out", type=pathlib.Path)
    options.add_argument("--prefix", default="")
    asked = options.parse_args()
    clone = asked.folder or pathlib.Path(tempfile.mkdtemp(prefix="suite-"))
    prepare(clone)
    prefix = shlex.split(asked.prefix)
    if run(prefix, ["dotnet", "build", "Tito.Functions.sln", *QUIET], clone, 3600):
        sys.exit("the solution does not build without a fault")
    if (stage := Suite(clone, prefix).survives(None)) != "SURVIVED":
        sys.exit(f"the suite's {stage} fail without a fault")
    written = json.loads((HERE / "suite.json").read_text("utf-8"))
    check([fault | {"list": "suite"} for fault in written])
    faults = [fault for fault in [*drawn(asked.each, asked.seed), *written] if asked.only in (None, fault["module"])]
    told = asked.out.read_text("utf-8").splitlines() if asked.out and asked.out.exists() else []
    told = {line[30:]: line[:16].strip() for line in told}
    results = asked.out.open("a", encoding="utf-8") if asked.out else None
    known = {line.split("\t")[0]: line for line in (HERE / "suite-survivors.txt").read_text("utf-8").splitlines() if line and not line.startswith("#")}
    suite, open_ones, table = Suite(clone, prefix), [], {}
    began = time.monotonic()
    wanted = {}
    for fault in faults:
        wanted[fault["module"]] = wanted.get(fault["module"], 0)
        if "spare" in fault and wanted[fault["module"]] >= asked.each:
            continue
        is_new = fault["name"] not in told
        verdict = suite.judge(fault) if is_new else told[fault["name"]]
        if verdict == "does not build":
            if results and is_new:
                print(f"{verdict:>16}  {fault['module']:<10}  {fault['name']}", file=results, flush=True)
            continue
        wanted[fault["module"]] += "spare" in fault
        table.setdefault(fault["module"], []).append(verdict)
        if verdict == "SURVIVED" and known.pop(fault["name"], None) is None:
            open_ones.append(fault["name"])
        line = f"{verdict:>16}  {fault['module']:<10}  {fault['name']}"
        print(line, flush=True)
        if results and is_new:
            print(line, file=results, flush=True)
    total = sum(map(len, table.values()))
    detected = total - sum(verdicts.count("SURVIVED") for verdicts in table.values())
    print(f"{detected} of {total} faults detected by the golden suite alone, {total - detected} survive, {len(open_ones)} of them unexplained; {time.monotonic() - began:,.0f} s")
    for name in open_ones:
        print(f"unexplained: {name}")
    stale = [] if asked.only or asked.seed is not None else sorted(known)
    for name in stale:
        print(f"explained, and does not survive: {name}")
    print("\n".join(rows(table)))
    sys.exit(1 if open_ones or stale else 0)


def rows(table):
    """The table of a run in Markdown: for each module how many faults there are, and what detects them."""
    yield "| module | faults | files | tests | seeds | survive, explained |\n| --- | --- | --- | --- | --- | --- |"
    for module, verdicts in [*table.items(), ("all", [verdict for verdicts in table.values() for verdict in verdicts])]:
        counts = [len(verdicts), *(verdicts.count(one) for one in ("files", "tests", "seeds", "SURVIVED"))]
        yield f"| {module} | " + " | ".join(map(str, counts)) + " |"


def drawn(each, seed):
    """The mutants in a fixed order; more than asked for, as some do not compile. Without a seed those of suite-drawn.txt come first."""
    listed = [] if seed is not None else (HERE / "suite-drawn.txt").read_text("utf-8").splitlines()
    for module, patterns in MODULES.items():
        draw = random.Random(f"{seed or 1}-{module}")
        files = sorted({path for pattern in patterns for path in (ROOT / "src").glob(pattern)})
        places = []
        for path in files:
            for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
                if SKIPPED.search(line) or not line.strip():
                    continue
                for old, new in MUTATIONS:
                    start = line.find(old)
                    while start >= 0:
                        if line[:start].count('"') % 2 == 0:
                            places.append((path, number, line, start, old, new))
                        start = line.find(old, start + 1)
        mutants = {}
        for place in places:
            mutants.setdefault((one := mutant(module, *place))["name"], one)
        kept = [mutants.pop(name) for name in listed if name in mutants]
        yield from [*kept, *draw.sample(list(mutants.values()), min(len(mutants), each * 3))]


def mutant(module, path, number, line, start, old, new):
    changed = line[:start] + new + line[start + len(old):]
    file = str(path.relative_to(ROOT))
    return {"module": module, "file": file, "line": number, "changed": changed, "spare": True, "name": f"{file.removeprefix('src/')}: {line.strip()} -> {changed.strip()}"}


class Suite:
    """The suite over a clone: compiles one project at a time and puts it beside both programs."""

    def __init__(self, clone, prefix):
        self.clone, self.prefix, self.commands = clone, prefix, {}

    def judge(self, fault):
        path = self.clone / fault["file"]
        text = path.read_text("utf-8")
        project = re.match(r"src/(\w+)/", fault["file"]).group(1)
        self.command(project)
        try:
            if "changed" in fault:
                lines = text.split("\n")
                lines[fault["line"] - 1] = fault["changed"]
                path.write_text("\n".join(lines), "utf-8")
            else:
                path.write_text(text.replace(fault["find"], fault["replace"]), "utf-8")
            return self.survives(project, re.search(r"Families/(\w+?)(Family)?\.", fault["file"]))
        finally:
            path.write_text(text, "utf-8")
            self.place(project, self.kept(project))

    def survives(self, project, family=None):
        """None: the suite as it is. What detects the fault, or SURVIVED."""
        if project:
            if run(self.prefix, self.command(project), self.clone / f"src/{project}", 300):
                return "does not build"
            self.place(project, self.clone / f"artifacts/obj/Tito.{project}/release/Tito.{project}.dll")
        corpus = "tests/Golden/corpus"
        tito = [self.clone / "artifacts/bin/Tito.Cli/release/tito", "replay", "--in-process", "--fail-fast"]
        tests = [self.clone / "artifacts/bin/Tito.Golden/release/Tito.Tests.Golden", "-noLogo", "-noColor", "-stopOnFail"]
        own = [("files", [*tito, "--filter", family.group(1).lower(), f"{corpus}/scenarios"])] if family else []  # Where it most likely shows.
        stages = [*own, ("files", [*tito, f"{corpus}/scenarios", f"{corpus}/trajectories"]), ("tests", tests),
                  ("seeds", [*tito, "--manifest", f"{corpus}/scenarios/manifest.tsv", "--shard", "1/8"])]
        for name, command in stages:
            if run(self.prefix, command, self.clone, 900):
                return name
        return "SURVIVED"

    def command(self, project):
        """The compiler's own command line for a project, of a build that says it, without what only judges style."""
        if project not in self.commands:
            shutil.copy(self.clone / f"artifacts/bin/Tito.Cli/release/Tito.{project}.dll", self.kept(project))
            (self.clone / f"artifacts/obj/Tito.{project}/release/Tito.{project}.dll").unlink()
            said = subprocess.run(["dotnet", "build", f"src/{project}", "--no-dependencies", "--no-restore", *QUIET[:-1], "d"], cwd=self.clone, capture_output=True, text=True).stdout
            words = shlex.split(next(line for line in said.splitlines() if "/csc /noconfig" in line), posix=False)
            self.commands[project] = [words[0], "/shared", *[word for word in words[1:] if not re.match(r"/analyzer:.*(Analyzers|CodeStyle)", word)]]
            if run(self.prefix, self.commands[project], self.clone / f"src/{project}", 300):
                sys.exit(f"src/{project} does not compile without a fault")
        return self.commands[project]

    def kept(self, project):
        return self.clone / f"artifacts/Tito.{project}.kept.dll"

    def place(self, project, assembly):
        for program in ("Cli", "Golden"):
            shutil.copy(assembly, self.clone / f"artifacts/bin/Tito.{program}/release/Tito.{project}.dll")


def run(prefix, command, folder, seconds):
    """Whether a command fails; one that never ends counts. What it waits for by its prefix does not."""
    return subprocess.run([*prefix, "timeout", str(seconds), *command], cwd=folder, capture_output=True).returncode != 0


if __name__ == "__main__":
    main()
