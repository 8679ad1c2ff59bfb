package hokm.room;

import io.vertx.core.Future;
import java.time.Duration;

/** One holder in the cluster at a time, for as long as it renews; for the matchmaker and such. */
public interface NamedLease {

  /** Takes or renews. @return whether the holder has it now */
  Future<Boolean> hold(String name, String holder, Duration time);

  Future<Void> release(String name, String holder);
}
