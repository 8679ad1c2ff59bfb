#!/bin/bash
# Starts one PostgreSQL of a pair, as whatever it has to be now.
#
# Either may be the primary. Which one is follows from asking the other, HOKM_PEER, each time anew:
# whoever is out of recovery on the higher timeline is it. So
#   - a server with nothing of its own copies the primary; only the FIRST of the pair makes a new
#     database, and only when the other does not answer at all;
#   - a server that was the primary and finds the other promoted meanwhile copies it anew: what it alone
#     has was acknowledged to nobody (HOKM_PG_ACK=replicated);
#   - a server that finds so only later, since the other did not answer when it started, or was promoted
#     just then, ends, and is started again.
# A copy always ends the same; pg_rewind is faster for a large database and can fail half-way.
# Who is promoted and when is the nodes' business (HOKM_PG_PROMOTE=auto).
set -euo pipefail

self=$HOSTNAME
say() { echo "$self: $*"; }

ask() { # host, question
  PGPASSWORD=$(</run/secrets/supervisor) PGCONNECT_TIMEOUT=2 timeout 4 \
    psql -h "$1" -U hokm_supervisor -d hokm_game -v ON_ERROR_STOP=1 -Atqc "$2" 2>/dev/null
}

# "standby", the timeline of a primary, or nothing.
state() {
  ask "$1" "SELECT CASE WHEN pg_is_in_recovery() THEN 'standby'
    ELSE ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int::text END" || true
}

is_primary() { [[ $1 =~ ^[0-9]+$ ]]; }

# Of what is on this disk: the newest checkpoint's, or a newer one that it heard of.
own_timeline() {
  local timeline file
  timeline=$(LC_ALL=C pg_controldata -D "$PGDATA" | sed -n "s/^Latest checkpoint's TimeLineID: *//p")
  for file in "$PGDATA"/pg_wal/*.history; do
    [[ -e $file ]] || continue
    file=$((16#$(basename "$file" .history)))
    ((file > timeline)) && timeline=$file
  done
  echo "$timeline"
}

# What there was stays until the copy is whole.
copy_of_peer() {
  local new=$PGDATA.new
  say "copies the primary at $HOKM_PEER."
  rm -rf "$new" "$PGDATA.old"
  ask "$HOKM_PEER" "SELECT supervision.make_slot('$HOKM_SLOT')" >/dev/null &&
    PGPASSWORD=$(</run/secrets/replicator) pg_basebackup -D "$new" -R -X stream -S "$HOKM_SLOT" \
      -d "host=$HOKM_PEER user=replicator application_name=$self connect_timeout=2" &&
    chmod 700 "$new" &&
    { [[ ! -d $PGDATA ]] || mv "$PGDATA" "$PGDATA.old"; } &&
    mv "$new" "$PGDATA" &&
    rm -rf "$PGDATA.old"
}

become_what_is_needed() {
  local peer
  peer=$(state "$HOKM_PEER")
  if [[ ! -s $PGDATA/PG_VERSION ]]; then
    if is_primary "$peer"; then
      copy_of_peer
    elif [[ -z $peer && $HOKM_FIRST == yes ]]; then
      say "$HOKM_PEER does not answer, so this is a new database."
    else
      say "waits for $HOKM_PEER to be a primary, to copy it."
      return 1
    fi
  elif [[ ! -e $PGDATA/standby.signal ]] && is_primary "$peer" && ((peer > $(own_timeline))); then
    say "was the primary; now $HOKM_PEER is, on timeline $peer."
    copy_of_peer
  fi
}

# Runs beside the server, which is process 1, until that has to end.
watch_peer() {
  local own peer
  while sleep 2; do
    own=$(state 127.0.0.1)
    is_primary "$own" || continue
    peer=$(state "$HOKM_PEER")
    if is_primary "$peer" && ((peer > own)); then
      say "is a primary of timeline $own, and $HOKM_PEER of $peer; it ends, to come back as a standby."
      kill -INT 1
      return
    fi
  done
}

mkdir -p "$(dirname "$PGDATA")"
if [[ -s $PGDATA/PG_VERSION && ! -e $PGDATA/hokm.complete ]]; then
  say "was interrupted when it was made and has no roles; remove its volume." >&2
  exit 1
fi
until become_what_is_needed; do sleep 1; done
watch_peer &
exec docker-entrypoint.sh "$@"
