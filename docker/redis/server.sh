#!/bin/sh
# Starts a Redis of the pair: as the master if the sentinels say that it is, else as the replica of
# whom they name. It waits for their word; for a master that was replaced while it was away must not
# take a move.
set -eu
secret() { cat "/run/secrets/$1"; }
master=
while [ -z "$master" ]; do
  for each in $HOKM_SENTINELS; do
    master=$(REDISCLI_AUTH=$(secret sentinels) timeout 2 redis-cli -h "$each" -p 26379 \
      sentinel get-master-addr-by-name hokm 2>/dev/null | head -n 1)
    case $master in redis-*) break ;; *) master= ;; esac
  done
  [ -n "$master" ] || sleep 0.5
done
umask 077
{
  cat /etc/hokm/redis.conf
  echo "dir /data"
  echo "maxmemory $HOKM_MAXMEMORY"
  # The passwords are of letters, digits, - and _ (docker/secrets).
  sed -e "s/\${hokm}/$(secret redis)/" -e "s/\${replica}/$(secret replica)/" \
    -e "s/\${sentinel}/$(secret sentinel)/" -e "s/\${operator}/$(secret operator)/" /etc/hokm/users.conf
  # Its protection is for a Redis without users; here nobody is anybody without a password.
  echo "protected-mode no"
  echo "masteruser replica"
  echo "masterauth $(secret replica)"
  echo "replica-announce-ip $HOSTNAME"
  if [ "$master" != "$HOSTNAME" ]; then echo "replicaof $master 6379"; fi
} > /tmp/redis.conf
echo "$HOSTNAME: the master is $master."
exec redis-server /tmp/redis.conf
