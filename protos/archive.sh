#!/usr/bin/env bash
# Packs the contracts for partners, byte for byte the same for one commit:
#   bash protos/archive.sh [FOLDER]     makes FOLDER/kosovonato-contracts-VERSION.tar.gz; FOLDER is .artifacts/contracts if absent
# Needs the .NET SDK, "npm ci" in protos and "dotnet restore protos/Protos.csproj". SOURCE_DATE_EPOCH is the time of the commit if unset.
set -euo pipefail
mkdir -p "${1:-$(dirname "$0")/../.artifacts/contracts}"
folder=$(cd "${1:-$(dirname "$0")/../.artifacts/contracts}" && pwd)
cd "$(dirname "$0")"
die() { printf '%s\n' "$*" >&2; exit 1; }
epoch=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)} || die 'This is no clone of the repository: set SOURCE_DATE_EPOCH.'
buf=$(find "$PWD/node_modules/@bufbuild" -path '*/bin/buf' -print -quit 2>/dev/null || true)
[ -n "$buf" ] || die "buf is missing: run 'npm ci' in protos."
version=$(dotnet msbuild Protos.csproj -getProperty:Version)
google=$(dotnet msbuild Protos.csproj -getProperty:PkgGoogle_Api_CommonProtos)
[ -d "$google" ] || die "google/api is missing: run 'dotnet restore protos/Protos.csproj'."

name=kosovonato-contracts-$version
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
mkdir -p "$work/$name"/google/{api,rpc}
cp -r kosovonato quickstart README.md CHANGELOG.md STABILITY.md asyncapi.yaml "$work/$name"
mkdir "$work/$name/openapi" && cp openapi/*.json "$work/$name/openapi"
(cd "$google/content/protos" && cp google/api/{annotations,field_behavior,http,resource}.proto "$work/$name/google/api" &&
  cp google/rpc/{error_details,status}.proto "$work/$name/google/rpc")
cp "$google/LICENSE" "$work/$name/google"
printf '%s\n' 'version: v2' 'modules:' '  - path: .' >"$work/$name/buf.yaml"
(cd "$work/$name" && "$buf" build --as-file-descriptor-set -o kosovonato.binpb)
tar -C "$work" --sort=name --format=ustar --mtime="@$epoch" --owner=0 --group=0 --numeric-owner --mode=a-x,u=rwX,go=rX -cf - "$name" |
  gzip -9n >"$folder/$name.tar.gz"
printf '%s\n' "$folder/$name.tar.gz"
