package hokm.snapshots;

import hokm.room.Sessions;
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
import java.util.Optional;
import java.util.UUID;

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
    byte[] secret = new byte[32];
    RANDOM.nextBytes(secret);
    var token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    var player = UUID.randomUUID().toString();
    link.send(Request.cmd(Command.HSET).arg(key(token)).arg("player").arg(player)
        .arg("name").arg(name).arg("room").arg("").arg("arrivals").arg(1));
    return renew(token)
        .map(kept -> new Created(new Session(player, name, Optional.empty(), 1), token));
  }

  private Future<Void> renew(String token) {
    return link.send(Request.cmd(Command.EXPIRE).arg(key(token)).arg(KEPT_SECONDS)).mapEmpty();
  }

  @Override
  public Future<Optional<Session>> find(String token) {
    renew(token);
    return link.send(Request.cmd(Command.HMGET).arg(key(token)).arg("player").arg("name")
        .arg("room")).compose(found -> found.get(0) == null
            ? Future.succeededFuture(Optional.empty())
            : link.send(Request.cmd(Command.HINCRBY).arg(key(token)).arg("arrivals").arg(1))
                .map(arrival -> Optional.of(session(found, arrival.toLong()))));
  }

  private static Session session(Response found, long arrival) {
    return new Session(found.get(0).toString(), found.get(1).toString(),
        Optional.of(found.get(2).toString()).filter(room -> !room.isEmpty()), arrival);
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
