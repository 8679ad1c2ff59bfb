package hokm.room;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Who may not play here, as far as this node knows. It never waits. Safe from any thread. */
public interface Bans {

  Bans NONE = new Bans() {
    @Override
    public Optional<Ban> of(String player, long now) {
      return Optional.empty();
    }

    @Override
    public void onBanned(Consumer<Ban> listener) {}
  };

  /**
   * @param reason told to the player
   * @param until empty for good
   */
  record Ban(String player, String reason, Optional<Instant> until) {

    public boolean over(long now) {
      return until.filter(end -> end.toEpochMilli() <= now).isPresent();
    }
  }

  /** @param now epoch milliseconds */
  Optional<Ban> of(String player, long now);

  /** @param listener told of each new ban, on any thread */
  void onBanned(Consumer<Ban> listener);
}
