#!/bin/sh
# Starts one Redis: under the master that the sentinels name, or under the first where none knows one.
set -eu
me=$POD.hokm-redis
master=
for i in 0 1 2; do
  [ -n "$master" ] || master=$(REDISCLI_AUTH=$(cat /run/secrets/hokm/sentinel-password) timeout 2 \
    redis-cli -h "hokm-sentinel-$i.hokm-sentinel" -p 26379 --raw \
    sentinel get-master-addr-by-name hokm 2>/dev/null | head -n 1 | grep '\.hokm-redis$' || true)
done
: "${master:=hokm-redis-0.hokm-redis}"
# They are put into the users' lines as they are.
word() {
  case $(cat "$1") in
    '' | *[!A-Za-z0-9_-]*)
      echo "$me: $1 must be of letters, digits, - and _." >&2
      exit 1 ;;
    *) cat "$1" ;;
  esac
}
hokm=$(word /run/secrets/hokm/redis-password)
replica=$(word /run/secrets/redis-users/replica)
sentinel=$(word /run/secrets/redis-users/sentinel)
operator=$(word /run/secrets/redis-users/operator)
umask 077
# Sentinel has a server write its configuration anew, so it is a copy; names outlive addresses.
{
  cat /conf/redis.conf
  # A half of what its pod may use: the other is for a copy while its file is written anew.
  echo "maxmemory 512mb"
  # A master that is cut off from both others takes no writes which the new one would not have.
  echo "min-replicas-to-write 1"
  echo "min-replicas-max-lag 5"
  echo "dir /data"
  sed -e "s/\${hokm}/$hokm/" -e "s/\${replica}/$replica/" -e "s/\${sentinel}/$sentinel/" \
    -e "s/\${operator}/$operator/" /conf/users.conf
  # Its protection is for a Redis without users; here nobody is anybody without a password.
  echo "protected-mode no"
  echo "masteruser replica"
  echo "masterauth $replica"
  echo "replica-announce-ip $me"
  [ "$master" = "$me" ] || echo "replicaof $master 6379"
} > /run/redis/redis.conf
exec redis-server /run/redis/redis.conf
