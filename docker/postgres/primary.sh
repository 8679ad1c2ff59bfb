#!/bin/bash
# Run once by the image on a new, empty primary: the roles, each with no more rights than it uses, the
# database, and the slot that keeps WAL for the standby.
set -euo pipefail
psql -v ON_ERROR_STOP=1 -v password="$HOKM_PASSWORD" -U postgres <<'SQL'
CREATE ROLE hokm_owner LOGIN PASSWORD :'password';
CREATE ROLE game_user LOGIN PASSWORD :'password';
CREATE ROLE hokm_supervisor LOGIN PASSWORD :'password' IN ROLE pg_monitor;
CREATE ROLE replicator LOGIN REPLICATION PASSWORD :'password';
SELECT pg_create_physical_replication_slot('standby_slot_1', true);
CREATE DATABASE hokm_game OWNER hokm_owner;
-- Each database has its own list of who may call what.
\connect hokm_game
GRANT EXECUTE ON FUNCTION pg_promote TO hokm_supervisor;
SQL
