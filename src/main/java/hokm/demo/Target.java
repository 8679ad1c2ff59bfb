package hokm.demo;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** What is demonstrated: a running cluster, and the ways to hurt it. */
public interface Target {

  /** @param user one who may read the results */
  record Postgres(String host, int port, String database, String user, String password) {
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /** The balancer's port on 127.0.0.1. */
  int port();

  /** Which node owns the room now, by the store's word. */
  Future<Optional<String>> ownerOf(String room);

  /** SIGKILL, nothing gentler. Throws when no process runs the node. */
  void killNode(String node);

  /** SIGKILL to all processes of the PostgreSQL server that is the primary now. */
  void killPrimary();

  /** Every PostgreSQL server, the primary among them. */
  List<Postgres> servers();
}
