#!/bin/sh
# Starts one Redis: under the master that the sentinels name, or under the first where none knows one.
set -eu
password=$(cat /run/secrets/hokm/redis-password)
me=$POD.hokm-redis
master=
for i in 0 1 2; do
  [ -n "$master" ] || master=$(REDISCLI_AUTH=$(cat /run/secrets/hokm/sentinel-password) timeout 2 \
    redis-cli -h "hokm-sentinel-$i.hokm-sentinel" -p 26379 --raw \
    sentinel get-master-addr-by-name hokm 2>/dev/null | head -n 1 | grep '\.hokm-redis$' || true)
done
: "${master:=hokm-redis-0.hokm-redis}"
# Sentinel has a server write its configuration anew, so it is a copy; names outlive addresses.
{
  cat /conf/redis.conf
  # A half of what its pod may use: the other is for a copy while its file is written anew.
  echo "maxmemory 512mb"
  # A master that is cut off from both others takes no writes which the new one would not have.
  echo "min-replicas-to-write 1"
  echo "min-replicas-max-lag 5"
  echo "dir /data"
  echo "protected-mode no"
  echo "requirepass $password"
  echo "masterauth $password"
  echo "replica-announce-ip $me"
  [ "$master" = "$me" ] || echo "replicaof $master 6379"
} > /run/redis/redis.conf
exec redis-server /run/redis/redis.conf
