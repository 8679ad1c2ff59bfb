#!/bin/sh
# Starts a sentinel. What it learns it writes into its own file, which is made only once.
set -eu
conf=/data/sentinel.conf
if [ ! -s "$conf" ]; then
  umask 077
  password=$(cat /run/secrets/sentinels)
  {
    # The names must be known before a server is.
    echo "sentinel resolve-hostnames yes"
    echo "sentinel announce-hostnames yes"
    echo "sentinel announce-ip $HOSTNAME"
    echo "sentinel monitor hokm redis-a 6379 2"
    echo "sentinel auth-user hokm sentinel"
    echo "sentinel auth-pass hokm $(cat /run/secrets/sentinel)"
    echo "sentinel sentinel-pass $password"
    echo "requirepass $password"
    echo "dir /data"
    grep -v -e '^#' -e '-hostnames ' /etc/hokm/sentinel.conf
  } > "$conf.new"
  mv "$conf.new" "$conf"
fi
exec redis-server "$conf" --sentinel
