package hokm.fuzz;

import hokm.bench.Load;
import hokm.bench.Pace;
import hokm.bench.SocketLoop;
import hokm.bench.Tally;
import hokm.soak.NodeLook;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Slow clients of every kind at a node where people play. Blocks its thread. */
public final class Slow {

  private static final int TARGET = 13;
  private static final int AT_ONCE = 20;
  /** Of those who ask for much there are fewer: it is them that cost. */
  private static final int FEWER = 25;
  private static final Duration CHUNK = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofSeconds(130);

  private final InetSocketAddress server;
  private final NodeLook node;
  private final int sockets;
  private final Consumer<String> say;
  private final List<SlowSocket> slow = new ArrayList<>();
  private volatile boolean over;

  /** @param sockets of each kind */
  public Slow(InetSocketAddress server, NodeLook node, int sockets, Consumer<String> say) {
    this.server = server;
    this.node = node;
    this.sockets = sockets;
    this.say = say;
  }

  /** @param pace of the moves of people in these rooms, for as long before the slow ones come */
  public SlowReport run(int rooms, Pace pace, Duration before) {
    var thread = new Thread(this::hold, "slow");
    thread.setDaemon(true);
    try (var loop = new SocketLoop()) {
      var people = new Load(loop, server, TARGET);
      people.open(rooms);
      people.seat();
      people.play(pace, before);
      var without = people.play(pace, before);
      var quiet = node.takes();
      say.accept("People play; now come slow clients, " + sockets + " of each kind.");
      thread.start();
      var first = people.play(pace, before);
      var crowded = node.takes();
      var with = new ArrayList<>(List.of(first));
      long end = System.nanoTime() + LONGEST.toNanos();
      while (!over && System.nanoTime() < end) {
        var next = people.play(pace, CHUNK);
        people.requireWhole();
        with.add(next);
      }
      over = true;
      thread.join(CHUNK.toMillis());
      var after = node.takes();
      return new SlowReport(sockets, List.copyOf(slow), node.tooSlow(), without, Tally.of(with),
          quiet, crowded, after);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Stopped.", stopped);
    }
  }

  private void hold() {
    try (var loop = new SocketLoop()) {
      var chance = new Random(sockets);
      for (int i = 0; i < sockets; i++) {
        for (SlowKind kind : SlowKind.values()) {
          if (kind == SlowKind.NEVER_READS && i % FEWER > 0) continue;
          slow.add(new SlowSocket(kind, loop, server, slow.size(), chance));
          if (slow.size() % AT_ONCE == 0) turn(loop);
        }
      }
      while (!over && slow.stream().anyMatch(each -> each.keptSeconds().isEmpty())) turn(loop);
      over = true;
    }
  }

  private void turn(SocketLoop loop) {
    long now = System.nanoTime();
    slow.forEach(each -> each.turn(now));
    loop.turn(true);
  }
}
