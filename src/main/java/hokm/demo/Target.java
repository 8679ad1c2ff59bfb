package hokm.demo;

import hokm.witness.Postgres;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** What is demonstrated: a running cluster, and the ways to hurt it. */
public interface Target {

  /** The balancer's port on 127.0.0.1. */
  int port();

  /** Which node owns the room now, by the store's word. */
  Future<Optional<String>> ownerOf(String room);

  /** SIGKILL, nothing gentler. Throws when no process runs the node. */
  void killNode(String node);

  /** SIGKILL to the server's postmaster. */
  void kill(Postgres server);

  /** Every PostgreSQL server, the primary among them. */
  List<Postgres> servers();
}
