package hokm.persistence;

import hokm.persistence.PostgresSettings.Endpoint;
import hokm.persistence.PostgresSettings.Promote;
import hokm.room.Edge;
import hokm.room.NamedLease;
import hokm.room.Outbox;
import hokm.room.Patience;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the servers, makes the tables, and then drains the outbox. It starts at once, whether
 * PostgreSQL is there or not: no player waits for it.
 */
public final class PersistenceVerticle extends VerticleBase {

  private static final Logger LOG = LoggerFactory.getLogger(PersistenceVerticle.class);
  private static final long DEPTH_MILLIS = 1000;
  private static final long MIGRATE_AGAIN_MILLIS = 2000;

  private static final UUID FIRST = new UUID(0, 0);

  private final PostgresSettings settings;
  private final Supplier<Outbox> outboxes;
  private final Supplier<NamedLease> leases;
  private final String node;
  private final Supplier<Set<String>> nodes;
  private final DatabaseView view;
  private final DbHealth health;
  private final Archive archive;
  private final DrainCounts counts = new DrainCounts();
  private Function<Vertx, Edge> edges = Edge::of;
  private OutboxDrain drain;
  private MessageConsumer<JsonObject> asked;
  private Promotion promotion;
  private long prepared;
  /** Of the migrations that the database has, as this node last saw it; 0 before it did. */
  private long steps;
  private boolean draining;
  private boolean waiting;
  /** Why the tables could not be made, as it was last said; tried again every two seconds. */
  private String unmade = "";
  private boolean preparing;
  private boolean stopping;

  /**
   * @param outboxes asked once, on this verticle's event loop
   * @param leases likewise
   * @param nodes the members now, this node among them
   */
  public PersistenceVerticle(PostgresSettings settings, Supplier<Outbox> outboxes,
      Supplier<NamedLease> leases, String node, Supplier<Set<String>> nodes) {
    this.settings = settings;
    this.outboxes = outboxes;
    this.leases = leases;
    this.node = node;
    this.nodes = nodes;
    view = new DatabaseView(settings, node);
    health = new DbHealth(view, settings);
    archive = new StoredResults(view);
  }

  public DatabaseView view() {
    return view;
  }

  public Archive archive() {
    return archive;
  }

  public DbHealth health() {
    return health;
  }

  /** Before the deployment. @param those made once, on its event loop */
  public PersistenceVerticle at(Function<Vertx, Edge> those) {
    edges = those;
    return this;
  }

  public DrainCounts counts() {
    return counts;
  }

  @Override
  public Future<?> start() {
    var outbox = outboxes.get();
    drain = new OutboxDrain(edges.apply(vertx), Ledger.of(view), outbox, settings.ack(),
        node, counts);
    view.listen(this::prepare);
    view.start(vertx);
    settings.endpointFile().ifPresent(file ->
        new EndpointFile(vertx, file, node, settings.endpoints(), view::watch).start());
    if (settings.promote() == Promote.AUTO && settings.supervisor().isPresent()) {
      promotion = new Promotion(vertx, view, settings, leases.get(), node, nodes);
      promotion.start();
      new Following(vertx, view, settings, leases.get(), node).start();
    }
    vertx.setPeriodic(DEPTH_MILLIS, tick -> Patience.within(vertx,
        Duration.ofMillis(DEPTH_MILLIS), outbox.depth()).onSuccess(health::depth));
    asked = FarArchive.serve(vertx, archive);
    return asked.completion();
  }

  private void prepare(Verdict verdict) {
    if (stopping || preparing || prepared == verdict.newest() && draining) return;
    if (verdict.writer().isEmpty()) {
      if (!waiting && verdict.results().stream().allMatch(each -> each.failures() > 0)) {
        LOG.warn("Node {} waits for PostgreSQL: {}", node, verdict.sentence());
        waiting = true;
      }
      return;
    }
    preparing = true;
    if (settings.owner().isEmpty()) ready(verdict.newest());
    else if (steps == 0) migrate(verdict.writer().get(), verdict.newest());
    else look(verdict.writer().get(), verdict.newest());
  }

  /** A promoted standby has the tables, unless they were made just before: a look is cheaper. */
  private void look(Endpoint writer, long timeline) {
    view.write(Migrations::steps).onComplete(done -> {
      if (done.succeeded() && done.result() == steps) ready(timeline);
      else migrate(writer, timeline);
    });
  }

  private void ready(long timeline) {
    prepared = timeline;
    preparing = false;
    if (!stopping && !draining) drain.start();
    draining = true;
    catchUp(FIRST);
  }

  /** Piece by piece, so that no transaction is long. */
  private void catchUp(UUID after) {
    if (stopping) return;
    view.write(on -> Statistics.catchUp(on, after))
        .onSuccess(last -> last.ifPresent(this::catchUp))
        .onFailure(e -> LOG.warn("Node {} could not look for matches that are not counted yet: {}",
            node, e.getMessage()));
  }

  /** Once for each timeline: a promoted standby may not have got what was made just before. */
  private void migrate(Endpoint writer, long timeline) {
    vertx.executeBlocking(() -> Migrations.run(settings, writer)).onSuccess(made -> {
      if (made > 0) LOG.info("Node {} brought the tables up to date at {}.", node, writer);
      view.write(Migrations::steps).onSuccess(all -> steps = all);
      unmade = "";
      ready(timeline);
    }).onFailure(e -> {
      unmade(writer, String.valueOf(e.getMessage()));
      vertx.setTimer(MIGRATE_AGAIN_MILLIS, due -> preparing = false);
    });
  }

  private void unmade(Endpoint writer, String why) {
    if (!why.equals(unmade)) {
      LOG.warn("Node {} could not bring the tables up to date at {}: {}", node, writer, why);
    }
    unmade = why;
  }

  @Override
  public Future<?> stop() {
    stopping = true;
    if (promotion != null) promotion.stop();
    return asked.unregister().otherwiseEmpty().compose(silent -> drain.stop())
        .compose(done -> view.stop());
  }
}
