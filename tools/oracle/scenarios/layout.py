"""How a scenario is written: a field or a step on a line, and at the end the seal, which has the beginning of each line's SHA-256."""
import hashlib

from exact_json import canonical


def text_of(scenario):
    return sealed(lines_of(scenario))


def lines_of(scenario):
    """The lines before the seal's; `steps` may be anything in a file that is meant to be unreadable."""
    lines = []
    for name, value in scenario.items():
        if name == "steps" and isinstance(value, list) and value:
            steps = [_one(step) for step in value]
            lines += ['"steps":[' + steps[0], *steps[1:]]
            lines[-1] += "]"
        else:
            lines.append(f"{_one(name)}:{_one(value)}")
    lines[0] = "{" + lines[0]
    return [line + "," for line in lines]


def sealed(lines):
    """The text of some lines with their seal."""
    seals = ", ".join(f'"{hashlib.sha256(line.encode()).hexdigest()[:8]}"' for line in lines)
    return "".join(line + "\n" for line in lines) + f'"seal": [{seals}]}}\n'


def _one(value):
    return canonical(value)
