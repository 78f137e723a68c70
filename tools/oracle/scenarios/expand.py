"""usage: /usr/bin/python3 expand.py SEED

Prints the scenario that a seed of the manifest stands for, with its expectations.
"""
import sys

import pools
from generate import FAMILIES, kind_of
from layout import text_of
from models import Model
from play import Player
from splitmix import SplitMix


def main(seed):
    with Model(FAMILIES[seed % len(FAMILIES)]) as model:
        whole = pools.shared() | {"families": {model.name: pools.of_family(model)}}
        sys.stdout.write(text_of(Player(model, whole, kind_of(seed), SplitMix(seed)).play(f"seed/{seed}")))


if __name__ == "__main__":
    main(int(sys.argv[1]))
