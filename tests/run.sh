#!/usr/bin/env bash
# The test run, from a bare Debian machine with the .NET SDK to one last line: "N passed, N failed[, N skipped]".
#   bash tests/run.sh [PROJECT...]         what guards every promise, in all test projects or in those named (Testing.Tests ...)
#   bash tests/run.sh --all [PROJECT...]   the rest too: full matrices, all combinations, both stores everywhere, releases, chaos
#   HEAVY=1 bash tests/run.sh --all        with the long rounds
# Redis runs in containers where that is possible: (a) a Docker API that answers, (b) as root on Debian a private podman,
# (c) else as a plain process, and the run says so. Everything is restored and built first: (b) has no outside network.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec 2>&1 # one stream, so that the last line is last
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# Most processes live for seconds and memory is not scarce here: a profile to compile them better later, and a collector that keeps the
# heap dense, would cost more than they bring.
export DOTNET_TieredPGO=0 DOTNET_GCConserveMemory=0 DOTNET_GCgen0size=0x4000000 DOTNET_gcConcurrent=0

solution=KosovoNato.sln
artifacts=$PWD/.artifacts
images=$artifacts/test-images
results=$artifacts/test-results
tools=$artifacts/tools
counted=no
trap '[ "$counted" = yes ] || echo "0 passed, 1 failed"' EXIT

step() { printf '\n== %s (%s s)\n' "$*" "$SECONDS"; }
die() { printf '\nERROR: %s\n' "$*"; exit 1; }

export TEST_ALL=no
analyze=false # a third of the build; `dotnet build` does it always
if [ "${1:-}" = --all ]; then
  TEST_ALL=yes analyze=true
  shift
fi
case ${1:-} in -*) die "Unknown option $1. Usage: bash tests/run.sh [--all] [PROJECT...]" ;; esac
command -v dotnet >/dev/null || die 'The .NET SDK named in global.json is missing.'
mkdir -p "$artifacts"
export PATH=$tools:$PATH

docker_usable() { # answers, and has the image or can get it
  [ -n "${DOCKER_HOST:-}" ] || [ -S /var/run/docker.sock ] || return 1
  local image=${TEST_REDIS_IMAGE:-redis:7} host=${DOCKER_HOST:-unix:///var/run/docker.sock}
  if command -v docker >/dev/null; then
    docker image inspect "$image" >/dev/null 2>&1 || docker pull -q "$image"
  elif command -v curl >/dev/null; then
    case $host in
      unix://*) curl -fsS -o /dev/null --unix-socket "${host#unix://}" "http://engine/images/$image/json" ;;
      tcp://*) curl -fsS -o /dev/null "http://${host#tcp://}/images/$image/json" ;;
      *) return 1 ;;
    esac
  else
    return 1
  fi
}
has_podman() {
  [ "$(id -u)" -eq 0 ] && command -v podman >/dev/null && command -v runc >/dev/null && command -v rabbitmq-server >/dev/null
}
packages() { # of npm, as they are locked
  local folder folders=(protos services/Client/npm services/Dashboard/web tests/Dashboard.Tests/Node tests/EndToEnd.Tests/Node tests/EndToEnd.Tests/S3)
  [ "$TEST_ALL" = no ] || folders+=(deploy/images protos/asyncapi protos/openapi/check tests/Deploy.Tests/Models)
  for folder in "${folders[@]}"; do
    (cd "$folder" && npm ci --no-audit --no-fund --ignore-scripts) || return 1
  done
}
# Beside the build, which does not keep all cores busy. In a file, as nothing may be printed after the last line.
prepare() {
  bash tests/install.sh "$tools"
  packages
  if has_podman; then bash tests/containers/test-images.sh "$images"; fi
}

step 'Install, restore and build'
(set -e; prepare) >"$artifacts/prepare.log" 2>&1 &
preparing=$!
dotnet restore "$solution"
# The compiler stays in memory between projects, which halves the build; afterwards it is told to end.
dotnet build "$solution" -c Release --no-restore -p:UseSharedCompilation=true "-p:RunAnalyzers=$analyze"
dotnet build-server shutdown --vbcscompiler >/dev/null
step 'Wait for what is installed beside it'
wait "$preparing" || { tail -40 "$artifacts/prepare.log"; die "What the tests need cannot be had. All of it: $artifacts/prepare.log"; }

# A test project is one that references xunit.v3. One outside the solution would never run, which nobody would notice.
is_test='PackageReference Include="xunit.v3"'
mapfile -t projects < <(dotnet sln "$solution" list | tr -d '\r' | tr '\\' '/' | grep '\.csproj$' | xargs grep -lF "$is_test" | sort)
forgotten=$(grep -rlF "$is_test" --include='*.csproj' tests | grep -vxF "$(printf '%s\n' "${projects[@]}")" || true)
[ -z "$forgotten" ] || die "Not in $solution: $forgotten"
projects=("${projects[@]##*/}")
projects=("${projects[@]%.csproj}")
[ $# -eq 0 ] || projects=("$@")

rm -rf "$results"
mkdir -p "$results"
run=(bash tests/run-projects.sh "$results" "${projects[@]}")
if docker_usable; then
  step 'Tests, with the Docker API that answers here'
  "${run[@]}" || true
elif has_podman; then
  step 'Tests, with a private podman'
  # vfs is slower, but works where /tmp is itself an overlay.
  for driver in overlay vfs; do
    [ -e "$results/started" ] || PODMAN_STORAGE_DRIVER=$driver bash tests/containers/with-podman.sh "$images" "${run[@]}" || true
  done
fi
if [ ! -e "$results/started" ]; then
  printf '%s\n' '' '################################################################' \
    '##  NO CONTAINERS: no Docker API answers, podman cannot run   ##' \
    '##  here. Redis runs as a plain process instead.              ##' \
    '################################################################'
  # A process namespace, where we may have one, takes the servers of a crashed test with it.
  alone=(unshare --pid --fork --kill-child --mount-proc)
  "${alone[@]}" true 2>/dev/null || alone=()
  TEST_CONTAINERS=no "${alone[@]}" "${run[@]}" || true
fi

step 'Totals'
counted=yes
bash tests/totals.sh "$results" "${projects[@]}"
