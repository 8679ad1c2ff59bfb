package hokm.persistence;

import hokm.local.PostgresServer;
import hokm.local.TestPostgres;
import hokm.persistence.PostgresSettings.Ack;
import hokm.persistence.PostgresSettings.Credentials;
import hokm.persistence.PostgresSettings.Endpoint;
import hokm.persistence.PostgresSettings.Promote;
import hokm.room.BusCodecs;
import hokm.room.NamedLease;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A real pair of servers, and one node's persistence on it. */
final class PersistenceScene implements AutoCloseable {

  static final String DATABASE = "hokm_game";

  final Vertx vertx = Vertx.vertx();
  final TestPostgres postgres;
  final QueueOutbox outbox = new QueueOutbox();
  final PersistenceVerticle persistence;

  private final Set<String> nodes;

  PersistenceScene(Path folder, Ack ack) {
    this(folder, ack, Set.of("a-1"));
  }

  /** @param nodes the members, of which only a-1 runs yet */
  PersistenceScene(Path folder, Ack ack, Set<String> nodes) {
    this.nodes = nodes;
    postgres = TestPostgres.start(folder);
    BusCodecs.register(vertx.eventBus());
    persistence = join("a-1", settings(ack));
  }

  PersistenceVerticle join(String id, PostgresSettings settings) {
    var joined = new PersistenceVerticle(settings, () -> outbox, OneHolder::new, id, () -> nodes);
    await(vertx.deployVerticle(joined));
    return joined;
  }

  /** Whoever asks: the tests are of the votes. */
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
    list(postgres.cluster().servers());
    return new PostgresSettings(
        postgres.cluster().servers().stream().map(PersistenceScene::endpoint).toList(),
        Optional.of(endpoints()), DATABASE, "game_user", postgres.password("game_user"),
        credentials("hokm_owner"),
        credentials("hokm_supervisor"), Promote.AUTO, ack);
  }

  private Path endpoints() {
    return postgres.folder().resolve("endpoints");
  }

  /** From now on the nodes are to know of these. */
  void list(List<PostgresServer> servers) {
    try {
      Files.writeString(endpoints(), servers.stream().map(each -> endpoint(each) + "\n")
          .collect(Collectors.joining()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of a node that may neither promote nor see the receiver. */
  PostgresSettings unprivileged() {
    var all = settings(Ack.REPLICATED);
    return new PostgresSettings(all.endpoints(), Optional.empty(), all.database(), all.user(),
        all.password(),
        all.owner(), Optional.empty(), Promote.EXTERNAL, all.ack());
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
    postgres.cluster().servers().forEach(PostgresServer::kill);
  }
}
