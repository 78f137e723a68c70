"""Writes every expected text under tests/Golden/corpus/templates, and the inputs that are made from a seed.

    /usr/bin/python3 tools/oracle/templates/goldens.py
"""

import json
import pathlib

import case_files
import grammar
import marks
import parity
import published
import qwen3_goldens
from jinja2 import TemplateSyntaxError
from conversations import conversations
from jinja_environment import NOW, make_environment, outcome
from syntax_dump import dump, tokens

ROOT = pathlib.Path(__file__).resolve().parents[3]
CORPUS = ROOT / "tests/Golden/corpus/templates"
FIXED = ROOT / "src/Core/Families/qwen3.jinja"
SEED = 20261124


def failure(error, marked):
    """The failure, the line that Jinja2 blames, and the marked place; the lines of Python's own SyntaxError are those of generated code."""
    line = f"line {error.lineno}" if isinstance(error, TemplateSyntaxError) else "no line"
    return f"{type(error).__name__}: {error}\nJinja2 blames {line}\n{marks.place(marked)}"


def stage(environment, name, result_of):
    folder = CORPUS / "stages" / name
    case_files.clear(folder, case_files.EXPECTED, case_files.ERROR)
    for path in sorted(folder.glob("*.jinja")):
        marked, context = case_files.read(path), path.with_suffix(".context.json")
        source = marks.unmark(marked)
        try:
            template = environment.from_string(source)
            text = result_of(template, source, json.loads(case_files.read(context)) if context.exists() else {})
            case_files.write(path.with_suffix(case_files.EXPECTED), text)
        except Exception as error:  # noqa: BLE001 - every exception is a result here
            case_files.write(path.with_suffix(case_files.ERROR), failure(error, marked))


def token_lines(environment, source):
    """A token a line: the line where it begins, its type, its text as JSON."""
    return "".join(f"{line} {kind} {json.dumps(text, ensure_ascii=False)}\n" for line, kind, text in tokens(environment, source))


def differences(environment):
    """What COMPATIBILITY.md lists: a folder for each kind of error that the engine raises, and what Jinja2 does instead."""
    folder = CORPUS / "differences"
    case_files.clear(folder, case_files.EXPECTED, case_files.ERROR)
    for path in sorted(folder.glob("*/*.jinja")):
        case_files.write_outcome(path.parent, path.stem, parity.judge(environment, case_files.read(path), {}))


def fixed(environment):
    folder = CORPUS / "qwen3/fixed"
    case_files.clear(folder, ".context.json", case_files.EXPECTED, case_files.ERROR)
    template = environment.from_string(FIXED.read_text("utf-8"))
    for number, context in enumerate(conversations(SEED + 1, 60, odd=0.03)):
        case_files.write(folder / f"{number:02}.context.json", case_files.readable(context))
        case_files.write_outcome(folder, f"{number:02}", outcome(template, context))


def generated_cases(environment, name, make, count):
    """Half of them raise, and half do not. A case is named after its seed."""
    folders = {False: CORPUS / name / "renders", True: CORPUS / name / "raises"}
    case_files.clear(CORPUS / name, ".json")
    found = {True: 0, False: 0}
    seed = SEED
    while min(found.values()) < count // 2:
        source, context = make(seed)
        result = parity.judge(environment, source, context)
        kind = "error" in result
        if found[kind] < count // 2 and not parity.UNSTABLE.search(result.get("text", "")) and len(source) < 600:
            case_files.write(folders[kind] / f"{seed}.json", case_files.readable({"template": source, "context": context} | result))
            found[kind] += 1
        seed += 1


def main():
    environment = make_environment(NOW)
    qwen3_goldens.main()
    fixed(environment)
    generated_cases(environment, "grammar", grammar.case, 400)
    generated_cases(environment, "published", published.case, 120)
    stage(environment, "lexing", lambda template, source, context: token_lines(environment, source))
    stage(environment, "parsing", lambda template, source, context: dump(environment.parse(source)) + "\n")
    stage(environment, "rendering", lambda template, source, context: template.render(**context))
    differences(environment)


if __name__ == "__main__":
    main()
