#!/usr/bin/env bash
# with-podman.sh IMAGES CMD... : runs CMD with DOCKER_HOST at a private podman engine (the Docker API on a Unix socket) that holds
# localhost/redis:7 and localhost/rabbitmq:3 from IMAGES/*.tar. Root only. It has its own mount, network and process namespaces:
# bridges, NAT rules and containers vanish with it, even on kill -9. CMD has no outside network: restore and build first.
# CMD does not begin when the engine cannot run a container.
set -euo pipefail
if [ "${1:-}" != --inside ]; then
  exec unshare --mount --net --pid --fork --kill-child --mount-proc --propagation private -- bash "$0" --inside "$@"
fi
shift
images=$(readlink -f "$1")
shift
work=$(mktemp -d "${TMPDIR:-/tmp}/podman-test.XXXXXX")
service=
finish() {
  podman rm -fav >/dev/null 2>&1 || true
  [ -z "$service" ] || { kill "$service" 2>/dev/null && wait "$service"; } || true
  umount -R "$work/root/overlay" 2>/dev/null || true
  rm -rf --one-file-system "$work" || true
}
trap finish EXIT
ip link set lo up
mount -t tmpfs -o mode=755 tmpfs /run

# Podman's default limits need a capability that a container running these tests may lack ("setrlimit: Operation not permitted").
limit() { local hard; hard=$(ulimit "$1"); { [ "$hard" != unlimited ] && [ "$hard" -le "$2" ]; } || hard=$2; echo "$hard:$hard"; }
# runc, because crun refuses hybrid cgroups.
cat >"$work/containers.conf" <<C
[containers]
default_ulimits = ["nofile=$(limit -Hn 65536)", "nproc=$(limit -Hu 30000)"]
[network]
network_backend = "netavark"
network_config_dir = "$work/networks"
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
runtime = "runc"
C
cat >"$work/storage.conf" <<C
[storage]
driver = "${PODMAN_STORAGE_DRIVER:-overlay}"
graphroot = "$work/root"
runroot = "/run/podman-test"
C
# A registry of the tests, without TLS; nobody else is on this port in here.
cat >"$work/registries.conf" <<C
[[registry]]
location = "localhost:5000"
insecure = true
C
export CONTAINERS_CONF=$work/containers.conf CONTAINERS_STORAGE_CONF=$work/storage.conf CONTAINERS_REGISTRIES_CONF=$work/registries.conf

import() { # name:tag, tar, change...
  local name=$1 tar=$2 changes=() change
  shift 2
  for change in 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' "$@"; do changes+=(--change "$change"); done
  podman import -q "${changes[@]}" "$images/$tar" "localhost/$name" >/dev/null
}
import redis:7 redis.tar 'CMD ["redis-server","--protected-mode","no"]' 'WORKDIR /data' 'EXPOSE 6379' 'VOLUME /data'
import rabbitmq:3 rabbitmq.tar 'CMD ["rabbitmq-server"]' 'EXPOSE 5672' 'ENV LANG=C.UTF-8' 'ENV RABBITMQ_LOGS=-' 'VOLUME /var/lib/rabbitmq'
podman run --rm localhost/redis:7 redis-server --version

podman system service --time=0 "unix://$work/podman.sock" >"$work/service.log" 2>&1 &
service=$!
for _ in $(seq 200); do
  [ ! -S "$work/podman.sock" ] || break
  kill -0 "$service" || { cat "$work/service.log"; exit 1; }
  sleep 0.1
done
[ -S "$work/podman.sock" ] || { echo 'The podman API did not come up within 20 s.'; exit 1; }
# The helper container that cleans up after Testcontainers cannot be pulled here, and is not needed: all vanishes anyway.
export DOCKER_HOST=unix://$work/podman.sock TESTCONTAINERS_RYUK_DISABLED=true TESTCONTAINERS_HOST_OVERRIDE=127.0.0.1
export TEST_REDIS_IMAGE=localhost/redis:7 TEST_RABBITMQ_IMAGE=localhost/rabbitmq:3 TEST_REGISTRY=localhost:5000
rc=0
"$@" || rc=$?
exit "$rc"
