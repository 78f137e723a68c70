"""usage: cases.py NAME SEED TEXTS ID_LISTS
Writes a line with the model and its configuration, then one case a line: {"text","ids"} for texts and {"ids"} for lists of ids. "plain" are
the ids with special tokens as text, where they differ; "decoded" and "skipped" stand there where decoding does not give the text back."""
import json
import random
import sys

import models
import reference

name, (seed, texts, id_lists) = sys.argv[1], map(int, sys.argv[2:5])
model, config = models.CONFIGURED[name]
oracle = reference.Reference(models.path_of(model).read_bytes(), config)


def write(item):
    decoded, skipped = oracle.decode(item["ids"]), oracle.decode(item["ids"], skip_special_tokens=True)
    item |= {} if decoded == item.get("text") else {"decoded": decoded}
    item |= {} if skipped == decoded else {"skipped": skipped}
    print(json.dumps(item, separators=(",", ":")))


print(json.dumps({"file": f"{model}.model", "as": "tokenizer.model", "config": config}, separators=(",", ":")))
for text in models.generated(seed, texts, [*oracle.added, *(models.SYMBOLS if model == "gemma" else [])]):
    ids, plain = oracle.encode(text), oracle.encode(text, special_tokens=False)
    write({"text": text, "ids": ids} | ({} if plain == ids else {"plain": plain}))
choose = random.Random(seed)
known = [id_ for id_ in range(oracle.size) if id_ < oracle.whole.get_piece_size() or id_ in oracle.texts]
for _ in range(id_lists):
    write({"ids": [choose.choice(known[:270] if choose.random() < 0.6 else known) for _ in range(choose.randrange(24))]})
