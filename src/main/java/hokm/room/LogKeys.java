package hokm.room;

import org.slf4j.spi.LoggingEventBuilder;

/** What a sentence of the log says of a room, so that a machine can find it. */
final class LogKeys {
  private LogKeys() {}

  static LoggingEventBuilder of(LoggingEventBuilder to, Lease lease) {
    return to.addKeyValue("room", lease.room()).addKeyValue("node", lease.owner().node())
        .addKeyValue("epoch", lease.epoch());
  }
}
