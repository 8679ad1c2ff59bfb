package hokm.fuzz;

import hokm.bench.LeanSocket;
import hokm.bench.SocketLoop;
import hokm.soak.LogTail;
import hokm.soak.NodeLook;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Attackers at nodes where honest people play. Blocks its thread, and all sockets of attackers are
 * this thread's.
 */
public final class Fuzz {

  /**
   * @param doors of the nodes
   * @param nodes the same as processes here; empty where they run elsewhere
   * @param logs theirs
   */
  public record Ground(List<InetSocketAddress> doors, List<NodeLook> nodes, List<LogTail> logs) {}

  /** Of all frames, before memory is looked at for the first time. */
  private static final double WARM = 0.25;
  private static final Duration LAST = Duration.ofSeconds(150);
  private static final long LOOK_MILLIS = 500;
  private static final long SAY_SECONDS = 15;

  private final Ground ground;
  private final String part;
  private final int sockets;
  private final Consumer<String> say;
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final SocketLoop loop = new SocketLoop();
  private final Findings findings = new Findings();
  private final Overheard overheard = new Overheard();
  private final HonestTables tables;
  private final List<Attacker> attackers = new ArrayList<>();
  /** How many of the first findings have been said. */
  private int told;

  /** @param part how this part of the report is called */
  public Fuzz(Ground ground, String part, int sockets, long seed, Consumer<String> say) {
    this.ground = ground;
    this.part = part;
    this.sockets = sockets;
    this.say = say;
    var doors = ground.doors().stream()
        .map(door -> SocketAddress.inetSocketAddress(door.getPort(), door.getHostString()))
        .toList();
    this.tables = new HonestTables(vertx, doors, overheard, findings, new Random(seed + 1));
    var gang = new Attacker.Gang(new Inventor(new Random(seed)), tables::offered, overheard,
        findings, this::open);
    for (int i = 0; i < sockets; i++) attackers.add(new Attacker(gang, i));
  }

  private LeanSocket open(int attacker, LeanSocket.Reader reader) {
    var door = ground.doors().get(attacker % ground.doors().size());
    return loop.open(door, Sources.of(door, attacker), reader);
  }

  /** @return never fails for what the nodes do */
  public FuzzReport run(long frames) {
    try {
      long begin = System.nanoTime();
      attack(Math.round(frames * WARM));
      quiet();
      var before = heap();
      ground.nodes().forEach(NodeLook::warm);
      attack(frames);
      long nanos = System.nanoTime() - begin;
      quiet();
      var after = heap();
      readLogs();
      return new FuzzReport(part, sockets, nanos / 1e9, findings, before, after,
          ground.nodes().stream().flatMap(node -> node.grown().stream()).toList());
    } finally {
      loop.close();
      vertx.close().toCompletionStage().toCompletableFuture()
          .completeOnTimeout(null, 5, TimeUnit.SECONDS).join();
    }
  }

  /** Until so many have been sent in all. */
  private void attack(long frames) {
    tables.open(Math.max(1, sockets / 2));
    long said = System.nanoTime();
    while (findings.frames() < frames) {
      int sent = 0;
      for (Attacker each : attackers) sent += each.turn(System.nanoTime());
      loop.turn(sent == 0);
      if (System.nanoTime() - said > TimeUnit.SECONDS.toNanos(SAY_SECONDS)) {
        said = System.nanoTime();
        readLogs();
        say.accept(part + ": " + findings.frames() + " frames, " + tables.count()
            + " tables of honest people, " + findings.wrongs() + " findings.");
        var wrong = findings.wrong();
        wrong.stream().skip(told).forEach(say);
        told = wrong.size();
      }
    }
  }

  /** Everyone goes; what is left then is what should not be. */
  private void quiet() {
    tables.close();
    attackers.forEach(Attacker::close);
    until(() -> tables.count() == 0, tables.count() + " tables of honest people");
    until(() -> attackers.stream().mapToInt(Attacker::left).sum() == 0,
        "sockets with unfinished frames");
    for (NodeLook node : ground.nodes()) {
      until(() -> node.sockets() == 0, "sockets at " + node.name());
      until(() -> node.rooms() == 0, "rooms at " + node.name());
      // What no standby has replayed a node holds in memory, up to a bound.
      until(() -> node.outbox() == 0, "results that wait, as " + node.name() + " has it");
    }
  }

  private void until(BooleanSupplier gone, String what) {
    long end = System.nanoTime() + LAST.toNanos();
    long look = 0;
    while (true) {
      loop.turn(true);
      for (Attacker each : attackers) each.linger(System.nanoTime());
      if (System.nanoTime() < look) continue;
      if (gone.getAsBoolean()) return;
      if (System.nanoTime() > end) {
        findings.wrong("After " + LAST.toSeconds() + " s there are still " + what + ".");
        return;
      }
      look = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS);
    }
  }

  private Map<String, Double> heap() {
    var live = new HashMap<String, Double>();
    for (NodeLook node : ground.nodes()) {
      if (!node.same()) findings.wrong("Node " + node.name() + " is not the process that it was.");
      live.put(node.name(), node.heapBytes());
    }
    return live;
  }

  private void readLogs() {
    for (LogTail log : ground.logs()) {
      log.news().forEach(line -> findings.wrong("In the log of " + line));
    }
  }
}
