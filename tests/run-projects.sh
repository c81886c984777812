#!/usr/bin/env bash
# run-projects.sh RESULTS PROJECT... : runs each built test project, and leaves RESULTS/PROJECT.xml (the report),
# RESULTS/PROJECT.log (what it printed) and RESULTS/PROJECT.exit (the exit code). totals.sh judges them. Those that start most
# processes run one after the other, as two would fight for two cores; the others, one at a time too, beside them. Most processes
# live for seconds: what the runtime measures to compile them better later would not be worth it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
results=$1
shift
touch "$results/started"
export DOTNET_TieredPGO=0
# A project that hangs is interrupted, so that the others still run and the run still ends.
if [ "${HEAVY:-}" = 1 ]; then limit=3h; else limit=20m; fi

run() { # project...
  local project rc log
  for project; do
    rc=0 log=$results/$project.log
    timeout --signal=INT --kill-after=30 "$limit" dotnet ".artifacts/bin/$project/release/KosovoNato.$project.dll" \
      -noColor -noLogo -noAutoReporters -longRunning 60 -result-xml "$results/$project.xml" </dev/null >"$log" 2>&1 || rc=$?
    case $rc in 124 | 137) echo "$project was stopped: it did not end within $limit." >>"$log" ;; esac
    echo "$rc" >"$results/$project.exit"
    # In one piece, though two may end at once.
    flock "$results/started" bash -c 'printf "\n-- %s\n" "$1"; cat "$2"' _ "$project" "$log"
  done
}

# In this order, and shared out so that both lanes take about as long.
many=(Access.Tests Standalone.Tests EndToEnd.Tests Dashboard.Tests)
among() { printf '%s\n' "${many[@]}" | grep -qxF "$1"; }
alone=() beside=()
for project in "${many[@]}"; do if printf '%s\n' "$@" | grep -qxF "$project"; then alone+=("$project"); fi; done
for project; do among "$project" || beside+=("$project"); done
run ${beside[@]+"${beside[@]}"} &
run ${alone[@]+"${alone[@]}"}
wait
