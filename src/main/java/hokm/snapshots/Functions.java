package hokm.snapshots;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What a new connection must find before it is used: a master, and our functions on it. */
final class Functions {

  private static final String LIBRARY = read();

  private Functions() {}

  /** @return fails when the server is a replica, which would refuse every save */
  static Future<Void> prepare(RedisConnection connection) {
    return connection.send(Request.cmd(Command.ROLE))
        .compose(role -> "master".equals(role.get(0).toString())
            ? connection.send(Request.cmd(Command.FUNCTION).arg("LOAD").arg("REPLACE")
                .arg(LIBRARY))
            : Future.failedFuture("it is a replica"))
        .mapEmpty();
  }

  private static String read() {
    try (var in = Functions.class.getResourceAsStream("/redis/hokm.lua")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
