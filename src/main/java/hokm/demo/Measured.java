package hokm.demo;

import hokm.witness.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * What a demonstration found. Moments are nanoseconds of one clock; spans are milliseconds.
 *
 * @param lagMsBefore of the standby, before any fault
 * @param moves when each was acknowledged
 * @param complaints a sentence for each thing that did not hold, the verdict's included
 */
public record Measured(long seed, long beganNanos, long endedNanos, long lagMsBefore, String room,
    Optional<NodeFault> node, Optional<DatabaseFault> database, List<Move> moves, int reconnects,
    int resyncs, Optional<Verdict> verdict, List<String> complaints) {

  public record Move(long nanos, int seat) {}

  /** Where the cards were when a fault struck. @param trick the one on the table, from 1 */
  public record Table(int deal, int trick, int cards) {}

  /**
   * @param survivor which node has the room now
   * @param detectedMs from the kill until the store named another owner
   * @param firstMoveMs from the kill to the next move that was acknowledged
   */
  public record NodeFault(long nanos, String node, String survivor, Table table, long detectedMs,
      long firstMoveMs) {}

  /**
   * @param promotedMs from the kill until another server left recovery
   * @param firstWriteMs from the kill until that server showed a result that it had taken itself
   */
  public record DatabaseFault(long nanos, String server, String promoted, Table table,
      long promotedMs, long firstWriteMs) {}

  public boolean passed() {
    return complaints.isEmpty();
  }
}
