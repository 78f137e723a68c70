"""usage: /usr/bin/python3 cases.py [FOLDER COUNT SEED]

Writes what is alike under the matcher `rendered` into a folder, without arguments into the corpus: `groups.json`, in which every message of a group is held against
every other, and `paths.jsonl`, conversations that a client sends again. Before that it holds the oracle against what each change of a client's must do, and against what
Jinja2 makes of the messages.
"""
import json
import random
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
sys.path += [str(HERE), *(str(ROOT / "tools/oracle" / folder) for folder in ("templates", "trajectories"))]
import paths  # noqa: E402 - found through the line above
import pools  # noqa: E402
import templates_agree  # noqa: E402
from exact_json import read  # noqa: E402
from rendered import FORMS, alike, common, in_stored_ids  # noqa: E402

CORPUS = ROOT / "tests/Golden/corpus/matching"
COUNT, SEED = 400, 20261128


def main(folder=CORPUS, count=COUNT, seed=SEED):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    groups = pools.groups()
    (folder / "groups.json").write_text(json.dumps([_group(name, texts) for name, texts in groups.items()], ensure_ascii=False, indent=0) + "\n", "utf-8")
    rng = random.Random(int(seed))
    with (folder / "paths.jsonl").open("w", encoding="utf-8") as file:
        for _ in range(int(count)):
            file.write(json.dumps(_path(rng), ensure_ascii=False, separators=(",", ":")) + "\n")
    pairs = sum(len(texts) ** 2 * len(_families(name)) for name, texts in groups.items())
    print(f"{pairs} pairs of messages, {count} conversations; {templates_agree.check(groups)} pairs agree with what Jinja2 renders")


def _families(group):
    """What is compared by value is so for every family."""
    return ("default",) if group in ("arguments", "calls", "roles") else FORMS


def _group(name, texts):
    messages = [read(text) for text in texts]
    return {"name": name, "messages": texts, "alike": {
        family: ["".join(str(int(alike(stored, sent, FORMS[family]))) for sent in messages) for stored in messages] for family in _families(name)}}


def _path(rng):
    family = rng.choice(list(FORMS))
    stored, sent, changed = paths.pair(rng)
    told = [read(json.dumps(messages)) for messages in (stored, sent)]
    matched, names = common(*told, FORMS[family])
    harmless = changed is None or (FORMS[family].silent and "reasoning" in changed)
    assert (matched == len(stored)) == harmless, (family, changed, matched, stored, sent)
    return {"family": family, "stored": stored, "sent": sent, "matched": matched, "result_ids": [
        message.get("tool_call_id") for message in in_stored_ids(names, told[1][matched:]) if message["role"] == "tool"]}


if __name__ == "__main__":
    main(*sys.argv[1:])
