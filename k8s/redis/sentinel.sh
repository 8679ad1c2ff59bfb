#!/bin/sh
# Starts one sentinel. What it has learned survives its container, not its pod: then the others tell it.
set -eu
file=/data/sentinel.conf
secret=$(cat /run/secrets/hokm/sentinel-password)
if [ ! -s "$file" ]; then
  master=
  for i in 0 1 2; do
    [ -n "$master" ] || [ "hokm-sentinel-$i" = "$POD" ] || master=$(REDISCLI_AUTH=$secret timeout 2 \
      redis-cli -h "hokm-sentinel-$i.hokm-sentinel" -p 26379 --raw \
      sentinel get-master-addr-by-name hokm 2>/dev/null | head -n 1 | grep '\.hokm-redis$' || true)
  done
  : "${master:=hokm-redis-0.hokm-redis}"
  # It refuses a master whose name nobody knows yet.
  until getent hosts "$master" >/dev/null; do sleep 1; done
  {
    echo "port 26379"
    echo "protected-mode no"
    echo "requirepass $secret"
    echo "sentinel sentinel-pass $secret"
    # The names must be known before a server is.
    grep -e '-hostnames ' /conf/sentinel.conf
    echo "sentinel announce-ip $POD.hokm-sentinel"
    echo "sentinel monitor hokm $master 6379 2"
    echo "sentinel auth-user hokm sentinel"
    echo "sentinel auth-pass hokm $(cat /run/secrets/redis-users/sentinel)"
    grep -v -e '^#' -e '-hostnames ' /conf/sentinel.conf
  } > "$file"
fi
exec redis-server "$file" --sentinel
