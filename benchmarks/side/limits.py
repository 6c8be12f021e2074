"""Run one tool in its own process; stop it at 70 % of the memory or after 15 minutes."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MEMORY_SHARE = 0.70
SECONDS = 15 * 60
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Ran:
    """How a run went. `died` says why there is no answer; empty when there is one."""

    total_cpu: float
    total_wall: float
    peak_mb: float
    died: str = ""
    told: dict[str, float] = field(default_factory=dict)


def memory_limit() -> int:
    """Bytes a tool may use."""
    return int(MEMORY_SHARE * os.sysconf("SC_PHYS_PAGES") * PAGE)


def run(command: Sequence[str], *, env: dict[str, str], seconds: float = SECONDS) -> Ran:
    """Run, watch, and read the last line as JSON."""
    began = time.perf_counter()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=out, stderr=said, env={**os.environ, **env})
        stopped = watch(process, began + seconds)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        said.seek(0)
        lines = out.read().decode(errors="replace").strip().splitlines()
        complaint = said.read().decode(errors="replace").strip().splitlines()
    cpu, wall = used.ru_utime + used.ru_stime, time.perf_counter() - began
    if stopped or process.returncode:
        why = stopped or (complaint[-1][:90] if complaint else f"exit {process.returncode}")
        return Ran(cpu, wall, used.ru_maxrss / 1024, why)
    return Ran(cpu, wall, used.ru_maxrss / 1024, told=json.loads(lines[-1]))


def watch(process: subprocess.Popen[bytes], until: float) -> str:
    """Wait until it ends, or end it; say why."""
    limit, peak = memory_limit(), 0
    while not has_ended(process.pid):
        peak = max(peak, resident(process.pid))
        if peak > limit:
            process.kill()
            return f"over {limit / 2**30:.1f} GiB"
        if time.perf_counter() > until:
            process.kill()
            return f"over {SECONDS // 60} minutes"
        time.sleep(0.05)
    return ""


def has_ended(pid: int) -> bool:
    """Whether the process is done; it stays to be asked how it went."""
    done = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    return done is not None


def resident(pid: int) -> int:
    """Bytes in memory now."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    except (OSError, IndexError):
        return 0
