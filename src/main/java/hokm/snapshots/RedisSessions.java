package hokm.snapshots;

import hokm.room.Sessions;
import hokm.room.StoreUnavailable;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Guests in Redis, under a hash of their token: who reads the store can't sit in their seats. */
public final class RedisSessions implements Sessions {

  private static final long KEPT_SECONDS = 30L * 24 * 3600;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final RedisLink link;

  public RedisSessions(RedisLink link) {
    this.link = link;
  }

  @Override
  public Future<Created> create(String name) {
    byte[] chosen = new byte[32];
    RANDOM.nextBytes(chosen);
    var token = base64(chosen);
    return arrive(token, name, true).map(made -> new Created(session(made), token));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** One that the store has forgotten may sit in a room, which its gateway knows: wait for it. */
  @Override
  public Future<Session> signIn(String device, String name) {
    return arrive(device, name, link.settled()).compose(found -> found.size() > 0
        ? Future.succeededFuture(found)
        : link.whenSettled().compose(settled -> arrive(device, name, true)))
        .map(RedisSessions::session);
  }

  /** @param make whether one that is not there is made */
  private Future<Response> arrive(String token, String name, boolean make) {
    return link.send(RedisRoomStore.call("hokm_sign_in", List.of(key(token)))
        .arg(player(token)).arg(name).arg(KEPT_SECONDS).arg(make ? 1 : 0));
  }

  /**
   * Public, though it follows from the secret: 96 bits of a hash of what the key is a hash of. Four
   * of them are in every snapshot, so they are no longer than it takes that nobody finds a secret
   * with the id of one among millions.
   */
  private static String player(String token) {
    return base64(Arrays.copyOf(sha256("player|" + hashed(token)), 12));
  }

  @Override
  public Future<Optional<Session>> find(String token) {
    return link.send(RedisRoomStore.call("hokm_arrive", List.of(key(token))).arg(KEPT_SECONDS))
        .compose(found -> {
          if (found.size() > 0) return Future.succeededFuture(Optional.of(session(found)));
          return link.settled() ? Future.succeededFuture(Optional.empty())
              : Future.failedFuture(new StoreUnavailable(
                  "A session may not have been put back yet.", null));
        });
  }

  private static Session session(Response found) {
    return new Session(found.get(0).toString(), found.get(1).toString(),
        Optional.of(found.get(2).toString()).filter(room -> !room.isEmpty()),
        found.get(3).toLong());
  }

  @Override
  public Future<Void> putBack(String token, Session session) {
    return link.send(RedisRoomStore.call("hokm_put_back", List.of(key(token)))
        .arg(session.player()).arg(session.name()).arg(session.room().orElse(""))
        .arg(session.arrival()).arg(KEPT_SECONDS)).mapEmpty();
  }

  @Override
  public void onAvailability(Consumer<Boolean> listener) {
    link.onAvailability(listener);
  }

  @Override
  public Future<Void> sit(String token, Optional<String> room) {
    return link.send(Request.cmd(Command.HSET).arg(key(token)).arg("room").arg(room.orElse("")))
        .mapEmpty();
  }

  private static String key(String token) {
    return Keys.session(hashed(token));
  }

  private static String hashed(String token) {
    return HexFormat.of().formatHex(sha256(token));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
