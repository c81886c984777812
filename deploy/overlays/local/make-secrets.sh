#!/usr/bin/env bash
# make-secrets.sh [FOLDER] : makes the passwords and keys that are missing in FOLDER (default: secrets/ beside this script).
# What is there is kept, so it may be run again. To change a secret, delete its file first. Needs bash and openssl.
set -euo pipefail
umask 077
folder=${1:-$(dirname "${BASH_SOURCE[0]}")/secrets}
mkdir -p "$folder"
cd "$folder"

random() { openssl rand -hex 24; }

# Without a line end, and of letters and digits only: passwords are put into addresses.
for service in recognitions milestones recommendations; do
  for use in store bus; do
    [ -s "$service-$use" ] || random | tr -d '\n' >"$service-$use"
  done
done
[ -s api.key ] || random >api.key
[ -s api.keys ] || printf 'operator:%s\nseeder:%s\n' "$(random)" "$(cat api.key)" >api.keys

# RabbitMQ's form of a password: four random bytes, and the SHA-256 of them and the password.
rabbit_hash() {
  local salt
  salt=$(openssl rand -hex 4 | sed 's/../\\x&/g')
  { printf "$salt"; { printf "$salt"; cat "$1"; } | openssl dgst -sha256 -binary; } | openssl base64 -A
}
if [ ! -s users.json ]; then
  separator=
  {
    printf '{"users": ['
    for service in recognitions milestones recommendations; do
      printf '%s\n  {"name": "%s", "password_hash": "%s", "hashing_algorithm": "rabbit_password_hashing_sha256", "tags": []}' \
        "$separator" "$service" "$(rabbit_hash "$service-bus")"
      separator=,
    done
    printf '\n]}\n'
  } >users.json
fi
echo "Secrets: $PWD"
