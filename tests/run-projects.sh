#!/usr/bin/env bash
# run-projects.sh RESULTS PROJECT... : runs each built test project, and leaves RESULTS/PROJECT.xml (the report),
# RESULTS/PROJECT.log (what it printed) and RESULTS/PROJECT.exit (the exit code). totals.sh judges them. TEST_ALL=yes runs the
# explicit tests too. Two projects run at a time, those with most work first, and three tests in each, as many tests wait for a server.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
results=$1
shift
touch "$results/started"
export results
explicit=off
[ "${TEST_ALL:-}" != yes ] || explicit=on
# A project that hangs is interrupted, so that the others still run and the run still ends.
limit=20m
[ "${HEAVY:-}" != 1 ] || limit=3h
export explicit limit

run() { # project
  local rc=0 log=$results/$1.log
  timeout --signal=INT --kill-after=30 "$limit" dotnet ".artifacts/bin/$1/release/KosovoNato.$1.dll" -explicit "$explicit" -trait- Run=by-hand \
    -noColor -noLogo -noAutoReporters -longRunning 60 -maxThreads 3 -result-xml "$results/$1.xml" </dev/null >"$log" 2>&1 || rc=$?
  case $rc in 124 | 137) echo "$1 was stopped: it did not end within $limit." >>"$log" ;; esac
  echo "$rc" >"$results/$1.exit"
  # In one piece, though two may end at once.
  flock "$results/started" bash -c 'printf "\n-- %s\n" "$1"; cat "$2"' _ "$1" "$log"
}
export -f run

# By measured work; one that is not named here is first.
longest=(EndToEnd Dashboard Platform Deploy Services Standalone Contract Rules Client Testing Images)
ordered() {
  local named
  printf '%s\n' "$@" | grep -vxF "$(printf '%s.Tests\n' "${longest[@]}")" || true
  for named in "${longest[@]}"; do printf '%s\n' "$@" | grep -xF "$named.Tests" || true; done
}
ordered "$@" | xargs -r -P 2 -I{} bash -euo pipefail -c 'run "$1"' _ {}
