#!/bin/sh
# Whether the server of this pod answers. Its arguments are the port, the secret that stands beside it and
# whose it is, where the server has users.
REDISCLI_AUTH=$(cat "/run/secrets/hokm/$2-password") redis-cli ${3:+--user "$3"} -e -p "$1" ping \
  | grep -q PONG
