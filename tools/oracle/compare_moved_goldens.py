"""Shows that the goldens that were JSON lines are the same cases now that they are files of their own.

    /usr/bin/python3 tools/oracle/compare_moved_goldens.py REVISION

REVISION is a commit with the JSON lines. Each of its cases is put together again from the files and held against the line: the same
fields in the same order, numbers by their digits. It uses nothing of what writes the goldens. It also lists what else differs in the corpus.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CORPUS = "tests/Golden/corpus"
STAGES = {"lexer": "lexing", "parser": "parsing", "render": "rendering"}


def main(revision):
    old = git("ls-tree", "-r", "--name-only", revision, "--", CORPUS).decode().splitlines()
    used, failed = set(), 0
    for path in old:
        name = path.removeprefix(f"{CORPUS}/")
        if (cases := moved(name)) is None:
            continue
        before = [parse(line) for line in lines_of(name, git("show", f"{revision}:{path}").decode())]
        after = list(cases(used))
        if name == "templates/differences.jsonl":  # their order follows no rule
            before.sort(key=lambda case: field(case, "name"))
            after.sort(key=lambda pair: field(pair[1], "name"))
        same = sum(one == other for one, (_, other) in zip(before, after))
        failed += len(before) != len(after) or same != len(before)
        print(f"{name}: {len(before)} cases, {len(after)} now, {same} identical")
        for one, (file, other) in zip(before, after):
            if one != other:
                print(f"  {file}:\n    {one}\n    {other}")
    return failed + others(revision, old, used)


def others(revision, old, used):
    """Files that the revision has and that are no moved cases stay as they are; new files are all part of a case."""
    now = {str(path.relative_to(ROOT)) for path in (ROOT / CORPUS).rglob("*") if path.is_file()}
    kept = [path for path in old if moved(path.removeprefix(f"{CORPUS}/")) is None]
    changed = [path for path in kept if path not in now or git("show", f"{revision}:{path}") != (ROOT / path).read_bytes()]
    strange = sorted(now - set(kept) - {str(path.relative_to(ROOT)) for path in used})
    print(f"{len(kept)} other files, of which {len(changed)} differ: {' '.join(changed) or 'none'}")
    print(f"{len(used)} files of moved cases, {len(strange)} files of no case: {' '.join(strange) or 'none'}")
    return len(strange) + sum(not path.endswith("PROVENANCE.md") for path in changed)


def git(*arguments):
    return subprocess.run(["git", "-C", ROOT, *arguments], check=True, capture_output=True).stdout


def parse(text):
    """JSON of which order and the digits of numbers count."""
    def number(digits):
        return "number", digits

    return json.loads(text, object_pairs_hook=lambda pairs: ("object", pairs), parse_int=number, parse_float=number)


def field(case, name):
    return dict(case[1])[name]


def lines_of(name, text):
    if name != "families/shapes.json":
        return text.rstrip("\n").split("\n")
    file = json.loads(text)
    return [json.dumps(shape | {"tools": file["tools"]}) for shape in file["shapes"]]


def moved(name):
    """What puts the cases of a moved file together, or None for a file that was not moved."""
    part = name.removesuffix(".jsonl").split("/")
    if name == "families/shapes.json":
        return shapes
    if not name.endswith(".jsonl"):
        return None
    match part:
        case ["families", family]:
            return lambda used: family_cases(family, used)
        case ["encoders", family]:
            return lambda used: encoder_cases(family, used)
        case ["templates", "differences"]:
            return difference_cases
        case ["templates", "grammar", "cases"]:
            return grammar_cases
        case ["templates", "stages", stage]:
            return lambda used: stage_cases(STAGES[stage], used)
        case ["templates", "qwen3", which]:
            return lambda used: qwen3_cases("native" if which == "conversations" else which, used)
    return None


class Files:
    """The files beside one another whose names begin with a case's name."""

    def __init__(self, path, used):
        self.base, self.used = str(path), used

    def text(self, ending):
        path = Path(self.base + ending)
        if not path.exists():
            return None
        self.used.add(path)
        return path.read_bytes().decode("utf-8")

    def fields(self, ending):
        text = self.text(ending)
        return None if text is None else parse(text)[1]

    def __str__(self):
        return str(Path(self.base).relative_to(ROOT / CORPUS))


def inputs(folder, ending, used):
    return [Files(str(path).removesuffix(ending), used) for path in sorted((ROOT / CORPUS / folder).glob(f"*{ending}"))]


def outcome(files):
    text, error = files.text(".expected.txt"), files.text(".error.txt")
    assert (text is None) != (error is None), files
    if text is not None:
        return [("text", text)]
    kind, message = error.removesuffix("\n").split(": ", 1)
    return [("error", kind), ("message", message)]


def family_cases(family, used):
    for group in ("every-role", "no-system", "shapes"):
        for expected in inputs(f"families/{family}/{group}", ".txt", used):
            conversation = Files(ROOT / CORPUS / "families/conversations" / group / Path(expected.base).name, used)
            yield expected, ("object", conversation.fields(".json") + [("text", expected.text(".txt"))])


def shapes(used):
    for files in inputs("families/conversations/shapes", ".json", used):
        case = dict(files.fields(".json"))
        yield files, ("object", [("name", case["shape"]), ("messages", case["messages"]), ("tools", case["tools"])])


def encoder_cases(family, used):
    for files in inputs(f"encoders/{family}", ".json", used):
        text, refused = files.text(".expected.txt"), files.text(".refused.txt")
        assert (text is None) != (refused is None), files
        yield files, ("object", [("family", family), *files.fields(".json"), *([] if text is None else [("text", text)])])


def difference_cases(used):
    for folder in (ROOT / CORPUS / "templates/differences").iterdir():
        for files in inputs(folder, ".jinja", used):
            yield files, ("object", [
                ("name", Path(files.base).name), ("template", files.text(".jinja")), ("context", ("object", [])), ("kind", folder.name),
                ("jinja2", ("object", outcome(files)))])


def grammar_cases(used):
    for kind in ("renders", "raises"):
        for files in inputs(f"templates/grammar/{kind}", ".json", used):
            yield files, ("object", files.fields(".json"))


def qwen3_cases(which, used):
    return [(files, ("object", [("context", ("object", files.fields(".context.json"))), *outcome(files)]))
            for files in inputs(f"templates/qwen3/{which}", ".context.json", used)]


def stage_cases(stage, used):
    for files in inputs(f"templates/stages/{stage}", ".jinja", used):
        marked, context = files.text(".jinja"), files.fields(".context.json") or []
        case = [("name", Path(files.base).name.split("-", 1)[1]), ("template", marked), ("context", ("object", context))]
        expected = files.text(".expected.txt")
        if expected is None:
            case += failure(marked, files.text(".error.txt"))
        elif stage == "lexing":
            case.append(("tokens", [token(line) for line in expected.removesuffix("\n").split("\n")]))
        else:
            case.append(("tree", expected.removesuffix("\n")) if stage == "parsing" else ("text", expected))
        yield files, ("object", case)


def token(line):
    number, kind, text = line.split(" ", 2)
    return [("number", number), kind, json.loads(text)]


def failure(marked, text):
    """The words of the failure; the place that it names must be the marked one."""
    words, blamed, place, excerpt, carets = text.removesuffix("\n").split("\n")
    kind, message = words.split(": ", 1)
    line, column = (int(number) for number in re.fullmatch(r"line (\d+), column (\d+)", place).groups())
    source = marked.replace("«", "").replace("»", "")
    rows = source.split("\n")
    assert excerpt == f"{line} | {rows[line - 1]}", text
    assert re.fullmatch(rf" +\| {' ' * (column - 1)}\^+", carets) and carets.index("|") == excerpt.index("|"), text
    start = sum(len(row) + 1 for row in rows[:line - 1]) + column - 1
    length = carets.count("^")
    ends = {start + length} | ({start} if length == 1 else set())  # an empty mark has one caret
    assert marked in [f"{source[:start]}«{source[start:end]}»{source[end:]}" for end in ends], text
    number = re.fullmatch(r"Jinja2 blames (no line|line (\d+))", blamed).group(2)
    return [("error", kind), ("message", message), ("line", ("number", number) if number else None)]


if __name__ == "__main__":
    sys.exit(min(1, main(sys.argv[1])))
