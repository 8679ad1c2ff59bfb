#!/bin/bash
# Run once by the image on a new, empty primary: the roles, each with no more rights than it uses, the
# database, and the slot that keeps WAL for the standby.
set -euo pipefail
# The same SQL as everywhere; each ${role} in it is that role's password, here one for all.
sed "s/\${[a-z_]*}/:'password'/" /etc/hokm/roles.sql |
  psql -v ON_ERROR_STOP=1 -v password="$HOKM_PASSWORD" -U postgres
psql -v ON_ERROR_STOP=1 -U postgres -d hokm_game -f /etc/hokm/hokm_game.sql
psql -v ON_ERROR_STOP=1 -U postgres \
  -c "SELECT pg_create_physical_replication_slot('standby_slot_1', true)"
