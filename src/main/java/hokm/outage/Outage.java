package hokm.outage;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Measures what players feel when a node goes, or their store: one person and three bots at each
 * of many tables, all persons in their turn. The node goes, and each person at its tables moves;
 * the wait is from the sending of the move until its acceptance.
 */
public final class Outage {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int AT_ONCE = 500;
  private static final int CONNECTIONS = 100_000;
  private static final long LOOK_MILLIS = 250;
  private static final int DRAIN_MILLIS = 1500;

  private final Vertx vertx;
  private final Cluster cluster;
  private final Random chance;
  private final Consumer<String> say;
  private final WebSocketClient client;
  private final Doors doors;
  private final Notes notes = new Notes();
  private volatile List<RoomPlayer> players = List.of();

  public Outage(Vertx vertx, Cluster cluster, long seed, Consumer<String> say) {
    this.vertx = vertx;
    this.cluster = cluster;
    this.chance = new Random(seed);
    this.say = say;
    this.client = vertx.createWebSocketClient(new WebSocketClientOptions()
        .setMaxConnections(CONNECTIONS));
    this.doors = new Doors(cluster.ports(), chance);
  }

  /**
   * Blocks until it is over.
   *
   * @param warm how long everyone plays before, so that the nodes are as quick as those are that
   *     have been in use
   */
  public Result run(Fault fault, int rooms, Duration warm) {
    long look = vertx.setPeriodic(LOOK_MILLIS, id -> players.forEach(RoomPlayer::look));
    try {
      seat(rooms);
      play(warm);
      cluster.begin();
      var moves = switch (fault) {
        case ROLLING -> rolling();
        case REDIS -> redis();
        default -> single(fault);
      };
      int stuck = goOn();
      var read = here(() -> Future.succeededFuture(notes.read()));
      var result = new Result(fault, rooms, moves, read, stuck, cluster.expulsions());
      say.accept(result.text());
      return result;
    } finally {
      vertx.cancelTimer(look);
      leave();
    }
  }

  /** On the players' event loop. */
  private <T> T here(Supplier<Future<T>> work) {
    Promise<T> done = Promise.promise();
    vertx.runOnContext(go -> work.get().onComplete(done));
    return await(done.future());
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture()
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      throw new IllegalStateException("Not done within " + PATIENCE.toSeconds() + " s.", late);
    } catch (Exception e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private void seat(int rooms) {
    var all = new ArrayList<RoomPlayer>();
    for (int from = 0; from < rooms; from += AT_ONCE) {
      int most = Math.min(AT_ONCE, rooms - from);
      here(() -> {
        List<Future<Void>> seated = new ArrayList<>();
        for (int i = 0; i < most; i++) {
          var player = new RoomPlayer(vertx, client, doors, notes, "Player " + all.size());
          all.add(player);
          seated.add(player.sit());
        }
        return Future.all(seated);
      });
    }
    players = List.copyOf(all);
    say.accept(rooms + " rooms wait for their players' moves.");
  }

  private void play(Duration warm) {
    if (warm.isZero()) return;
    boolean[] over = new boolean[1];
    here(() -> {
      players.forEach(player -> playOn(player, new ArrayList<>(), over));
      return vertx.timer(warm.toMillis(), TimeUnit.MILLISECONDS);
    });
    here(() -> {
      over[0] = true;
      return Future.join(players.stream().map(RoomPlayer::inTurn).toList());
    });
    say.accept("They have played for " + warm.toSeconds() + " s and wait again.");
  }

  private Moves single(Fault fault) {
    var owners = here(() -> Future.all(players.stream()
        .map(player -> cluster.ownerOf(player.room())).toList())
        .map(all -> all.<Optional<Integer>>list()));
    int node = busiest(owners);
    var affected = new ArrayList<RoomPlayer>();
    for (int i = 0; i < players.size(); i++) {
      if (owners.get(i).equals(Optional.of(node))) affected.add(players.get(i));
    }
    say.accept(affected.size() + " of them live on the node that goes.");
    boolean[] lostDoor = new boolean[affected.size()];
    List<Future<Long>> moves = new ArrayList<>();
    var left = CompletableFuture.<Void>completedFuture(null);
    long at = System.nanoTime();
    switch (fault) {
      case KILL -> cluster.kill(node);
      case STOP -> cluster.stop(node);
      default -> left = CompletableFuture.runAsync(() -> cluster.terminate(node));
    }
    int spread = fault == Fault.DRAIN ? DRAIN_MILLIS : 1;
    int gone = cluster.ports().get(node);
    here(() -> {
      for (int i = 0; i < affected.size(); i++) {
        var player = affected.get(i);
        lostDoor[i] = player.port() == gone;
        moves.add(later(chance.nextInt(spread), player));
      }
      return Future.join(moves).otherwiseEmpty();
    });
    say.accept("All moves were answered " + (System.nanoTime() - at) / 1_000_000 + " ms after.");
    if (fault == Fault.STOP) cluster.resume(node);
    left.join();
    cluster.awaitBack(node);
    var stayed = new ArrayList<Long>();
    var moved = new ArrayList<Long>();
    for (int i = 0; i < moves.size(); i++) {
      if (moves.get(i).succeeded()) (lostDoor[i] ? moved : stayed).add(moves.get(i).result());
    }
    return new Moves(new Waits(stayed), new Waits(moved), 0);
  }

  /** All move while it is away; their waits count from when it answers. */
  private Moves redis() {
    var accepted = new ArrayList<Long>();
    cluster.killRedis();
    var answers = CompletableFuture.supplyAsync(() -> {
      cluster.startRedis();
      return System.nanoTime();
    });
    here(() -> Future.join(players.stream().map(player -> later(1, player)
        .onSuccess(wait -> accepted.add(System.nanoTime()))).toList()).otherwiseEmpty());
    long since = answers.join();
    return new Moves(new Waits(accepted.stream().map(at -> Math.max(0, at - since)).toList()),
        new Waits(List.of()), 0);
  }

  private Future<Long> later(int millis, RoomPlayer player) {
    Promise<Long> done = Promise.promise();
    vertx.setTimer(1 + millis, id -> player.move().onComplete(done));
    return done.future();
  }

  private int busiest(List<Optional<Integer>> owners) {
    return Stream.iterate(0, node -> node + 1).limit(cluster.ports().size())
        .max(Comparator.comparingLong(node ->
            owners.stream().filter(Optional.of(node)::equals).count())).orElseThrow();
  }

  /** Everyone plays on at an easy pace while each node is restarted. */
  private Moves rolling() {
    var waits = new ArrayList<Long>();
    boolean[] over = new boolean[1];
    here(() -> {
      players.forEach(player -> playOn(player, waits, over));
      return Future.succeededFuture();
    });
    int most = 0;
    for (int node = 0; node < cluster.ports().size(); node++) {
      var before = connections();
      cluster.terminate(node);
      cluster.awaitBack(node);
      var after = connections();
      for (int i = 0; i < before.size(); i++) most = Math.max(most, after.get(i) - before.get(i));
    }
    return here(() -> {
      over[0] = true;
      return Future.succeededFuture(new Moves(new Waits(waits), new Waits(List.of()), 0));
    }).reconnecting(most);
  }

  private List<Integer> connections() {
    return here(() -> Future.succeededFuture(
        players.stream().map(RoomPlayer::connections).toList()));
  }

  private void playOn(RoomPlayer player, List<Long> waits, boolean[] over) {
    player.inTurn().onSuccess(turn -> vertx.setTimer(1000 + chance.nextInt(3000), id -> {
      if (over[0]) return;
      player.move().onSuccess(waits::add).onComplete(done -> playOn(player, waits, over));
    }));
  }

  /** @return how many tables can't be played on */
  private int goOn() {
    Promise<Void> enough = Promise.promise();
    vertx.setTimer(PATIENCE.toMillis() / 2, id -> enough.tryComplete());
    var going = new ArrayList<Future<Void>>();
    here(() -> {
      players.forEach(player -> going.add(player.inTurn()));
      Future.join(going).onComplete(all -> enough.tryComplete());
      return enough.future();
    });
    return (int) going.stream().filter(each -> !each.succeeded()).count();
  }

  private void leave() {
    here(() -> {
      Promise<Void> enough = Promise.promise();
      vertx.setTimer(PATIENCE.toMillis() / 4, id -> enough.tryComplete());
      Future.join(players.stream().map(RoomPlayer::leave).toList())
          .onComplete(all -> enough.tryComplete());
      return enough.future();
    });
    players.forEach(RoomPlayer::close);
    players = List.of();
  }
}
