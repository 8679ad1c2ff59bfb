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
    var token = random(32);
    // Four of them are in every snapshot, so they are as short as chance allows.
    var player = random(9);
    link.send(Request.cmd(Command.HSET).arg(key(token)).arg("player").arg(player)
        .arg("name").arg(name).arg("room").arg(""));
    return find(token).map(made -> new Created(made.orElseThrow(), token));
  }

  private static String random(int bytes) {
    byte[] chosen = new byte[bytes];
    RANDOM.nextBytes(chosen);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(chosen);
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
    try {
      return Keys.session(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
          .digest(token.getBytes(StandardCharsets.UTF_8))));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
