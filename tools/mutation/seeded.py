"""Shows that the tests detect faults that were chosen by hand: seeded.py [--folder FOLDER] [--prefix COMMAND] [LIST...]

A LIST is a file of tools/mutation/seeded, without its ending; all of them without one. Each of its faults is

    {"name": "…", "file": "src/…", "find": "…", "replace": "…", "project": "Unit", "class": "*NameTests"}

`find` stands exactly once in the file. The faults are put one after the other into a clone of the last commit, the test project is built, and the class must fail.
A fault that does not build, or that no test of its class detects, ends the run with 1. COMMAND goes before each dotnet and test command, as a lock does.
With --folder the clone stays, and the next run there builds only what has changed.
"""
import argparse, contextlib, json, pathlib, shlex, shutil, subprocess, sys, tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
QUIET = ["-c", "Release", "-p:RunAnalyzers=false", "-p:TreatWarningsAsErrors=false", "-nologo", "-v", "q"]
SECONDS = 300


def main():
    options = argparse.ArgumentParser(usage=__doc__)
    options.add_argument("--folder", type=pathlib.Path)
    options.add_argument("--prefix", default="")
    options.add_argument("lists", nargs="*")
    asked = options.parse_args()
    files = [HERE / "seeded" / f"{name}.json" for name in asked.lists] or sorted((HERE / "seeded").glob("*.json"))
    faults = [fault | {"list": file.stem} for file in files for fault in json.loads(file.read_text("utf-8"))]
    check(faults)
    with contextlib.ExitStack() as stack:
        clone = asked.folder or pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="seeded-")))
        prepare(clone)
        prefix = shlex.split(asked.prefix)
        for project in sorted({fault["project"] for fault in faults}):
            if build(clone, prefix, project).returncode:
                sys.exit(f"tests/{project} does not build without a fault")
        for one in sorted({(fault["project"], fault["class"]) for fault in faults}):
            if detected(clone, prefix, *one):
                sys.exit(f"{one[1]} of {one[0]} fails without a fault, or has no test")
        survivors = [fault for fault in faults if not killed(clone, prefix, fault)]
    print(f"{len(faults) - len(survivors)} of {len(faults)} faults detected")
    sys.exit(1 if survivors else 0)


def check(faults):
    """The text to find stands once, so that a list cannot rot in silence."""
    for fault in faults:
        count = (ROOT / fault["file"]).read_text("utf-8").count(fault["find"])
        if count != 1:
            sys.exit(f"{fault['list']}: {fault['name']}: {fault['file']} has the text {count} times, not once")


def prepare(clone):
    if not (clone / ".git").exists():
        subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
        for packages in ("assets", "tests/Support/azurite"):
            if (ROOT / packages / "node_modules").exists():
                shutil.copytree(ROOT / packages / "node_modules", clone / packages / "node_modules", symlinks=True)
    else:
        subprocess.run(["git", "-C", clone, "fetch", "--quiet", "origin"], check=True)
        head = subprocess.run(["git", "-C", ROOT, "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()
        subprocess.run(["git", "-C", clone, "checkout", "--quiet", "--force", head], check=True)


def killed(clone, prefix, fault):
    path = clone / fault["file"]
    text = path.read_text("utf-8")
    try:
        path.write_text(text.replace(fault["find"], fault["replace"]), "utf-8")
        if build(clone, prefix, fault["project"]).returncode:
            verdict = "DOES NOT BUILD"
        else:
            verdict = "detected" if detected(clone, prefix, fault["project"], fault["class"]) else "SURVIVED"
    finally:
        path.write_text(text, "utf-8")
    print(f"{verdict:>14}  {fault['list']}: {fault['name']}", flush=True)
    return verdict == "detected"


def build(clone, prefix, project):
    return subprocess.run([*prefix, "dotnet", "build", f"tests/{project}", *QUIET], cwd=clone, stdout=subprocess.DEVNULL)


def detected(clone, prefix, project, tests):
    """Whether a test fails; one that never ends counts."""
    program = clone / f"artifacts/bin/Tito.{project}/release/Tito.Tests.{project}"
    try:
        return subprocess.run([*prefix, program, "-class", tests], cwd=clone, capture_output=True, timeout=SECONDS).returncode != 0
    except subprocess.TimeoutExpired:
        return True


if __name__ == "__main__":
    main()
