"""What a golden scenario costs in process, by its number of turns: rate.py TITO [CORPUS]. Wants a quiet machine; one job on one core.

The first scenarios pay for loading fourteen models and for compiled code; the times are of those after them.
"""
import json, os, pathlib, statistics, subprocess, sys

FIRST = 8_000
SHORT = 2

corpus = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else "tests/Golden/corpus/scenarios")
core = max(os.sched_getaffinity(0))
run = subprocess.run(
    [sys.argv[1], "replay", "--manifest", corpus / "manifest.tsv", "--in-process", "--jobs", "1", "--json"],
    stdout=subprocess.PIPE, check=True, text=True, preexec_fn=lambda: os.sched_setaffinity(0, {core}))
rows = [json.loads(line) for line in run.stdout.splitlines() if '"ms"' in line]
if not all(row["ok"] for row in rows):
    sys.exit("A scenario failed.")

timed = rows[FIRST:]
print(f"{'turns':>9}{'scenarios':>11}{'mean ms':>9}{'median ms':>11}{'a second and core':>19}")
groups = [(str(turns), [row["ms"] for row in timed if row["turns"] == turns]) for turns in sorted({row["turns"] for row in timed})]
for name, times in [*groups, (f"1 to {SHORT}", [row["ms"] for row in timed if 1 <= row["turns"] <= SHORT]), ("all", [row["ms"] for row in timed])]:
    print(f"{name:>9}{len(times):>11}{statistics.mean(times):>9.3f}{statistics.median(times):>11.3f}{1000 / statistics.mean(times):>19,.0f}")
