#!/usr/bin/env bash
# base-image.sh TAR : the root file system of a base image like the one that deploy/images/Image.props names, made from this
# machine's .NET and the libraries that it loads: no shell, no tools, user 1654. Where no registry can be reached, images are tried
# on it.
set -euo pipefail
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
dotnet=$(dirname "$(readlink -f "$(command -v dotnet)")")
libraries=/lib/$(uname -m)-linux-gnu
version=$(dotnet --list-runtimes | sed -n 's/^Microsoft\.AspNetCore\.App \(10\.0\.[0-9]*\) .*/\1/p' | sort -V | tail -1)
[ -n "$version" ] || { echo 'ASP.NET Core 10.0 is not installed here.' >&2; exit 1; }

place() { [ -e "$root$1" ] || install -D -m755 "$(readlink -f "$1")" "$root$1"; }

mkdir -p "$root"/usr/{bin,lib,lib64,share/dotnet/shared} "$root"/{etc/ssl/certs,tmp,run,proc,sys,dev,app,home/app}
for link in bin lib lib64; do ln -s "usr/$link" "$root/$link"; done
chmod 1777 "$root/tmp"
cp -a "$dotnet/dotnet" "$dotnet/host" "$root/usr/share/dotnet/"
for framework in Microsoft.NETCore.App Microsoft.AspNetCore.App; do
  mkdir "$root/usr/share/dotnet/shared/$framework"
  cp -a "$dotnet/shared/$framework/$version" "$root/usr/share/dotnet/shared/$framework/"
done
ln -s ../share/dotnet/dotnet "$root/usr/bin/dotnet"
# OpenSSL and the resolver are loaded by name at run time, so no file lists them.
while read -r library; do place "$library"; done < <({
  find "$root/usr/share/dotnet" -type f \( -name '*.so' -o -name dotnet \)
  printf '%s\n' "$libraries"/{libssl.so.3,libcrypto.so.3,libnss_files.so.2,libnss_dns.so.2,libresolv.so.2}
} | while read -r file; do
  case $file in "$libraries"/*) [ ! -e "$file" ] || echo "$file" ;; esac
  ldd "$file" 2>/dev/null | grep -oE '/[^ ]+\.so[^ ]*' || true
done | grep -v "^$root" | sort -u)
cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
printf 'root:x:0:0:root:/root:/sbin/nologin\napp:x:1654:1654::/home/app:/sbin/nologin\n' >"$root/etc/passwd"
printf 'root:x:0:\napp:x:1654:\n' >"$root/etc/group"
printf 'hosts: files dns\n' >"$root/etc/nsswitch.conf"
tar -C "$root" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -cf "$1" .
