# Writes the configuration of the server and of the sentinel. The primary is the one that the running sentinels name; without any, the last
# one that this sentinel knew; and in a new store, the first pod.
members=$(tr -d '\n' </etc/passwords-of-members/password)
hash=$(printf %s "$members" | sha256sum | cut -d ' ' -f 1)
name() { echo "$STORE-$1.$STORE"; }
own=$(name "${HOSTNAME##*-}")
known=/data/sentinel.conf
tls=''
if [ -f /etc/replication/tls.conf ]; then tls='--tls --cacert /etc/store-tls/ca.crt'; fi

primary=''
for i in 0 1 2; do
  if [ -z "$primary" ] && [ "$(name "$i")" != "$own" ]; then
    answer=$(timeout 3 redis-cli $tls -h "$(name "$i")" -p 26379 sentinel get-master-addr-by-name store 2>/dev/null | head -n 1) || true
    # Anything else is an error message.
    for j in 0 1 2; do if [ "$answer" = "$(name "$j")" ]; then primary=$answer; fi; done
  fi
done
if [ -z "$primary" ] && [ -f "$known" ]; then
  primary=$(sed -n 's/^sentinel monitor store \([^ ]*\) .*/\1/p' "$known")
fi
primary=${primary:-$(name 0)}

# What service and restore need beyond a single store, the probe of readiness, and the user of the other servers and the sentinels.
sed -i -e '/^user service /s/$/ +wait +waitaof +role +select/' -e '/^user restore /s/$/ +wait/' -e '/^user probe /s/$/ +role/' /run/store/users.acl
cat >>/run/store/users.acl <<END
user members on #$hash resetkeys ~* resetchannels &__sentinel__:hello -@all +psync +replconf +ping +multi +exec +replicaof +slaveof +subscribe +publish +config|rewrite +role +info +client|setname +client|kill +script|kill
END

{
  cat /etc/replication/replication.conf
  if [ -n "$tls" ]; then cat /etc/replication/tls.conf; echo "tls-port 6379"; fi
  echo "masterauth $members"
  echo "replica-announce-ip $own"
  if [ "$primary" != "$own" ]; then echo "replicaof $primary 6379"; fi
} >/run/store/redis.conf

# A sentinel keeps its identity, what it has voted for, and the members that it knows. An election that fails is repeated after twice
# the failover-timeout.
{
  cat /etc/replication/sentinel.conf
  if [ -n "$tls" ]; then cat /etc/replication/tls.conf; echo "tls-port 26379"; fi
  echo "user members on #$hash resetkeys resetchannels &* -@all +@all"
  echo "sentinel sentinel-user members"
  echo "sentinel sentinel-pass $members"
  echo "sentinel announce-ip $own"
  echo "sentinel monitor store $primary 6379 2"
  echo "sentinel auth-user store members"
  echo "sentinel auth-pass store $members"
  echo "sentinel down-after-milliseconds store 2000"
  echo "sentinel failover-timeout store 3000"
  echo "sentinel parallel-syncs store 2"
  if [ -f "$known" ]; then
    grep -E '^sentinel (myid|current-epoch|config-epoch|leader-epoch|known-replica|known-slave|known-sentinel) ' "$known" || true
  fi
} >/data/sentinel.conf.new
mv /data/sentinel.conf.new "$known"
