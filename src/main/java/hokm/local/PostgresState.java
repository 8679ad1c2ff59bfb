package hokm.local;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What a look at a server found; all but the presence holds only for one that is READY.
 *
 * @param position how far its WAL goes, in bytes
 * @param upstream the port that it streams from; 0 when it streams from nowhere
 */
record PostgresState(Presence presence, boolean recovery, long timeline, long position,
    int upstream) {

  /** SILENT lives and says nothing, as one that is paused. STARTING takes no connections yet. */
  enum Presence { ENDED, SILENT, STARTING, READY }

  static final String LOOK = """
      SELECT recovery,
        CASE WHEN recovery
          THEN coalesce(receiver.received_tli, (SELECT timeline_id FROM pg_control_checkpoint()))
          ELSE ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::bigint
          END::bigint AS timeline,
        (CASE WHEN recovery THEN greatest(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())
          ELSE pg_current_wal_lsn() END - '0/0')::bigint AS position,
        CASE WHEN receiver.status = 'streaming' THEN receiver.sender_port ELSE 0 END AS upstream
      FROM (SELECT pg_is_in_recovery() AS recovery) server
      LEFT JOIN pg_stat_wal_receiver receiver ON true""";

  static PostgresState without(Presence presence) {
    return new PostgresState(presence, false, 0, 0, 0);
  }

  static PostgresState of(ResultSet row) throws SQLException {
    return new PostgresState(Presence.READY, row.getBoolean("recovery"), row.getLong("timeline"),
        row.getLong("position"), row.getInt("upstream"));
  }

  boolean ready() {
    return presence == Presence.READY;
  }

  boolean primary() {
    return ready() && !recovery;
  }

  boolean standby() {
    return ready() && recovery;
  }
}
