package hokm.persistence;

import hokm.persistence.PostgresSettings.Endpoint;
import hokm.room.NamedLease;
import hokm.room.Patience;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has every standby follow whoever is the primary. It looks at how things are and not at what has
 * happened, so it does not matter who promoted, nor which node died in the midst of it.
 */
final class Following {

  private static final Logger LOG = LoggerFactory.getLogger(Following.class);
  private static final long LOOK_MILLIS = 500;
  /** A standby whose primary is new takes a moment by itself, and one that starts as well. */
  private static final Duration LOST = Duration.ofSeconds(1);
  private static final Duration LEASE = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final DatabaseView view;
  private final Supervision supervision;
  private final NamedLease lease;
  private final String node;
  private final Map<Endpoint, Long> lostSince = new HashMap<>();
  private boolean acting;

  Following(Vertx vertx, DatabaseView view, PostgresSettings settings, NamedLease lease,
      String node) {
    this.vertx = vertx;
    this.view = view;
    this.supervision = new Supervision(vertx, settings);
    this.lease = lease;
    this.node = node;
  }

  /** On the view's event loop. */
  void start() {
    vertx.setPeriodic(LOOK_MILLIS, tick -> look());
  }

  /** Standbys that get no WAL, or that of a primary that was left. */
  static List<Endpoint> lost(Verdict verdict) {
    if (verdict.writer().isEmpty()) return List.of();
    return verdict.results().stream().filter(ProbeResult::standby).filter(each -> {
      var state = each.state().orElseThrow();
      return !state.streaming() || state.timeline() < verdict.newest();
    }).map(ProbeResult::endpoint).toList();
  }

  private void look() {
    var verdict = view.verdict();
    var lost = lost(verdict);
    lostSince.keySet().retainAll(lost);
    long now = System.nanoTime();
    lost.forEach(at -> lostSince.putIfAbsent(at, now));
    if (acting) return;
    lost.stream().filter(at -> now - lostSince.get(at) >= LOST.toNanos()).findFirst()
        .ifPresent(at -> {
          // Whatever comes of it, another look is soon enough after some time.
          lostSince.put(at, now);
          acting = true;
          guide(at, verdict.writer().orElseThrow()).onFailure(e ->
              LOG.warn("Node {} could not have the standby at {} follow the primary: {}", node, at,
                  e.getMessage())).onComplete(done -> acting = false);
        });
  }

  private Future<Void> guide(Endpoint standby, Endpoint writer) {
    return supervision.way(standby).compose(way -> {
      if (!way.known() || way.leadsTo(writer)) return Future.<Void>succeededFuture();
      return Patience.within(vertx, LOST, lease.hold("promotion", node, LEASE)).compose(held -> {
        if (!held || !view.verdict().writer().equals(Optional.of(writer))) {
          return Future.<Void>succeededFuture();
        }
        return supervision.follow(standby, writer)
            .onSuccess(done -> LOG.info("Node {} has the standby at {} follow the primary at {}.",
                node, standby, writer))
            .eventually(() -> lease.release("promotion", node));
      });
    });
  }
}
