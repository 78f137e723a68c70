"""Writes tests/Golden/corpus/certification: a fixed template, and its mutants with the verdict of a brute-force judge.

    python3 tools/oracle/certification/mutants.py
"""
import hashlib
import json
import random
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tools/oracle/templates"))

from jinja_environment import NOW, make_environment  # noqa: E402
from judge import Judge  # noqa: E402
from operators import edits  # noqa: E402

SOURCE = ROOT / "src/Core/Families/qwen3.jinja"
TARGET = ROOT / "tests/Golden/corpus/certification"
SEED = 20261124
PER_OPERATOR = 100
DEPTH = 4


def main():
    base = SOURCE.read_text("utf-8")
    environment = make_environment(NOW)
    assert Judge(environment.from_string(base)).verdict(DEPTH) is None, "the template itself is no append-only one"
    by_operator = {}
    seen = {base}
    for name, start, end, text in edits(base):
        mutant = base[:start] + text + base[end:]
        if mutant not in seen:
            seen.add(mutant)
            by_operator.setdefault(name.split(":")[0], []).append((name, start, end, text))
    rng = random.Random(SEED)
    chosen = [edit for all_of_one in by_operator.values() for edit in rng.sample(all_of_one, min(PER_OPERATOR, len(all_of_one)))]
    lines = []
    for name, start, end, text in sorted(chosen, key=lambda edit: (edit[1], edit[2], edit[3])):
        try:
            template = environment.from_string(base[:start] + text + base[end:])
        except Exception:  # noqa: BLE001 - what is no template is no mutant
            continue
        found = Judge(template).verdict(DEPTH)
        lines.append({
            "name": name, "line": base.count("\n", 0, start) + 1, "start": start, "end": end, "text": text,
            "breaks": found[0] if found else None, "messages": found[1] if found else DEPTH,
        })
    TARGET.mkdir(parents=True, exist_ok=True)
    (TARGET / "qwen3.jinja").write_text(base, "utf-8", newline="\n")
    with (TARGET / "qwen3.mutants.jsonl").open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    broken = sum(line["breaks"] is not None for line in lines)
    print(f"{len(lines)} mutants, {broken} defects; template {hashlib.sha256(base.encode()).hexdigest()}")


if __name__ == "__main__":
    main()
