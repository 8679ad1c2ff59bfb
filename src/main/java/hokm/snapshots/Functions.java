package hokm.snapshots;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
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
            ? connection.send(Request.cmd(Command.FUNCTION).arg("LIST").arg("LIBRARYNAME")
                .arg("hokm").arg("WITHCODE"))
            : Future.failedFuture("it is a replica"))
        .compose(has -> loaded(has) ? Future.succeededFuture()
            : connection.send(Request.cmd(Command.FUNCTION).arg("LOAD").arg("REPLACE")
                .arg(LIBRARY)))
        .mapEmpty();
  }

  /** Loading is a write, which a Redis whose disk or memory is full refuses; so look first. */
  private static boolean loaded(Response libraries) {
    for (Response library : libraries) {
      for (int i = 0; i + 1 < library.size(); i += 2) {
        if ("library_code".equals(library.get(i).toString())) {
          return LIBRARY.equals(library.get(i + 1).toString());
        }
      }
    }
    return false;
  }

  private static String read() {
    try (var in = Functions.class.getResourceAsStream("/redis/hokm.lua")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
