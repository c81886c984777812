#!/usr/bin/env bash
# totals.sh RESULTS PROJECT... : what failed, one line for each project, what was left out and how to run it, then
# "N passed, N failed[, N skipped]". Fails when a test failed, when a project crashed, was interrupted, left no whole report or had
# no test at all: each counts as one failed test.
set -euo pipefail
results=$1
shift
passed=0 failed=0 skipped=0 omitted=0
for project; do
  grep -ohE '<test [^>]*result="Fail"[^>]*>(<failure[^>]*><message>[^<]{0,500})?' "$results/$project.xml" 2>/dev/null |
    sed -E 's/.* name="([^"]*)"[^>]*>/FAILED \1/; s/<failure.*<message>/: /' || true
done
for project; do
  report=$results/$project.xml exit=missing total=0 good=0 bad=0 left=0 out=0 broken=
  [ ! -e "$results/$project.exit" ] || exit=$(cat "$results/$project.exit")
  if tail -c 100 "$report" 2>/dev/null | grep -q '</assemblies>'; then
    head=$(head -c 8192 "$report" | grep -o '<assembly [^>]*>' | head -n 1)
    count() { grep -oE " $1=\"[0-9]+\"" <<<"$head" | grep -oE '[0-9]+'; }
    total=$(count total) good=$(count passed) left=$(count skipped) out=$(count not-run) bad=$(($(count failed) + $(count errors)))
    [ $((total - out)) -gt 0 ] || broken='no test'
  else
    broken='no whole report'
  fi
  # The report knows failed tests; the exit code knows what came after it was written.
  if [ "$exit" != 0 ] && [ "$bad" -eq 0 ]; then broken="${broken:+$broken, }exit code $exit"; fi
  [ -z "$broken" ] || bad=$((bad + 1))
  printf '%-28s %5d passed %5d failed %5d skipped %5d left out%s\n' "$project" "$good" "$bad" "$left" "$out" "${broken:+  ($broken)}"
  passed=$((passed + good)) failed=$((failed + bad)) skipped=$((skipped + left)) omitted=$((omitted + out))
done
[ $((passed + failed)) -gt 0 ] || { echo 'No test ran.'; failed=1; }
[ "$omitted" -eq 0 ] || printf '%d tests were left out: full matrices, all combinations, the second store, releases, chaos. They run with: bash tests/run.sh --all\n' "$omitted"
printf '%d passed, %d failed' "$passed" "$failed"
[ "$skipped" -eq 0 ] || printf ', %d skipped' "$skipped"
printf '\n'
[ "$failed" -eq 0 ]
