-- Who may do what. ${...} stands for a password, quoted.

-- The standby reads the WAL, and nothing else.
CREATE ROLE replicator LOGIN REPLICATION PASSWORD ${replicator};

-- Owns the schema; only the migrations use it.
CREATE ROLE hokm_owner LOGIN PASSWORD ${hokm_owner};

-- The program's role: its rights on each table are given by the migrations.
CREATE ROLE game_user LOGIN PASSWORD ${game_user};

-- Looks at replication and promotes; it can't read a table.
CREATE ROLE hokm_supervisor LOGIN PASSWORD ${hokm_supervisor};
GRANT pg_monitor TO hokm_supervisor;

CREATE DATABASE hokm_game OWNER hokm_owner;
REVOKE ALL ON DATABASE hokm_game FROM PUBLIC;
GRANT CONNECT ON DATABASE hokm_game TO game_user, hokm_supervisor;

-- The other databases are nobody's business, and their temporary tables would fill the disk.
REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC;
