#!/bin/bash
# An empty standby clones the primary first; then it goes on as the image does.
set -euo pipefail
if [[ ! -s $PGDATA/PG_VERSION ]]; then
  mkdir -p "$PGDATA"
  chown -R postgres:postgres "$PGDATA"
  chmod 700 "$PGDATA"
  source="host=postgres-a user=replicator password=$HOKM_PASSWORD application_name=postgres-b"
  # A standby that could not clone must not start as an empty primary: it stops and is started again.
  gosu postgres pg_basebackup -d "$source" -D "$PGDATA" -R -S standby_slot_1 -X stream
fi
exec docker-entrypoint.sh "$@"
