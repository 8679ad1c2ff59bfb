package hokm.cli;

import hokm.bots.BotPool;
import hokm.persistence.DbHealth.ServerHealth;
import hokm.persistence.PersistenceVerticle;
import hokm.snapshots.RedisLink;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** The figures of a node that its parts know and don't count; docs/metrics.md tells them. */
final class NodeMeters {

  private static final Set<String> ROLES = Set.of("primary", "standby", "stale", "unknown");
  private static final Set<String> BREAKER = Set.of("closed", "half_open", "open");

  private final MeterRegistry to;
  /** The registry remembers what it reads only weakly. */
  private final List<Supplier<Number>> read = new ArrayList<>();

  NodeMeters(MeterRegistry to) {
    this.to = to;
  }

  void gauge(String name, String description, Supplier<Number> figure) {
    Gauge.builder(name, figure).description(description).register(to);
  }

  void counter(String name, String description, Supplier<Number> figure) {
    read.add(figure);
    FunctionCounter.builder(name, figure, it -> it.get().doubleValue()).description(description)
        .register(to);
  }

  /** @param all the node's connections now */
  void redis(Supplier<List<RedisLink>> all) {
    gauge("hokm.redis.links", "connections that this node keeps", () -> all.get().size());
    gauge("hokm.redis.links.away", "those over which no save would be taken now",
        () -> all.get().stream().filter(link -> !link.available()).count());
    counter("hokm.redis.reconnects", "connections that were made anew",
        () -> all.get().stream().mapToLong(RedisLink::reconnects).sum());
  }

  void bots(BotPool bots) {
    for (var outcome : BotPool.Outcome.values()) {
      FunctionCounter.builder("hokm.bots.thoughts", bots, pool -> pool.count(outcome))
          .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
          .description("how hard bots' thinking ended; full and late play as normal ones do")
          .register(to);
    }
    gauge("hokm.bots.waiting", "thoughts that wait for a thread", bots::waiting);
  }

  /** @return to be run again and again: servers may come and go */
  Runnable persistence(PersistenceVerticle part, int outbox) {
    outbox(part, outbox);
    var health = part.health();
    gauge("hokm.postgres.writer", "1 while this node sees a primary that takes writes",
        () -> health.healthy() ? 1 : 0);
    gauge("hokm.postgres.primaries.unwanted", "primaries that are stale, or one too many",
        health::primariesTooMany);
    gauge("hokm.postgres.promotion.refused", "1 while a server that may hold a result is missing",
        () -> health.promotionRefused() ? 1 : 0);
    gauge("hokm.postgres.lag.seconds", "of the standby that lags most",
        () -> health.lagMillis() / 1000.0);
    var up = servers("hokm.postgres.server.up", "1 while it answers the probe");
    var failures = servers("hokm.postgres.server.probe.failures", "probes that failed in a row");
    var role = servers("hokm.postgres.server.role", "1 for the role that it has");
    var lag = servers("hokm.postgres.server.lag.seconds", "how far a standby is behind");
    var breaker = servers("hokm.postgres.breaker.state", "1 for the state of its breaker");
    return () -> {
      var all = health.servers();
      up.register(rows(all, each -> each.up() ? 1 : 0), true);
      failures.register(rows(all, ServerHealth::failures), true);
      role.register(states(all, "role", ROLES, ServerHealth::role), true);
      lag.register(rows(all.stream().filter(each -> each.lagMillis().isPresent()).toList(),
          each -> seconds(each.lagMillis())), true);
      breaker.register(states(all, "state", BREAKER, ServerHealth::breaker), true);
    };
  }

  private void outbox(PersistenceVerticle part, int limit) {
    var health = part.health();
    var counts = part.counts();
    gauge("hokm.outbox.entries", "results that wait for PostgreSQL", health::waiting);
    gauge("hokm.outbox.oldest.seconds", "how long the oldest result has waited",
        () -> health.oldest().toMillis() / 1000.0);
    gauge("hokm.outbox.limit", "entries at which no new match starts", () -> limit);
    gauge("hokm.outbox.unconfirmed", "results written and not yet seen on a standby",
        counts::unconfirmed);
    counter("hokm.outbox.written", "results written and acknowledged", counts::acknowledged);
    counter("hokm.outbox.failures", "attempts to write results that failed", counts::failures);
    counter("hokm.outbox.buried", "results that no server takes", counts::buried);
  }

  private static double seconds(OptionalLong millis) {
    return millis.orElse(0) / 1000.0;
  }

  private MultiGauge servers(String name, String description) {
    return MultiGauge.builder(name).description(description).register(to);
  }

  private static List<Row<?>> rows(List<ServerHealth> all, Function<ServerHealth, Number> figure) {
    return all.stream().<Row<?>>map(each ->
        Row.of(Tags.of("server", each.address()), figure.apply(each))).toList();
  }

  private static List<Row<?>> states(List<ServerHealth> all, String label, Set<String> states,
      Function<ServerHealth, String> now) {
    return all.stream().flatMap(each -> states.stream().<Row<?>>map(state ->
        Row.of(Tags.of("server", each.address(), label, state),
            now.apply(each).equals(state) ? 1 : 0))).toList();
  }
}
