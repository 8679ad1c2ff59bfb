package hokm.chaos;

import hokm.rules.Phase;
import hokm.witness.Client.Sight;
import hokm.witness.Testimony;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Keeps a number of tables in play: where one's match is over, the next begins. */
final class Tables {

  /**
   * A table that is over, however it came to that.
   *
   * @param why it did not come to the end of its match; empty where it did
   */
  record Left(String room, int target, List<Testimony> testimonies, String why) {}

  private static final int[] PEOPLE = {4, 4, 2, 1};
  private static final int MOST_POINTS = 3;
  /** The last frames of a match reach its seats within this time, or are asked for. */
  private static final long SETTLE_MILLIS = 700;

  private record Waiter(Predicate<Sight> until, CompletableFuture<Table> done) {}

  private final Vertx vertx;
  private final Random chance;
  private final Consumer<Left> left;
  private final Table.Hall hall;
  private final Set<Table> open = ConcurrentHashMap.newKeySet();
  private final List<Waiter> waiters = new ArrayList<>();
  private volatile boolean closing;
  private int opened;

  Tables(Vertx vertx, Bed bed, Pulse pulse, Duration think, Random chance, Consumer<Left> left) {
    this.vertx = vertx;
    this.chance = chance;
    this.left = left;
    this.hall = new Table.Hall(vertx, bed.doors(), bed.player(), think, pulse, this::moved);
  }

  synchronized void open() {
    int people = PEOPLE[chance.nextInt(PEOPLE.length)];
    int target = 1 + chance.nextInt(MOST_POINTS);
    var table = new Table(hall, "Table " + ++opened, people, target, chance);
    open.add(table);
    table.play().onComplete(over -> vertx.setTimer(SETTLE_MILLIS, settled ->
        leave(table, target, over.failed() ? over.cause().getMessage() : "")));
  }

  /** Judged as it is, and another takes its place. */
  void leave(Table table, int target, String why) {
    if (!open.remove(table)) return;
    table.testimonies().onComplete(told -> {
      table.close();
      left.accept(new Left(table.room().orElse(""), target,
          told.succeeded() ? told.result() : List.of(), why));
    });
    if (!closing) open();
  }

  /** No more of them; those in play go on to their end. */
  void close() {
    closing = true;
  }

  List<Table> now() {
    return List.copyOf(open);
  }

  /** Nobody could play on at a table for so long. */
  List<Table> stuck(Duration bound) {
    return now().stream().filter(table -> table.quiet().compareTo(bound) > 0).toList();
  }

  private void moved(Table table) {
    synchronized (waiters) {
      waiters.removeIf(waiter -> waiter.until().test(table.sight())
          && waiter.done().complete(table));
    }
  }

  /** The next table that comes to look so. */
  CompletableFuture<Table> when(Predicate<Sight> until) {
    var done = new CompletableFuture<Table>();
    synchronized (waiters) {
      waiters.add(new Waiter(until, done));
    }
    return done;
  }

  static boolean midDeal(Sight at) {
    return at.phase() == Phase.PLAYING && at.onTable() > 0 && at.leaders() < 6;
  }

  /** The last trick of a deal, or just after it. */
  static boolean aroundItsEnd(Sight at) {
    return at.phase() == Phase.PLAYING && at.leaders() == 6 && at.onTable() >= 2
        || at.phase() == Phase.BETWEEN_DEALS || at.phase() == Phase.OVER;
  }
}
