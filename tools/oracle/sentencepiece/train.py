"""usage: train.py [large]
Trains the models of the corpus, or the large one of the parity step on this repository's own text."""
import sys

import models

if sys.argv[1:] == ["large"]:
    texts = sorted(models.ROOT.glob("docs/**/*.md")) + sorted(models.ROOT.glob("src/**/*.cs"))
    lines = [line for text in texts for line in text.read_text(encoding="utf-8").split("\n")] + list(models.sentences())
    target = models.path_of("large")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(models.train(6000, models.TRAINED["llama"], lines))
else:
    corpus = list(models.sentences())
    for name, options in models.TRAINED.items():
        models.path_of(name).write_bytes(models.train(800, options, corpus))
