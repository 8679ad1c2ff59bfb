package hokm.room;

import io.vertx.core.Future;
import java.util.Optional;

/** Guests and their secret tokens; the store keeps only a hash of a token. */
public interface Sessions {

  /** @param room where the player sits, or empty */
  record Session(String player, String name, Optional<String> room) {}

  /** @param token 256 random bits as text, told once to its owner */
  record Created(Session session, String token) {}

  Future<Created> create(String name);

  /** Absent for a token that is unknown or older than its 30 days. Renews it. */
  Future<Optional<Session>> find(String token);

  /** Notes where the player sits, so that any gateway finds the room; empty when it has left. */
  Future<Void> sit(String token, Optional<String> room);
}
