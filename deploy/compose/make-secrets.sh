#!/usr/bin/env bash
# make-secrets.sh : makes the passwords and keys that are missing in secrets/ beside this script, and from them .env and the users of
# the stores. Run it before the first start and after every upgrade: passwords and keys are kept. Needs bash and openssl.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
umask 077
bash ../overlays/local/make-secrets.sh "$PWD/secrets"

{
  for service in recognitions milestones recommendations; do
    for use in store bus; do
      name=${service}_${use}_password
      printf '%s=%s\n' "${name^^}" "$(cat "secrets/$service-$use")"
    done
  done
} >.env
for service in recognitions milestones recommendations; do
  hash=$(openssl dgst -sha256 -r "secrets/$service-store")
  sed -e '/^#/d' -e "s/@PASSWORDS@/#${hash%% *}/" -e 's/@BACKUP@//' ../base/shared/users.acl >"secrets/$service-store.acl"
done
# The users in the containers read these files. The folder still keeps out all other users of this machine.
chmod 644 secrets/*.acl secrets/users.json secrets/api.keys secrets/api.key
