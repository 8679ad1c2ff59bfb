package hokm.cli;

import hokm.local.NodeProcess;
import hokm.local.Stack;
import hokm.outage.Cluster;
import hokm.room.Owner;
import hokm.room.RoomStore;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Stream;

/** The local stack as the measuring of outages sees and hurts it. */
final class StackCluster implements Cluster {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration SETTLED = Duration.ofMillis(1500);

  private final Stack stack;
  private final RoomStore rooms;
  /** Ids of runs that something was done to. */
  private final Set<String> hurt = new HashSet<>();
  /** How long each node's log was as the outage began. */
  private final Map<NodeProcess, Long> lines = new HashMap<>();

  StackCluster(Stack stack, RoomStore rooms) {
    this.stack = stack;
    this.rooms = rooms;
  }

  @Override
  public List<Integer> ports() {
    return stack.nodes().stream().map(NodeProcess::port).toList();
  }

  @Override
  public Future<Optional<Integer>> ownerOf(String room) {
    return rooms.owner(room).map(owner -> owner.map(Owner::node).map(this::place)
        .filter(place -> place >= 0));
  }

  private int place(String id) {
    return stack.nodes().stream().map(NodeProcess::id).toList().indexOf(id);
  }

  @Override
  public void kill(int node) {
    hurt(node).kill();
  }

  @Override
  public void stop(int node) {
    hurt(node).pause();
  }

  @Override
  public void resume(int node) {
    var process = stack.nodes().get(node);
    if (process.alive() && hurt.contains(process.id())) process.resume();
  }

  @Override
  public void killRedis() {
    stack.redis().orElseThrow().kill();
  }

  @Override
  public void startRedis() {
    stack.redis().orElseThrow().start();
  }

  @Override
  public void terminate(int node) {
    var process = hurt(node);
    process.stop();
    var handedOver = "Node " + process.id() + " has handed its rooms over; 0 are left.";
    if (!said(process, all -> all.anyMatch(line -> line.contains(handedOver)))) {
      throw new IllegalStateException("Node " + process.name() + " has ended without handing all"
          + " its rooms over; its log is " + process.log() + ".");
    }
  }

  private NodeProcess hurt(int node) {
    var process = stack.nodes().get(node);
    hurt.add(process.id());
    return process;
  }

  @Override
  public void awaitBack(int node) {
    var process = stack.nodes().get(node);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String ready = "";
    long since = 0;
    // A watchdog that was about to kill the node may still do so.
    while (!ready.equals(process.id()) || System.nanoTime() - since < SETTLED.toNanos()) {
      boolean ok = process.ok("/health/ready");
      if (!ok) ready = "";
      if (ok && !ready.equals(process.id())) {
        ready = process.id();
        since = System.nanoTime();
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("Node " + process.name() + " did not come back within "
            + PATIENCE.toSeconds() + " s; its log is " + process.log() + ".");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  @Override
  public void begin() {
    hurt.clear();
    stack.nodes().forEach(node -> lines.put(node, said(node, Stream::count)));
  }

  @Override
  public long expulsions() {
    return stack.nodes().stream().filter(node -> !hurt.contains(node.id()))
        .mapToLong(this::expulsionsBy).sum();
  }

  private long expulsionsBy(NodeProcess node) {
    var others = stack.nodes().stream().map(NodeProcess::id)
        .filter(id -> !hurt.contains(id)).map(id -> " sees that node " + id + " is gone").toList();
    return said(node, all -> all.skip(lines.get(node))
        .filter(line -> others.stream().anyMatch(line::contains)).count());
  }

  private static <T> T said(NodeProcess node, Function<Stream<String>, T> reading) {
    try (var lines = Files.lines(node.log())) {
      return reading.apply(lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
