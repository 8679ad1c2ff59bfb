package hokm.room;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Consumer;

/** Guests and their secret tokens; the store keeps only a hash of a token. */
public interface Sessions {

  /**
   * @param room where the player sits, or empty
   * @param arrival rises from socket to socket that comes with the token: of two the one with the
   *     higher number is the newer, wherever they are
   */
  record Session(String player, String name, Optional<String> room, long arrival) {}

  /** @param token 256 random bits as text, told once to its owner */
  record Created(Session session, String token) {
    @Override
    public String toString() {
      return "Created[" + session + "]";
    }
  }

  Future<Created> create(String name);

  /**
   * The session of a client that keeps a secret of its own, which is its token; made where there
   * is none. The player's id follows from the secret, so that it is the same also after a store
   * has forgotten everyone. Of two that come at once both get the same player.
   *
   * @param name from now on; a seat keeps the one that it was taken under
   */
  Future<Session> signIn(String device, String name);

  /**
   * For a socket that comes back. Renews the token.
   *
   * @return absent for one that is unknown or older than its 30 days
   */
  Future<Optional<Session>> find(String token);

  /** Notes where the player sits, so that any gateway finds the room; empty when it has left. */
  Future<Void> sit(String token, Optional<String> room);

  /**
   * To a store that was away and may have forgotten it, or the newest of it. Where a newer socket
   * has come with the token, nothing changes.
   */
  Future<Void> putBack(String token, Session session);

  /** As {@link RoomStore#onAvailability} does. */
  default void onAvailability(Consumer<Boolean> listener) {}
}
