# mypy: disable-error-code="import-untyped,import-not-found,no-untyped-call"
"""The peer: Splink 5 on DuckDB, in a Python of its own (`python -m bench link --peers PYTHON`).

It runs where we do not, so nothing is known here of its types. A job comes as JSON: tables as CSV
(unique_id, truth, columns), which columns are names, dates and others, and whether tables are
linked one to one or entries clustered. Settings as in its own example notebooks:
ForenameSurnameComparison or NameComparison, DateOfBirthComparison, term frequencies, eight to
twelve blocking rules, u from random pairs, EM on two or three blockings. Its best threshold is
taken on the whole set, which is more than we allow ourselves.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import pandas as pd
import splink.comparison_library as cl
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI

THRESHOLDS = (0.0001, 0.001, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99,
              0.999, 0.9999)  # fmt: skip
CLUSTER_AT = (0.5, 0.9, 0.95, 0.99, 0.995, 0.999, 0.9999)


def main(job: dict[str, Any]) -> dict[str, Any]:
    tables = [pd.read_csv(path, dtype=str, keep_default_na=False) for path in job["tables"]]
    tables = [table.replace("", None) for table in tables]
    start = time.perf_counter()
    api = DuckDBAPI()
    given = [api.register(table) for table in tables]
    linker = Linker(given if len(given) > 1 else given[0], _settings(job), log_level=40)
    linker.training.estimate_probability_two_random_records_match(
        [block_on(*rule) for rule in job["sure"]], recall=job["recall"]
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=job["random"], seed=1)
    for rule in job["training"]:
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(*rule))
    found = linker.inference.predict(threshold_match_probability=min(THRESHOLDS))
    if job["clusters"]:
        best = _clusters(linker, found, tables[0])
    else:
        pairs = found.as_pandas_dataframe()
        best = _one_to_one(pairs, tables)
    return best | {"seconds": time.perf_counter() - start}


def _settings(job: dict[str, Any]) -> SettingsCreator:
    comparisons: list[Any] = []
    if job["names"] == "both":
        comparisons.append(cl.ForenameSurnameComparison("given", "family"))
    else:
        comparisons += [
            cl.NameComparison(name).configure(term_frequency_adjustments=True)
            for name in job["names"]
        ]
    comparisons += [
        cl.DateOfBirthComparison(
            name, input_is_string=True, datetime_format="%Y-%m-%d", invalid_dates_as_null=True
        )
        for name in job["dates"]
    ]
    comparisons += [cl.PostcodeComparison(name) for name in job.get("postcodes", ())]
    comparisons += [
        cl.ExactMatch(name).configure(term_frequency_adjustments=True) for name in job["others"]
    ]
    return SettingsCreator(
        link_type="link_only" if len(job["tables"]) > 1 else "dedupe_only",
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in job["blocking"]],
        comparisons=comparisons,
    )


def _one_to_one(pairs: pd.DataFrame, tables: list[pd.DataFrame]) -> dict[str, Any]:
    """Greedy one to one, the best pairs first: better for it than taking all above a threshold."""
    truth = dict(zip(*(pd.concat(tables)[name] for name in ("unique_id", "truth")), strict=True))
    total = len(set(tables[0].truth) & set(tables[1].truth))
    pairs = pairs.sort_values("match_weight", ascending=False, kind="stable")
    used: set[str] = set()
    kept: list[tuple[float, bool]] = []
    for one, other, probability in zip(
        pairs.unique_id_l, pairs.unique_id_r, pairs.match_probability, strict=True
    ):
        if one not in used and other not in used:
            used |= {one, other}
            kept.append((probability, truth[one] == truth[other]))
    best: dict[str, Any] = {"f1": 0.0}
    for threshold in THRESHOLDS:
        right = [same for probability, same in kept if probability >= threshold]
        f1 = 2 * sum(right) / (len(right) + total)
        if f1 > best["f1"]:
            best = {"f1": f1, "precision": sum(right) / len(right), "recall": sum(right) / total}
    return best


def _clusters(linker: Any, found: Any, table: pd.DataFrame) -> dict[str, Any]:
    truth = table.set_index("unique_id").truth
    best: dict[str, Any] = {"f1": 0.0}
    for threshold in CLUSTER_AT:
        made = linker.clustering.cluster_pairwise_predictions_at_threshold(
            found, threshold_match_probability=threshold
        ).as_pandas_dataframe()
        same = pd.DataFrame({"c": made.cluster_id, "t": made.unique_id.map(truth)})
        both, said, true = (
            sum(n * (n - 1) // 2 for n in same.groupby(by).size())
            for by in (["c", "t"], ["c"], ["t"])
        )
        f1 = 2 * both / (said + true)
        if f1 > best["f1"]:
            best = {"f1": f1, "precision": both / said, "recall": both / true}
    return best


if __name__ == "__main__":
    print(json.dumps(main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))))
