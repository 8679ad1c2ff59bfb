package hokm.cli;

import hokm.demo.Target;
import hokm.persistence.PostgresSettings;
import hokm.persistence.PostgresSettings.Endpoint;
import hokm.room.Owner;
import hokm.room.RoomStore;
import hokm.witness.Postgres;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * What somebody else has started, such as containers, as the demonstration sees and hurts it.
 *
 * @param killer a program that is given the name of a node, or host:port of a server, and ends it
 *     with SIGKILL
 */
record AttachedTarget(int port, RoomStore rooms, PostgresSettings postgres, String killer)
    implements Target {

  private static final long KILL_SECONDS = 20;

  @Override
  public Future<Optional<String>> ownerOf(String room) {
    return rooms.owner(room).map(owner -> owner.map(Owner::node));
  }

  /** A node's id is its name, a dash and what tells this run of it from the last. */
  @Override
  public void killNode(String node) {
    end(node.substring(0, node.lastIndexOf('-')));
  }

  @Override
  public void kill(Postgres server) {
    end(server.name());
  }

  private void end(String name) {
    try {
      var process = new ProcessBuilder(killer, name).inheritIO().start();
      if (!process.waitFor(KILL_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException(killer + " did not kill " + name + ".");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public List<Postgres> servers() {
    return postgres.endpoints().stream()
        .map(each -> new Postgres(each.toString(), () -> open(each))).toList();
  }

  private Connection open(Endpoint server) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", postgres.user());
    properties.setProperty("password", postgres.password());
    properties.setProperty("connectTimeout", "1");
    properties.setProperty("socketTimeout", "2");
    return DriverManager.getConnection("jdbc:postgresql://" + server + "/"
        + postgres.database(), properties);
  }
}
