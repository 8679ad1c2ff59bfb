package hokm.soak;

import hokm.bench.RedisInfo;
import hokm.bench.Usage;
import hokm.local.NodeProcess;
import hokm.local.RedisServer;
import hokm.local.Stack;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.SocketAddress;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A cluster in steady use by people who come and go, looked at again and again: what it takes must
 * not grow. Blocks its thread.
 */
public final class Soak {

  /** For which what is in play may go on; then whoever still plays leaves. */
  private static final Duration LAST = Duration.ofMinutes(2);
  private static final Duration LEAVING = Duration.ofMinutes(1);
  private static final Duration DRAINED = Duration.ofMinutes(1);
  private static final long LOOK_MILLIS = 200;

  private final Stack stack;
  private final Plan plan;
  private final Consumer<String> say;
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Tally tally = new Tally();
  private final List<NodeLook> nodes;
  private final List<LogTail> logs;
  private final RedisInfo redis;
  private final Map<String, List<Trend.Point>> series = new TreeMap<>();
  private final Map<String, Measure> measures = new TreeMap<>();
  private long begin;

  public Soak(Stack stack, Plan plan, Consumer<String> say) {
    this.stack = stack;
    this.plan = plan;
    this.say = say;
    this.nodes = stack.nodes().stream().map(NodeLook::new).toList();
    this.logs = stack.nodes().stream().map(node -> new LogTail(node.name(), node.log())).toList();
    var server = stack.redis().orElseThrow();
    this.redis = new RedisInfo(new InetSocketAddress("127.0.0.1", server.port()),
        RedisServer.OPERATOR, server.operatorPassword(), OptionalLong.of(server.pid()));
  }

  /** @return never fails for what the cluster does */
  public SoakReport run() {
    var doors = stack.nodes().stream().map(NodeProcess::port)
        .map(port -> SocketAddress.inetSocketAddress(port, "127.0.0.1")).toList();
    var parties = new Parties(vertx, doors, plan.think(), new Random(plan.seed()), tally);
    try {
      begin = System.nanoTime();
      long cpu = cpuNanos();
      vertx.runOnContext(go -> parties.open(plan.rooms()));
      lookAgainAndAgain(parties);
      double share = (double) (cpuNanos() - cpu) / (System.nanoTime() - begin);
      long moves = tally.of("moves");
      double seconds = seconds();
      parties.close();
      say.accept("Nobody comes any more; what is in play goes on to its end.");
      if (!within(LAST, () -> parties.count() == 0)) {
        say.accept("Those of " + parties.count() + " parties leave.");
        vertx.runOnContext(go -> parties.leave());
      }
      await(() -> parties.count() == 0, LEAVING, () ->
          parties.count() + " parties were not gone after " + LEAVING.toSeconds() + " s.");
      await(() -> outbox().orElse(-1) == 0, DRAINED, () ->
          "Results still waited in the outbox at the end: " + outbox() + ".");
      readLogs();
      return new SoakReport(plan, seconds, moves, share, parties.known(), trends(), series,
          tally, logs, nodes.stream().flatMap(node -> node.grown().stream()).toList());
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture()
          .completeOnTimeout(null, 5, TimeUnit.SECONDS).join();
    }
  }

  private void lookAgainAndAgain(Parties parties) {
    long end = begin + plan.time().toNanos();
    boolean warm = false;
    for (long due = begin + plan.every().toNanos(); due <= end; due += plan.every().toNanos()) {
      while (System.nanoTime() < due) LockSupport.parkNanos(due - System.nanoTime());
      var line = new StringBuilder();
      for (NodeLook node : nodes) look(node, line);
      outbox().ifPresent(waiting -> note("cluster", Measure.OUTBOX, waiting));
      var figures = redis.figures();
      double marks = marks();
      double keys = keys(figures) - marks;
      note("cluster", Measure.REDIS_MEMORY, Double.parseDouble(figures.get("used_memory")));
      note("cluster", Measure.REDIS_KEYS, keys);
      readLogs();
      if (!warm && seconds() >= plan.warm().toSeconds()) {
        warm = true;
        nodes.forEach(NodeLook::warm);
      }
      say.accept(String.format("%6.0f s: %d parties, %d moves, %d matches;%s Redis %.1f MB, %.0f"
              + " keys and %.0f marks of closed rooms", seconds(), parties.count(),
          tally.of("moves"), tally.of("matches"), line,
          Double.parseDouble(figures.get("used_memory")) / (1 << 20), keys, marks));
    }
  }

  private void look(NodeLook node, StringBuilder line) {
    if (!node.same()) {
      tally.complain("Node " + node.name() + " is not the process that it was.");
      node.again();
    }
    Map<Measure, Double> found;
    try {
      found = node.measure();
    } catch (UncheckedIOException silent) {
      tally.count("looksMissed");
      say.accept(silent.getMessage());
      return;
    }
    found.forEach((measure, value) -> note(node.name(), measure, value));
    line.append(String.format(" %s %.1f MB live, %.0f rooms, %.0f sockets, %.0f threads;",
        node.name(), found.get(Measure.HEAP) / (1 << 20), found.get(Measure.ROOMS),
        found.get(Measure.SOCKETS), found.get(Measure.THREADS)));
  }

  /** As the first node that answers knows it. */
  private OptionalLong outbox() {
    for (NodeLook node : nodes) {
      try {
        return OptionalLong.of(node.outbox());
      } catch (UncheckedIOException silent) {
        tally.count("looksMissed");
      }
    }
    return OptionalLong.empty();
  }

  private static double keys(Map<String, String> figures) {
    var line = figures.getOrDefault("db0", "keys=0,");
    return Double.parseDouble(line.substring("keys=".length(), line.indexOf(',')));
  }

  /** Of rooms that are no more; each stays for an hour, so in the first they must become more. */
  private double marks() {
    return Double.parseDouble(stack.redis().orElseThrow().ask(
        "EVAL \"return #redis.call('keys','*:closed:*')\" 0").substring(1));
  }

  private void note(String place, Measure measure, double value) {
    var key = place + " " + measure;
    measures.put(key, measure);
    series.computeIfAbsent(key, first -> new ArrayList<>())
        .add(new Trend.Point(seconds(), value));
  }

  private void readLogs() {
    logs.forEach(log -> log.news().forEach(say));
  }

  private List<Trend> trends() {
    return series.entrySet().stream().map(each -> Trend.of(each.getKey().split(" ")[0],
        measures.get(each.getKey()), each.getValue().stream()
            .filter(point -> point.seconds() >= plan.warm().toSeconds()).toList())).toList();
  }

  private double seconds() {
    return (System.nanoTime() - begin) / 1e9;
  }

  /** Of the nodes. */
  private long cpuNanos() {
    return stack.nodes().stream().filter(NodeProcess::alive)
        .mapToLong(node -> Usage.cpuNanos(OptionalLong.of(node.pid()))).sum();
  }

  private void await(BooleanSupplier so, Duration most, Supplier<String> what) {
    if (!within(most, so)) tally.complain(what.get());
  }

  private static boolean within(Duration most, BooleanSupplier so) {
    long end = System.nanoTime() + most.toNanos();
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > end) return false;
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
    }
    return true;
  }
}
