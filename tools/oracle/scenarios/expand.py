"""usage: /usr/bin/python3 expand.py SEED

Prints the scenario that a seed of the manifest stands for, with its expectations.
"""
import json
import sys

from paths import CORPUS
from generate import FAMILIES, kind_of
from layout import text_of
from models import Model
from play import Player
from splitmix import SplitMix


def main(seed):
    whole = json.loads((CORPUS / "pools.json").read_bytes())
    with Model(FAMILIES[seed % len(FAMILIES)]) as model:
        sys.stdout.write(text_of(Player(model, whole, kind_of(seed), SplitMix(seed)).play(f"seed/{seed}")))


if __name__ == "__main__":
    main(int(sys.argv[1]))
