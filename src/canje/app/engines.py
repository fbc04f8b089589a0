"""Where pairs of entries are compared: here, in DuckDB, or on Spark; the sessions are opened here.

Splink, DuckDB and Spark are not needed otherwise (`pip install canje[big]`), and are looked for
only when they are asked for.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np
from attrs import field, frozen

from canje.app.service import NoEngine
from canje.reconcile.splink_pairs import Backend
from canje.reconcile.workers import Work

Engine = Literal["canje", "duckdb", "spark"]
ENGINES: tuple[Engine, ...] = get_args(Engine)

MASTER = "local[*]"
"""Spark on this machine, on all its cores."""

_ERROR = re.compile(r" ERROR |\bError: |Exception: |No such file")
"""A line in what Java wrote that says why it did not start."""

_AT_ONCE = 50_000
"""Pairs that a worker of Spark compares at a time."""


@contextmanager
def opened(engine: Engine, master: str = MASTER) -> Iterator[Backend | None]:
    """The back end of an engine; None for our own. Raises NoEngine where there is none."""
    if engine == "canje":
        yield None
        return
    need = ("splink", "duckdb", "pyarrow") + (("pyspark",) if engine == "spark" else ())
    missing = [each for each in need if find_spec(each) is None]
    if missing:
        raise NoEngine(
            f"The engine {engine} needs {', '.join(missing)}.\n"
            "pip install 'canje[big]'\n"
            "(in a checkout: pip install --require-hashes -r requirements/big.txt)"
        )
    with tempfile.TemporaryDirectory(prefix="canje-") as folder:
        open_ = _duckdb(Path(folder)) if engine == "duckdb" else _spark(Path(folder), master)
        try:
            with open_ as backend:
                yield backend
        except Exception as problem:
            if type(problem).__name__ == "InterruptException":  # DuckDB's word for Ctrl-C
                raise KeyboardInterrupt from None
            if type(problem).__module__.split(".")[0] not in (*need, "py4j"):
                raise
            raise NoEngine(f"The engine {engine} stopped: {_words(problem)}") from problem


def _words(problem: BaseException) -> str:
    """What went wrong, in a line: of a worker's traceback the last error, else the first line."""
    while problem.__cause__ is not None:
        problem = problem.__cause__
    java = getattr(problem, "java_exception", None)
    text = str(java.getMessage() if java is not None else problem)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if re.match(r"\w+(\.\w+)*(Error|Exception): ", line)]
    return (errors[-1:] or lines[:1] or [type(problem).__name__])[0]


@frozen(eq=False)
class _DuckDB:
    connection: Any
    joins_in_crumbs: bool = True
    taught: set[str] = field(factory=set)

    def splink(self) -> Any:
        return import_module("splink.backends.duckdb").DuckDBAPI(self.connection)

    def teach(self, name: str, work: Work, once: bool = False) -> None:
        arrow = import_module("pyarrow")

        def run(one: Any, other: Any) -> Any:
            return arrow.array(work(*(np.asarray(each, np.int32) for each in (one, other))))

        if name in self.taught:  # by another linkage
            self.connection.remove_function(name)
        self.taught.add(name)
        self.connection.create_function(
            name, run, ["INTEGER", "INTEGER"], "SMALLINT", type="arrow", side_effects=once
        )


@contextmanager
def _duckdb(folder: Path) -> Iterator[Backend]:
    """DuckDB in a file of its own, which takes what memory does not hold, and is deleted after."""
    connection = import_module("duckdb").connect(str(folder / "pairs.duckdb"))
    try:
        connection.execute(f"set temp_directory = '{folder}'")
        connection.execute("set enable_progress_bar = false")
        yield _DuckDB(connection)
    finally:
        connection.close()


@frozen(eq=False)
class _Spark:
    spark: Any
    cores: int
    joins_in_crumbs: bool = False

    def splink(self) -> Any:
        return import_module("splink.backends.spark").SparkAPI(
            spark_session=self.spark,
            break_lineage_method="persist",
            num_partitions_on_repartition=2 * self.cores,
            register_udfs_automatically=False,  # they need a jar; ours do not
        )

    def teach(self, name: str, work: Work, once: bool = False) -> None:
        functions = import_module("pyspark.sql.functions")
        sent = self.spark.sparkContext.broadcast(work)

        def run(one: Any, other: Any) -> Any:  # on a worker
            arrow, numpy = import_module("pyarrow"), import_module("numpy")
            return arrow.array(
                sent.value(*(numpy.asarray(each, numpy.int32) for each in (one, other)))
            )

        made = functions.arrow_udf(run, "smallint", functions.ArrowUDFType.SCALAR)
        self.spark.udf.register(name, made.asNondeterministic() if once else made)


@contextmanager
def _errors_to(path: Path) -> Iterator[None]:
    """What programs that are started meanwhile write to stderr goes to a file."""
    sys.stderr.flush()
    before = os.dup(2)
    try:
        with path.open("wb") as file:
            os.dup2(file.fileno(), 2)
        yield
    finally:
        os.dup2(before, 2)
        os.close(before)


@contextmanager
def _spark(folder: Path, master: str) -> Iterator[Backend]:
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise NoEngine("Spark needs Java 17 or later, and there is no java on the PATH.")
    here = master.startswith("local")
    builder = import_module("pyspark.sql").SparkSession.builder.master(master).appName("canje")
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
        "spark.sql.warehouse.dir": str(folder),
        "spark.sql.execution.arrow.maxRecordsPerBatch": str(_AT_ONCE),
    }
    if here:  # no other machine is to reach it, or to be needed
        settings |= {
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.memory": "4g",
        }
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    for name, value in settings.items():
        builder = builder.config(name, value)
    warnings.filterwarnings("ignore", module="pyspark")  # of pandas, which we do not use
    log = folder / "spark.log"
    try:
        with _errors_to(log):
            spark = builder.getOrCreate()
    except Exception as problem:
        why = _words(problem)
        said = log.read_text(errors="replace").splitlines()
        errors = [line.strip() for line in said if _ERROR.search(line)]
        if errors and ("GATEWAY" in str(problem) or "stopped SparkContext" in why):
            why = errors[0]  # Python knows only that Java is gone
        raise NoEngine(f"Spark did not start on {master}: {why}") from problem
    try:
        cores = spark.sparkContext.defaultParallelism
        spark.conf.set("spark.sql.shuffle.partitions", str(2 * cores))
        yield _Spark(spark, cores)
    finally:
        spark.stop()
