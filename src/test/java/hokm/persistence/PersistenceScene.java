package hokm.persistence;

import hokm.local.PostgresServer;
import hokm.local.TestPostgres;
import hokm.persistence.PostgresSettings.Ack;
import hokm.persistence.PostgresSettings.Credentials;
import hokm.persistence.PostgresSettings.Endpoint;
import hokm.persistence.PostgresSettings.Promote;
import hokm.room.NamedLease;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A real pair of servers, and one node's persistence on it. */
final class PersistenceScene implements AutoCloseable {

  static final String DATABASE = "hokm_game";

  final Vertx vertx = Vertx.vertx();
  final TestPostgres postgres;
  final QueueOutbox outbox = new QueueOutbox();
  final PersistenceVerticle persistence;

  PersistenceScene(Path folder, Ack ack) {
    postgres = TestPostgres.start(folder);
    persistence = new PersistenceVerticle(settings(ack), () -> outbox, OneHolder::new, "a-1",
        () -> Set.of("a-1"));
    await(vertx.deployVerticle(persistence));
  }

  /** There is but one node. */
  private static final class OneHolder implements NamedLease {
    @Override
    public Future<Boolean> hold(String name, String holder, Duration time) {
      return Future.succeededFuture(true);
    }

    @Override
    public Future<Void> release(String name, String holder) {
      return Future.succeededFuture();
    }
  }

  PostgresSettings settings(Ack ack) {
    return new PostgresSettings(
        postgres.pair().servers().stream().map(PersistenceScene::endpoint).toList(), DATABASE,
        "game_user", postgres.password("game_user"), credentials("hokm_owner"),
        credentials("hokm_supervisor"), Promote.AUTO, ack);
  }

  private Optional<Credentials> credentials(String role) {
    return Optional.of(new Credentials(role, postgres.password(role)));
  }

  static Endpoint endpoint(PostgresServer server) {
    return new Endpoint("127.0.0.1", server.port());
  }

  Verdict verdict() {
    return persistence.view().verdict();
  }

  static long count(PostgresServer on, String what) {
    return Long.parseLong(on.ask(DATABASE, "SELECT count(*) FROM " + what));
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    await(vertx.close());
    postgres.pair().servers().forEach(PostgresServer::kill);
  }
}
