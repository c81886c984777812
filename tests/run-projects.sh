#!/usr/bin/env bash
# run-projects.sh RESULTS PROJECT... : runs each built test project, one after the other (two would fight for two cores),
# and leaves RESULTS/PROJECT.xml (the report) and RESULTS/PROJECT.exit (the exit code). totals.sh judges them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
results=$1
shift
touch "$results/started"
# A project that hangs is interrupted, so that the others still run and the run still ends.
if [ "${HEAVY:-}" = 1 ]; then limit=3h; else limit=12m; fi
for project; do
  printf '\n-- %s\n' "$project"
  rc=0
  timeout --signal=INT --kill-after=30 "$limit" dotnet ".artifacts/bin/$project/release/KosovoNato.$project.dll" \
    -noColor -noLogo -noAutoReporters -longRunning 60 -result-xml "$results/$project.xml" </dev/null || rc=$?
  case $rc in 124 | 137) echo "$project was stopped: it did not end within $limit." ;; esac
  echo "$rc" >"$results/$project.exit"
done
