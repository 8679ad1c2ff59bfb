#!/bin/sh
# Whether the server of this pod answers. Its argument is the port, its secret stands beside it.
REDISCLI_AUTH=$(cat "/run/secrets/hokm/$2-password") redis-cli -e -p "$1" ping | grep -q PONG
