"""Writes seals.tsv beside the golden trajectories: of each file the short hashes of its lines, by which a changed byte is found and placed."""
import hashlib
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[3] / "tests/Golden/corpus/trajectories"


def seal(text):
    lines = text.split(b"\n")
    assert lines.pop() == b"", "the file must end with a line feed"
    return ",".join(hashlib.sha256(line).hexdigest()[:8] for line in lines)


def main():
    rows = [f"{path.name}\t{seal(path.read_bytes())}\n" for path in sorted(FOLDER.glob("*.json"))]
    target = FOLDER / "seals.tsv"
    if sys.argv[1:] == ["--check"]:
        return 0 if target.read_text("utf-8") == "".join(rows) else f"{target} is not what the files have: run {__file__}."
    target.write_text("".join(rows), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
