"""splitmix64 (Steele, Lea and Flood, 2014): the numbers that a seed stands for, the same in every language."""

_MASK = (1 << 64) - 1


class SplitMix:
    def __init__(self, seed):
        self._state = seed & _MASK

    def next(self):
        """The next 64 bits."""
        self._state = (self._state + 0x9E3779B97F4A7C15) & _MASK
        mixed = self._state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
        return mixed ^ (mixed >> 31)

    def below(self, count):
        """A number from 0 to below count, 1 or more: the remainder of the next one."""
        return self.next() % count

    def of(self, items):
        return items[self.below(len(items))]
