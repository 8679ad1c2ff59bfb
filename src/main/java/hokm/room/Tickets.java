package hokm.room;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Those who wait for a quick match. Outlives the matchmaker's node. */
public interface Tickets {

  /** @param waited by the store's clock */
  record Ticket(String player, String name, Duration waited) {}

  /** A table that was drawn up but may not be open yet. */
  record Assignment(String room, List<Ticket> players) {}

  /**
   * The same player again changes nothing, and neither does a request that has brought its player
   * to a table lately: word of it may have been long on its way.
   *
   * @param id of the request
   */
  Future<Void> enqueue(String player, String name, String id);

  /** @return false when the player was not waiting, or is assigned to a room already */
  Future<Boolean> cancel(String player);

  /** Those of them who wait do so no longer. */
  Future<Void> cancel(List<String> players);

  /**
   * The oldest first. A store that may have lost its newest says so only once it has been there for
   * a while: it may have the tickets again of players who have been seated since.
   */
  Future<List<Ticket>> waiting(int most);

  /**
   * Moves the players from waiting to one room, all or none.
   *
   * @return false when one of them no longer waits
   */
  Future<Boolean> assign(String room, List<String> players);

  /** Tables assigned and not yet opened, for whoever is the matchmaker now. */
  Future<List<Assignment>> assigned();

  /** The table is open; its players can be found in the room. Kept for 60 s for late askers. */
  Future<Void> opened(String room);

  /** The room that a player was assigned to lately, once it is open; empty when none is. */
  Future<Optional<String>> roomOf(String player);

  /**
   * The player sits in this room no longer, so {@link #roomOf} tells it no more; the request that
   * brought him there still brings him to no other.
   */
  Future<Void> left(String player, String room);
}
