"""`./test spark`: Java and PySpark where they can be had, then the tests; else a loud skip."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from setup_house.say import ROOT, runs, step

LOCK = ROOT / "requirements-spark.txt"
PLACE = ROOT / "var" / "spark"
JAVA = "openjdk-17-jre-headless"


def main() -> int:
    """Set up and test."""
    for reason in (java(), pyspark()):
        if reason:
            print(f"\n*** SPARK ER IKKE PRØVET: {reason} ***")
            print(f"SKIPPED [1] spark: {reason}")
            print("1 skipped in 0.0s")
            return 0
    paths = os.pathsep.join((str(ROOT / "src"), str(ROOT), str(PLACE)))
    tests = ["pytest", "-q", "-rs", "-s", "tests/harness/test_spark.py", *sys.argv[1:]]
    surroundings = {**os.environ, "PYTHONPATH": paths}
    return subprocess.run(tests, check=False, cwd=ROOT, env=surroundings).returncode


def java() -> str:
    """Install Java when we may; say why not."""
    if shutil.which("java"):
        return ""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return f"Java mangler. Kør: sudo apt install {JAVA}"
    step(f"Henter {JAVA} …")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    runs(["apt-get", "update", "-q"], quiet)
    done = runs(["apt-get", "install", "-qy", "--no-install-recommends", JAVA], quiet)
    return "" if done and shutil.which("java") else f"{JAVA} kunne ikke installeres"


def pyspark() -> str:
    """Put PySpark beside the environment, not in it: it is half a gigabyte; say why not."""
    stamp = PLACE / "stamp"
    wanted = LOCK.read_text(encoding="utf-8")
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return ""
    step("Henter PySpark (en halv gigabyte) …")
    shutil.rmtree(PLACE, ignore_errors=True)
    uv = ROOT / ".venv" / "bin" / "uv"
    told = ["--require-hashes", "--no-deps", "--target", PLACE, "--requirement", LOCK]
    done = runs([uv, "pip", "install", "--python", sys.executable, *told]) if uv.exists() else False
    if not done and not runs([sys.executable, "-m", "pip", "install", "--quiet", *told]):
        return "PySpark kunne ikke hentes; se var/setup.log"
    stamp.write_text(wanted, encoding="utf-8")
    return ""


if __name__ == "__main__":
    sys.exit(main())
