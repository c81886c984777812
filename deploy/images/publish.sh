#!/usr/bin/env bash
# Publishes the images of KosovoNato, and beside each of them what is in it.
#   bash deploy/images/publish.sh REGISTRY [OPTION...]     pushes them to a registry, such as registry.example.org
#   bash deploy/images/publish.sh --archives [OPTION...]   makes archives, for docker load, podman load, kind load
#   bash deploy/images/publish.sh --sbom [OPTION...]       makes no images, only the software bills of materials (SBOM)
# OPTIONs go to MSBuild, such as -p:ContainerImageTag=1.2.3 or -p:ContainerBaseImage=...@sha256:...
# In .artifacts/images there are, afterwards: <image>.cdx.json, licenses.md, and either digests and kustomization.yaml, which names
# them for production, or <image>.tar.gz. kustomization.yaml also has the digests of redis and rabbitmq, from the registries that
# deploy/overlays/production/images names; with OFFLINE=1 these stay as they are. Needs the .NET SDK and Node.js 20; "docker login" or
# "podman login" before.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
die() { printf '%s\n' "$*" >&2; exit 1; }
[ $# -ge 1 ] || die "Usage: bash deploy/images/publish.sh REGISTRY|--archives|--sbom [OPTION...]"
where=$1
shift
case $where in
  --sbom) target=Publish own=() ;;
  --archives) target=PublishContainer own=("-p:ContainerArchiveOutputPath=$PWD/.artifacts/images/") ;;
  -* | */*) die "\"$where\" is neither a registry, without a path, nor --archives nor --sbom." ;;
  *) target=PublishContainer own=("-p:ContainerRegistry=$where") ;;
esac
[ -d deploy/images/node_modules ] || (cd deploy/images && npm ci --no-audit --no-fund --ignore-scripts)
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)} || die 'This is no clone of the repository: set SOURCE_DATE_EPOCH.'
export SOURCE_DATE_EPOCH

# What is built already is restored already.
restore=(-restore)
for option; do [ "$option" != -p:NoBuild=true ] || restore=(); done
images=.artifacts/images
rm -rf "$images" .artifacts/published
mkdir -p "$images"
dotnet msbuild deploy/images/images.proj "${restore[@]}" "-t:$target" -m -v:minimal -nologo "${own[@]}" "$@"
base=$(dotnet msbuild deploy/images/images.proj -getProperty:ContainerBaseImage "$@")
node deploy/images/sbom.mjs .artifacts/published "$images" "$base"

case $where in -*) exit ;; esac
cp deploy/overlays/production/images/kustomization.yaml "$images"
while read -r image digest; do
  sed -i "\\|name: $image\$|{n;s|newName: .*|newName: $where/$image|;n;s|digest: .*|digest: $digest|}" "$images/kustomization.yaml"
  grep -q "$digest" "$images/kustomization.yaml" || die "deploy/overlays/production/images/kustomization.yaml does not name $image."
done <"$images/digests"
[ "${OFFLINE:-}" = 1 ] || bash deploy/images/pin.sh "$images/kustomization.yaml" ||
  die "OFFLINE=1 leaves the digests of redis and rabbitmq as they are."
printf '%s\n' "For production: cp $images/kustomization.yaml deploy/overlays/production/images/"
