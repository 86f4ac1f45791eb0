"""A job of Ray Data over ``read_batch``, Parquet in and out, one of whose processes is killed on the way.

    python tests/ray_job.py IN OUT KILLED

The first process that comes to the text with the id "7" makes the file KILLED and kills itself.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pyarrow
import ray

import form4_grammar as f4

given, out, killed = sys.argv[1:]


def read_or_die(batch: pyarrow.Table) -> pyarrow.Table:
    if "7" in batch["id"].to_pylist() and not Path(killed).exists():
        Path(killed).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return f4.read_batch(batch)


ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, configure_logging=False)
ray.data.read_parquet(given).map_batches(read_or_die, batch_format="pyarrow", batch_size=4).write_parquet(out)
ray.shutdown()
