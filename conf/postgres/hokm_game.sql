-- Run in the database hokm_game: rights on functions are kept by each database apart.
GRANT EXECUTE ON FUNCTION pg_promote(boolean, integer) TO hokm_supervisor;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT ALL ON SCHEMA public TO hokm_owner;
