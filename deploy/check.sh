#!/usr/bin/env bash
# check.sh OVERLAY : renders an overlay and rejects placeholders, before they reach a cluster: digests of zeros, and names and
# addresses that exist only in documentation. Needs kubectl.
set -euo pipefail
[ $# -eq 1 ] || { echo "Usage: bash deploy/check.sh OVERLAY" >&2; exit 64; }
rendered=$(kubectl kustomize "$1")
placeholders=$(grep -E 'sha256:0{64}|example\.(org|com|net)|192\.0\.2\.' <<<"$rendered" | sed 's/^[ -]*/  /' | sort -u || true)
[ -z "$placeholders" ] || { printf '%s\n' "Replace these placeholders in $1:" "$placeholders" >&2; exit 1; }
echo "$1 has no placeholders."
