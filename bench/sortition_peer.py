"""Run by the Python that has sortition-algorithms: a pool on stdin, its maximin on stdout."""

from __future__ import annotations

import json
import sys
import time

from requests.structures import CaseInsensitiveDict  # type: ignore[import-untyped]
from sortition_algorithms.committee_generation.maximin import (  # type: ignore[import-not-found]
    find_distribution_maximin,
)
from sortition_algorithms.features import (  # type: ignore[import-not-found]
    FeatureValueMinMax,
)
from sortition_algorithms.people import People  # type: ignore[import-not-found]


def main() -> None:
    asked = json.load(sys.stdin)
    features = CaseInsensitiveDict()
    for name, value, least, most in asked["quotas"]:
        quota = FeatureValueMinMax(min=least, max=most, min_flex=0, max_flex=10**6)
        features.setdefault(name, CaseInsensitiveDict())[value] = quota
    people = People([])
    for row, (key, facts) in enumerate(asked["people"].items()):
        people.add(key, dict(facts), features, row)
    start = time.perf_counter()
    committees, shares, _ = find_distribution_maximin(features, people, asked["seats"], [])
    seconds = time.perf_counter() - start
    chances = dict.fromkeys(asked["people"], 0.0)
    for committee, share in zip(committees, shares, strict=True):
        for each in committee:
            chances[each] += share
    smallest = min(chances.values())
    print(json.dumps({"seconds": seconds, "smallest": smallest, "outcome": "optimal"}))


if __name__ == "__main__":
    main()
