#!/bin/bash
# Run once by the image on a new, empty primary: the roles, each with no more rights than it uses, and
# the database.
set -euo pipefail
passwords=()
for role in replicator hokm_owner game_user hokm_supervisor; do
  file=${role#hokm_}
  passwords+=(-v "$role=$(</run/secrets/"${file%_user}")")
done
# The same SQL as everywhere; each ${role} in it is that role's password.
sed "s/\${\([a-z_]*\)}/:'\1'/" /etc/hokm/roles.sql |
  psql -v ON_ERROR_STOP=1 "${passwords[@]}" -U postgres
psql -v ON_ERROR_STOP=1 -U postgres -d hokm_game -f /etc/hokm/hokm_game.sql
# A copy has this file too. Without it a server was interrupted in the midst of this.
touch "$PGDATA/hokm.complete"
