"""usage: /usr/bin/python3 generate.py [FAMILY...]

Writes tests/Golden/corpus/scenarios: models, pools.json, the scenarios, the broken ones and manifest.tsv. With families, their scenarios alone.
"""
import json
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from paths import CORPUS
import broken
import files
import pools
from contracts import CONTRACTS
from exact_json import canonical
from kinds import KINDS
from models import Model
from layout import text_of
from play import Player, digest_of
from splitmix import SplitMix

COUNT = 20_160
_SEEDED = [kind for kind in KINDS if kind["seeded"]]
FAMILIES = list(CONTRACTS)


def main(families):
    started = time.monotonic()
    with ProcessPoolExecutor(2) as workers:
        prepared = dict(zip(FAMILIES, workers.map(_prepared, FAMILIES)))
        shared = {"format": "tito.golden-pools", "version": 1, **pools.shared()}
        whole = shared | {"families": {name: of for name, (_, of) in prepared.items()}}
        _write(CORPUS / "pools.json", _pools_text(whole))
        for name, (file, _) in prepared.items():
            _write(CORPUS / f"models/{name}.json", json.dumps(file, ensure_ascii=False, indent=1) + "\n")
        print(f"pools and models: {time.monotonic() - started:.0f} s")
        jobs = [name for name in FAMILIES if not families or name in families]
        lines, count = {}, 0
        for name, (written, manifest) in zip(jobs, workers.map(partial(_family, whole), jobs)):
            count += written
            lines |= manifest
            print(f"{name}: {written} files, {len(manifest)} seeds, {time.monotonic() - started:.0f} s", flush=True)
    if not families:
        _write(CORPUS / "manifest.tsv", "".join(lines[seed] for seed in sorted(lines)))
    print(f"{count} files, {len(lines)} seeds in {time.monotonic() - started:.0f} s")


def _prepared(name):
    with Model(name) as model:
        return model.file(), pools.of_family(model)


def _family(whole, name):
    """Writes a family's files; how many, and the lines of its seeds."""
    number = FAMILIES.index(name)
    with Model(name) as model:
        _clear(CORPUS / name, "*.json")
        _clear(CORPUS / "broken", f"*-{name}-*.json")
        count, counter = 0, [number]
        for path, scenario in files.of_family(model, whole, number):
            written = [(path, text_of(scenario))]
            if scenario["kind"] not in ("long", "scripts"):
                written += broken.of(model, path, scenario, counter)
            if path == "qwen3/chat-kept":
                written += broken.of_form(scenario)
            if path == "qwen3/inputs-told":
                written += broken.of_header(path, scenario)
            for name, text in written:
                _write(CORPUS / f"{name}.json", text)
            count += len(written)
        return count, {seed: line(model, whole, seed) for seed in range(number, COUNT, len(FAMILIES))}


def line(model, whole, seed):
    """The manifest's line of a seed."""
    kind = kind_of(seed)
    scenario = Player(model, whole, kind, SplitMix(seed)).play(f"seed/{seed}")
    return f"{seed}\t{model.name}\t{kind['name']}\t{digest_of(scenario)}\n"


def kind_of(seed):
    return _SEEDED[seed // len(FAMILIES) % len(_SEEDED)]


def _pools_text(whole):
    """A family, or an entry of a shared list, on a line."""
    one = canonical
    lines = [f"{one(name)}:{one(value)}" for name, value in whole.items() if name not in ("families", "kinds")]
    lines.append('"kinds":[\n' + ",\n".join(map(one, whole["kinds"])) + "\n]")
    lines.append('"families":{\n' + ",\n".join(f"{one(name)}:{one(of)}" for name, of in whole["families"].items()) + "\n}")
    return "{" + ",\n".join(lines) + "}\n"


def _clear(folder, pattern):
    if folder.is_dir():
        for file in folder.glob(pattern):
            file.unlink()


def _write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
