package hokm.room;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The queue between rooms and PostgreSQL: at least once, in order a room. */
public interface Outbox {

  /** @param id hand it back as it is */
  record Delivery(String id, OutboxEntry entry) {}

  /** @param oldest age of the oldest entry not acknowledged; zero when there is none */
  record Depth(long entries, Duration oldest) {}

  /** New entries, and those that another consumer took and left for 5 s; may be empty. */
  Future<List<Delivery>> take(String consumer, int most);

  /**
   * As {@link RoomStore#onAvailability} does. An outbox that was away may have forgotten entries,
   * and have given their ids to others.
   */
  default void onAvailability(Consumer<Boolean> listener) {}

  /** Only when PostgreSQL holds them for good. */
  Future<Void> acknowledge(List<String> ids);

  Future<Depth> depth();
}
