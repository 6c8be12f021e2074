"""virker at the common task: `python -m benchmarks.side.ours PERSONS S|L THREADS REPEATS`."""

from __future__ import annotations

import json
import resource
import statistics
import sys
import time


def main(persons: int, size: str, threads: int, repeats: int) -> None:
    began = time.perf_counter()
    from benchmarks.side.data import register
    from benchmarks.side.task import design, watching
    from virker.engines.sequential import fit_trials
    from virker.store import FromStore

    imported = time.perf_counter() - began

    def once(n: int):
        opened = register(n)
        watch = watching(opened, size)
        engine = FromStore(opened, watch, columns=watch.columns, threads=threads)
        return fit_trials(engine, design(watch)), design(watch)

    began = time.perf_counter()
    once(1_000)
    first = time.perf_counter() - began
    cpu, wall = [], []
    for _ in range(repeats):
        c, w = time.process_time(), time.perf_counter()
        fit, model = once(persons)
        cpu.append(time.process_time() - c)
        wall.append(time.perf_counter() - w)
    arm = model.constant + 1
    found = {
        "cpu": statistics.median(cpu),
        "wall": statistics.median(wall),
        "imports": imported,
        "first": first,
        "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "beta": float(fit.theta[arm]),
        "se": float(fit.errors[arm]),
        "rows": float(fit.n),
        "p": model.columns,
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
