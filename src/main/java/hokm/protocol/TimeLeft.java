package hokm.protocol;

import java.time.Duration;
import java.util.Optional;

/**
 * What the seat in turn has left to think.
 *
 * @param own used first; absent while no clock runs
 * @param bank used when the own time is over; absent where none stands behind it
 */
public record TimeLeft(Optional<Duration> own, Optional<Duration> bank) {

  public static final TimeLeft NONE = new TimeLeft(Optional.empty(), Optional.empty());
}
