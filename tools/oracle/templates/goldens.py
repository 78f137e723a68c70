"""Writes every golden under tests/Golden/corpus/templates.

    /usr/bin/python3 tools/oracle/templates/goldens.py
"""

import json
import pathlib

import grammar
import parity
import qwen3_goldens
import stage_cases
from jinja2 import TemplateSyntaxError
from conversations import conversations
from jinja_environment import NOW, make_environment, outcome
from syntax_dump import dump, tokens

ROOT = pathlib.Path(__file__).resolve().parents[3]
CORPUS = ROOT / "tests/Golden/corpus/templates"
FIXED = ROOT / "src/Core/Families/qwen3.jinja"
SEED = 20261124


def write(path, lines):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8", newline="\n")


def unmark(template):
    return template.replace("«", "").replace("»", "")


def failure(error):
    """The failure with the line that Jinja2 blames; the lines of Python's own SyntaxError are those of generated code."""
    line = error.lineno if isinstance(error, TemplateSyntaxError) else None
    return {"error": type(error).__name__, "message": str(error), "line": line}


def stage(environment, cases, yields):
    for name, marked, context in cases:
        source = unmark(marked)
        try:
            result = yields(environment.from_string(source), source, context)
        except Exception as error:  # noqa: BLE001 - every exception is a result here
            result = failure(error)
        yield {"name": name, "template": marked, "context": context} | result


def grammar_cases(environment, count):
    """Half of them raise, and half do not."""
    found = {True: [], False: []}
    seed = SEED
    while min(len(cases) for cases in found.values()) < count // 2:
        source, context = grammar.case(seed)
        result = parity.judge(environment, source, context)
        seed += 1
        kind = found["error" in result]
        if len(kind) < count // 2 and not parity.UNSTABLE.search(result.get("text", "")) and len(source) < 600:
            kind.append({"template": source, "context": context} | result)
    return found[False] + found[True]


def main():
    environment = make_environment(NOW)
    qwen3_goldens.main()
    fixed = environment.from_string(FIXED.read_text("utf-8"))
    write(CORPUS / "qwen3/fixed.jsonl", ({"context": c} | outcome(fixed, c) for c in conversations(SEED + 1, 60, odd=0.03)))
    write(CORPUS / "grammar/cases.jsonl", grammar_cases(environment, 400))
    write(CORPUS / "stages/lexer.jsonl", stage(environment, stage_cases.LEXER, lambda t, s, c: {"tokens": tokens(environment, s)}))
    write(CORPUS / "stages/parser.jsonl", stage(environment, stage_cases.PARSER, lambda t, s, c: {"tree": dump(environment.parse(s))}))
    write(CORPUS / "differences.jsonl", (
        {"name": name, "template": source, "context": context, "kind": kind, "jinja2": parity.judge(environment, source, context)}
        for name, source, context, kind in stage_cases.DIFFERENCES))
    write(CORPUS / "stages/render.jsonl", stage(environment, stage_cases.RENDER, lambda t, s, c: {"text": t.render(**c)}))


if __name__ == "__main__":
    main()
