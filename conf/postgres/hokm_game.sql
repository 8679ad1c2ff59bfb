-- Run in the database hokm_game: rights on functions are kept by each database apart.
GRANT EXECUTE ON FUNCTION pg_promote(boolean, integer) TO hokm_supervisor;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT ALL ON SCHEMA public TO hokm_owner;

-- A standby that is to follow another primary needs its slot there. To make one takes the right to
-- replicate everything, so the supervisor borrows it for just that.
CREATE SCHEMA supervision;
GRANT USAGE ON SCHEMA supervision TO hokm_supervisor;
CREATE FUNCTION supervision.make_slot(slot name) RETURNS void LANGUAGE sql SECURITY DEFINER
  SET search_path = pg_catalog AS $$
    SELECT pg_create_physical_replication_slot(slot, true)
    WHERE slot ~ '^standby_slot_[0-9]{1,2}$'
      AND NOT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = slot)
  $$;
REVOKE ALL ON FUNCTION supervision.make_slot(name) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION supervision.make_slot(name) TO hokm_supervisor;

-- To point a standby to another primary.
GRANT ALTER SYSTEM ON PARAMETER primary_conninfo TO hokm_supervisor;
GRANT EXECUTE ON FUNCTION pg_reload_conf() TO hokm_supervisor;
