"""The dice: every choice that a real county makes is drawn here under a name, so that scores can be told by feature.

A feature's name is `area.choice=value` (`table.title.place=in_grid`). What is drawn is remembered in `Draw.features`.
"""

import random


class Draw:
    """A seeded source of named choices. `without` forbids values (`--shrink`), `only` forces features (`--only`)."""

    def __init__(self, seed, only=(), without=()):
        self.random = random.Random(f"counties/{seed}")
        self.only = set(only)
        self.without = set(without)
        self.features = set()

    def fork(self, name):
        """A source of its own for one part, so that leaving a feature out does not move the dice of all that follows."""
        child = Draw(0, self.only, self.without)
        child.random = random.Random(f"{self.random.random()}/{name}")
        child.features = self.features
        return child

    def choice(self, name, weights):
        """Draws one value of `{value: weight}`; the first value is the plain one, which is no feature and stays when others are forbidden."""
        values = list(weights)
        forced = [v for v in values if f"{name}={v}" in self.only]
        plain = values[0]
        roll = self.random.random()
        if forced:
            value = forced[0]
        else:
            at = roll * sum(weights.values())
            value = plain
            for candidate in values:
                at -= weights[candidate]
                if at < 0:
                    value = candidate
                    break
        if f"{name}={value}" in self.without:
            value = plain
        if value != plain:
            self.features.add(f"{name}={value}")
        return value

    def chance(self, name, probability):
        """True with a probability; a feature where it is."""
        return self.choice(name, {"no": 1 - probability, "yes": probability}) == "yes"
