package hokm.room;

import hokm.protocol.Frames;
import hokm.protocol.StopCause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a room's table knows of a store that is away, and whether the clock stands for it. */
final class StoreWait {

  private static final Logger LOG = LoggerFactory.getLogger(StoreWait.class);

  private final Lease lease;
  private final Audience audience;
  private final RoomTimer timer;
  private boolean told;
  private boolean stands;

  StoreWait(Lease lease, Audience audience, RoomTimer timer) {
    this.lease = lease;
    this.audience = audience;
    this.timer = timer;
  }

  boolean told() {
    return told;
  }

  /** Tells the table, once. */
  void pause(String why) {
    if (told) return;
    told = true;
    stand();
    LogKeys.of(LOG.atDebug(), lease)
        .log("Room {} on {} pauses: {}", lease.room(), lease.owner(), why);
    tell();
  }

  void tell() {
    audience.notice(Tell.Kind.NOTICE,
        Frames.roomPaused(lease.room(), StopCause.STORE_AWAY));
  }

  /** From now on the clock stands, until {@link #over}. */
  void stand() {
    if (!stands) timer.stop(StopCause.STORE_AWAY);
    stands = true;
  }

  /** The store has taken something, or is there again. */
  void over() {
    if (stands) timer.go(StopCause.STORE_AWAY);
    stands = false;
    if (!told) return;
    told = false;
    LogKeys.of(LOG.atDebug(), lease)
        .log("Room {} on {} goes on.", lease.room(), lease.owner());
    audience.notice(Tell.Kind.NOTICE, Frames.roomResumed(lease.room()));
  }
}
