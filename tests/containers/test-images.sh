#!/usr/bin/env bash
# test-images.sh DIR : DIR/redis.tar and DIR/rabbitmq.tar, root file systems for test containers, made from this machine's
# Debian packages (redis-server redis-tools rabbitmq-server): the programs and the libraries they load. No registry is asked.
# Made once; delete DIR to make them anew after an upgrade of the packages.
set -euo pipefail
dir=$1
mkdir -p "$dir"
tools=(/bin/dash /bin/bash /bin/cat /bin/ls /bin/sleep /bin/mkdir /bin/chmod /bin/rm /bin/hostname /bin/grep /bin/sed
  /bin/readlink /usr/bin/env /usr/bin/id /usr/bin/dirname /usr/bin/basename /usr/bin/tr /usr/bin/head /usr/bin/mawk /usr/bin/test)
libraries=/lib/$(uname -m)-linux-gnu
root=
trap 'rm -rf "$root"' EXIT

place() { [ -e "$root$1" ] || install -D -m755 "$(readlink -f "$1")" "$root$1"; }

# Shared libraries of every program named on stdin.
needed_by() { while read -r program; do ldd "$program" 2>/dev/null || true; done | grep -oE '/[^ ]+\.so[^ ]*' | sort -u; }

begin() { # program...
  root=$(mktemp -d)
  mkdir -p "$root"/usr/{bin,sbin,lib,lib64,local/bin} "$root"/{etc,data,tmp,run,proc,sys,dev,var/lib,var/log,root}
  local link file
  for link in bin sbin lib lib64; do ln -s "usr/$link" "$root/$link"; done
  ln -s /run "$root/var/run"
  chmod 1777 "$root/tmp"
  for file in "${tools[@]}" "$@"; do [ ! -e "$file" ] || place "$file"; done
  ln -sf dash "$root/usr/bin/sh"
  ln -sf mawk "$root/usr/bin/awk"
  # Loaded by name at run time, so no program lists them.
  for file in "$libraries"/{libnss_files.so.2,libnss_dns.so.2,libresolv.so.2}; do [ ! -e "$file" ] || place "$file"; done
  printf 'root:x:0:0:root:/root:/bin/sh\n' >"$root/etc/passwd"
  printf 'root:x:0:\n' >"$root/etc/group"
  printf 'hosts: files dns\n' >"$root/etc/nsswitch.conf"
}

finish() { # name, then the folders copied whole, then -- and the programs copied alone
  local name=$1 folders=() library
  shift
  while [ "$1" != -- ]; do folders+=("$1"); shift; done
  shift
  for library in $({
    printf '%s\n' "${tools[@]}" "$@"
    [ ${#folders[@]} -eq 0 ] || find "${folders[@]}" -type f \( -perm -u+x -o -name '*.so' \)
  } | needed_by); do place "$library"; done
  tar -C "$root" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -cf "$dir/$name.tar.part" .
  mv "$dir/$name.tar.part" "$dir/$name.tar" # whole or absent
  rm -rf "$root"
}

redis() {
  begin /usr/bin/redis-server /usr/bin/redis-cli
  finish redis -- /usr/bin/redis-server /usr/bin/redis-cli
}

rabbitmq() {
  local program
  begin
  mkdir -p "$root"/usr/lib "$root"/etc/rabbitmq "$root"/var/lib/rabbitmq/mnesia "$root"/var/log/rabbitmq
  cp -a /usr/lib/erlang /usr/lib/rabbitmq "$root/usr/lib/"
  ln -s /usr/lib/erlang/bin/erl "$root/usr/bin/erl"
  for program in rabbitmq-server rabbitmqctl rabbitmq-diagnostics rabbitmq-plugins; do
    printf '#!/bin/sh\nexport HOME=/var/lib/rabbitmq\nexec /usr/lib/rabbitmq/bin/%s "$@"\n' "$program" >"$root/usr/bin/$program"
    chmod 755 "$root/usr/bin/$program"
  done
  printf '%s\n' 'loopback_users = none' 'log.console = true' 'log.console.level = info' 'log.file = false' >"$root/etc/rabbitmq/rabbitmq.conf"
  finish rabbitmq /usr/lib/erlang /usr/lib/rabbitmq --
}

[ -e "$dir/redis.tar" ] || redis
[ -e "$dir/rabbitmq.tar" ] || rabbitmq
