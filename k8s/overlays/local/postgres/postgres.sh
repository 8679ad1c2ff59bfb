#!/bin/bash
# Starts one of the two PostgreSQL servers: as a standby where the other is the primary, and the very
# first time the first one as the primary. An old primary that comes back is copied anew.
set -euo pipefail
secret() { cat "/run/secrets/$1/password"; }
me=$POD
case $POD in
  *-0) peer=${POD%-0}-1.hokm-postgres ;;
  *) peer=${POD%-*}-0.hokm-postgres ;;
esac
export PGDATA=/var/lib/postgresql/data PGCONNECT_TIMEOUT=2
settings=(-c config_file=/scripts/postgresql.conf -c hba_file=/scripts/pg_hba.conf)

peer_is_primary() {
  [[ $(PGPASSWORD=$(secret postgres-supervisor) psql -h "$peer" -U hokm_supervisor -d hokm_game \
    -tAc 'SELECT NOT pg_is_in_recovery()' 2>/dev/null) == t ]]
}

copy() {
  rm -rf "$PGDATA"
  PGPASSWORD=$(secret postgres-supervisor) psql -h "$peer" -U hokm_supervisor -d hokm_game \
    -qtAc "SELECT supervision.make_slot('standby_slot_1')"
  pg_basebackup -R -S standby_slot_1 -X stream -D "$PGDATA" -d "host=$peer port=5432 \
    user=replicator password=$(secret postgres-replicator) application_name=$me"
}

make() {
  initdb -U postgres --auth=scram-sha-256 --pwfile=/run/secrets/postgres-admin/password >/dev/null
  pg_ctl -w start -o "${settings[*]} -c listen_addresses=127.0.0.1" >/dev/null
  PGPASSWORD=$(secret postgres-admin)
  export PGPASSWORD
  # Each ${role} in it is that role's password.
  sed "s/\${\([a-z_]*\)}/:'\1'/" /conf/roles.sql | psql -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -U postgres \
    -v replicator="$(secret postgres-replicator)" -v hokm_owner="$(secret postgres-owner)" \
    -v game_user="$(secret postgres-player)" -v hokm_supervisor="$(secret postgres-supervisor)"
  psql -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -U postgres -d hokm_game -f /conf/hokm_game.sql
  unset PGPASSWORD
  pg_ctl -w stop >/dev/null
}

until [[ -s $PGDATA/PG_VERSION && -f $PGDATA/standby.signal ]]; do
  if peer_is_primary; then copy
  elif [[ -s $PGDATA/PG_VERSION ]]; then break
  elif [[ $POD == *-0 ]]; then make
  else sleep 1
  fi
done
exec postgres "${settings[@]}"
