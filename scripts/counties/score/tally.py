"""Counts of one document, and sums of them over all and by feature.

A metric counts `right`, `wanted` (printed and certain) and `got` (given by the reader); its score is 2·right / (wanted + got), which is
plain accuracy where nothing can be invented.
"""

from collections import defaultdict
from dataclasses import dataclass, field


@dataclass
class Fault:
    """What is wrong at one place."""

    metric: str
    page: object
    what: str
    truth: object
    ours: object


@dataclass
class Result:
    """What was counted of one document."""

    seed: object
    name: str
    features: list
    facts: dict = None
    counts: dict = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))
    marks: dict = field(default_factory=lambda: defaultdict(lambda: [0, 0]))  # (mark, metric) -> [right, wrong]
    faults: list = field(default_factory=list)
    notes: set = field(default_factory=set)

    def add(self, metric, right=0, wanted=0, got=0):
        count = self.counts[metric]
        count[0] += right
        count[1] += wanted
        count[2] += got

    def check(self, metric, ok, page=None, what="", truth=None, ours=None):
        """One thing that is right or wrong."""
        self.add(metric, int(bool(ok)), 1, 1)
        if not ok:
            self.fault(metric, page, what, truth, ours)
        return bool(ok)

    def fault(self, metric, page, what, truth, ours):
        self.faults.append(Fault(metric, page, what, truth, ours))

    def marked(self, mark, metric, ok, page=None, what="", truth=None, ours=None):
        """One thing that is not certain: open or unreadable."""
        self.marks[mark, metric][0 if ok else 1] += 1
        if not ok:
            self.fault(f"{metric}[{mark}]", page, what, truth, ours)


def value(count):
    """The score of [right, wanted, got]; None where there is nothing."""
    right, wanted, got = count
    return None if wanted + got == 0 else 2 * right / (wanted + got)


def summed(results):
    """metric -> [right, wanted, got] over documents."""
    total = defaultdict(lambda: [0, 0, 0])
    for result in results:
        for metric, count in result.counts.items():
            for i in range(3):
                total[metric][i] += count[i]
    return dict(total)


def by_feature(results):
    """feature -> (documents that have it, metric -> counts, metric -> seeds that failed)."""
    found = defaultdict(list)
    for result in results:
        for feature in result.features:
            found[feature].append(result)
    return {feature: (group, summed(group), failures(group)) for feature, group in sorted(found.items())}


def failures(results):
    """metric -> seeds of documents in which it is not perfect, worst first."""
    failed = defaultdict(list)
    for result in results:
        for metric, count in result.counts.items():
            score = value(count)
            if score is not None and score < 1:
                failed[metric].append((count[1] + count[2] - 2 * count[0], result.seed))
    return {metric: [seed for _, seed in sorted(seeds, key=lambda s: (-s[0], str(s[1])))] for metric, seeds in failed.items()}


def mean_over_features(features, metric):
    """The metric's mean over features that have something to count, each counted alike."""
    scores = [s for _, counts, _ in features.values() if (s := value(counts.get(metric, (0, 0, 0)))) is not None]
    return sum(scores) / len(scores) if scores else None
