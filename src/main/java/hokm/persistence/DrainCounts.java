package hokm.persistence;

import java.util.concurrent.atomic.LongAdder;

/** What a drain has done since its start. Safe from any thread. */
public final class DrainCounts {

  private final LongAdder acknowledged = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder buried = new LongAdder();
  private volatile int unconfirmed;

  void acknowledged(int records) {
    acknowledged.add(records);
  }

  void failed() {
    failures.increment();
  }

  void buried(long records) {
    buried.add(records);
  }

  void unconfirmed(int records) {
    unconfirmed = records;
  }

  /** Results that are in PostgreSQL, and that the outbox was told of. */
  public long acknowledged() {
    return acknowledged.sum();
  }

  /** Attempts that failed, and are made again. */
  public long failures() {
    return failures.sum();
  }

  /** Results that no server takes. */
  public long buried() {
    return buried.sum();
  }

  /** Results that are written and not yet seen on a standby. */
  public int unconfirmed() {
    return unconfirmed;
  }
}
