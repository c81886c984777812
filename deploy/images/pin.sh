#!/usr/bin/env bash
# pin.sh KUSTOMIZATION : fills in the digests of redis and rabbitmq, in the versions of the base and of components/broker, from the
# registries that the kustomization names. These must answer without a login. Needs Node.js 20.
set -euo pipefail
[ $# -eq 1 ] || { echo "Usage: bash deploy/images/pin.sh KUSTOMIZATION" >&2; exit 64; }
deploy=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

pin() { # NAME FOLDER KUSTOMIZATION
  local version from digest
  version=$(sed -n "s|^ *- {name: $1, newTag: \(.*\)}\$|\1|p" "$deploy/$2/kustomization.yaml")
  from=$(sed -n "\|name: $1\$|{n;s|.*newName: ||p}" "$3")
  digest=$(node "$deploy/images/digest.mjs" "$from:$version")
  sed -i "\|name: $1\$|{n;n;s|digest: .*|digest: $digest|}" "$3"
  grep -q "$digest" "$3" || { echo "$3 does not name $1." >&2; exit 1; }
}
pin redis base "$1"
pin rabbitmq components/broker "$1"
