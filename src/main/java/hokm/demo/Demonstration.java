package hokm.demo;

import hokm.demo.Measured.DatabaseFault;
import hokm.demo.Measured.NodeFault;
import hokm.demo.Measured.Table;
import hokm.room.BotPlayer;
import hokm.witness.Bound;
import hokm.witness.Checker;
import hokm.witness.Client;
import hokm.witness.Database;
import hokm.witness.Http;
import hokm.witness.Kept;
import hokm.witness.Results;
import hokm.witness.Story;
import hokm.witness.Testimony;
import hokm.witness.Verdict;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * Four players, one room, two faults. The node that owns the room dies in the middle of a trick,
 * the primary of PostgreSQL in the middle of a deal; the same match goes on to its end, and what
 * was acknowledged is then looked for. Blocks its thread; never longer than its bound.
 */
public final class Demonstration {

  /** The promises that the figures are held against. */
  static final long FIRST_MOVE_MS = 2000;
  static final long FIRST_WRITE_MS = 5000;

  private static final Duration STEP = Duration.ofSeconds(30);
  private static final Duration PLAY = Duration.ofSeconds(90);
  private static final Duration LOOK = Duration.ofMillis(10);
  private static final Duration IN_TIME = Duration.ofSeconds(20);
  private static final Duration THINK = Duration.ofMillis(40);
  private static final int SEATS = 4;

  private final Vertx vertx;
  private final Target target;
  private final Supplier<BotPlayer> player;
  private final long seed;
  private final Random chance;
  private final Bound bound;
  private final Consumer<String> tell;
  private final Http http;
  private final Moments moments = new Moments();
  private final List<Client> clients = new ArrayList<>();
  private final List<Database> servers = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private String room = "";
  private long lag = -1;
  private Optional<NodeFault> node = Optional.empty();
  private Optional<DatabaseFault> database = Optional.empty();
  private Optional<Verdict> verdict = Optional.empty();
  private List<Testimony> testimonies = List.of();

  /**
   * @param player makes the strategy of one client
   * @param tell takes a sentence for whoever watches, as things happen
   */
  public Demonstration(Vertx vertx, Target target, Supplier<BotPlayer> player, long seed,
      Duration most, Consumer<String> tell) {
    this.vertx = vertx;
    this.target = target;
    this.player = player;
    this.seed = seed;
    // Seeds that follow each other would otherwise draw the same first numbers.
    this.chance = new Random(seed * 0x9E3779B97F4A7C15L);
    this.bound = new Bound(most);
    this.tell = tell;
    this.http = new Http(vertx, target.port());
  }

  /** @return never fails: what did not hold is among the complaints */
  public Measured run() {
    long began = System.nanoTime();
    try {
      before();
      node = Optional.of(killOwner());
      database = Optional.of(killPrimary());
      finish();
    } catch (RuntimeException failed) {
      complaints.add(failed.getMessage());
    } finally {
      testify();
      clients.forEach(Client::close);
      servers.forEach(Database::close);
      http.close();
    }
    hold();
    return new Measured(seed, began, System.nanoTime(), lag, room, node, database,
        moments.moves(), sum(each -> Math.max(0, each.sockets() - 1)),
        sum(Testimony::resyncs), verdict, complaints);
  }

  private void before() {
    target.servers().forEach(server -> servers.add(new Database(server)));
    bound.until(() -> (lag = http.lagMs()) >= 0, Duration.ofMillis(100), STEP,
        "/db-health told no standby's lag");
    var signed = new ArrayList<Future<Void>>();
    for (int i = 0; i < SEATS; i++) {
      var client = Client.to(target.port(), vertx, "Player " + (i + 1), player.get(),
          new Client.Pace(THINK), chance.nextLong());
      client.watch(moments.of(i));
      clients.add(client);
      signed.add(client.signIn());
    }
    bound.await(Future.all(signed), STEP, "The clients could not sign in");
    room = bound.await(clients.get(0).createRoom(7), STEP, "No room could be created");
    for (Client client : clients.subList(1, SEATS)) {
      bound.await(client.join(room), STEP, client.name() + " could not join");
    }
    tell.accept("Four clients sit in room " + room + " and play; the standby lags " + lag
        + " ms.");
  }

  /** In the second or first deal, with one or two cards on the table. */
  private NodeFault killOwner() {
    int deal = 1 + chance.nextInt(2);
    int trick = 2 + chance.nextInt(4);
    int cards = 1 + chance.nextInt(2);
    var moment = moments.when(at -> reached(at, deal, trick) && at.cards() == cards);
    bound.await(moments.when(at -> at.deal() >= 1), STEP, "No deal began");
    var table = strike(moment);
    var owner = owner().orElseThrow(() -> new Bound.Late("Nobody owns the room."));
    long killed = System.nanoTime();
    target.killNode(owner);
    tell.accept("Killed node " + owner + ", which owned the room, in deal " + table.deal()
        + ", trick " + table.trick() + ", with " + Report.cards(table) + " on the table.");
    var last = new long[] {killed};
    bound.until(() -> adopted(owner, last), LOOK, STEP, "No other node took the room over");
    long detected = System.nanoTime();
    bound.until(() -> moments.firstMoveAfter(last[0]).isPresent(), LOOK, STEP,
        "No move was acknowledged after the node was killed");
    long moved = moments.firstMoveAfter(last[0]).getAsLong();
    var fault = new NodeFault(killed, owner, owner().orElse("?"), table,
        millis(killed, detected), millis(killed, moved));
    tell.accept("Node " + fault.survivor() + " has the room after " + fault.detectedMs()
        + " ms; the next move was acknowledged after " + fault.firstMoveMs() + " ms.");
    return fault;
  }

  private static boolean reached(Table at, int deal, int trick) {
    return at.deal() > deal || at.deal() == deal && at.trick() >= trick;
  }

  private Table strike(CompletableFuture<Table> moment) {
    return bound.await(moment, PLAY, "Play never reached the moment of the fault");
  }

  private Optional<String> owner() {
    return bound.await(target.ownerOf(room), STEP, "The store did not say who owns the room");
  }

  /** An answer on its way when the node died is no sign of life: moves count from here on. */
  private boolean adopted(String dead, long[] last) {
    long asked = System.nanoTime();
    boolean adopted = owner().filter(now -> !now.equals(dead)).isPresent();
    if (!adopted) last[0] = asked;
    return adopted;
  }

  /** In the third deal, or as soon as play goes on; some way into it, so that its end is near. */
  private DatabaseFault killPrimary() {
    int trick = 5 + chance.nextInt(3);
    var table = strike(moments.when(at -> reached(at, 3, trick) && at.trick() >= trick
        && at.cards() > 0));
    var match = match();
    var primary = server(db -> db.inRecovery().equals(Optional.of(false)));
    var standbys = servers.stream().filter(db -> db != primary).toList();
    standbys.forEach(Database::inRecovery);
    long killed = System.nanoTime();
    target.kill(primary.server());
    var since = Instant.now();
    tell.accept("Killed the primary at " + primary.server().name() + " in deal " + table.deal()
        + ", trick " + table.trick() + ".");
    var watch = new Promotion(standbys, match, since);
    bound.until(watch::promoted, LOOK, STEP, "No standby was promoted");
    long promoted = System.nanoTime();
    bound.until(watch::written, LOOK, STEP, "Nothing was written on the promoted server");
    var fault = new DatabaseFault(killed, primary.server().name(),
        watch.chosen().server().name(), table, millis(killed, promoted),
        millis(killed, System.nanoTime()));
    tell.accept("The server at " + fault.promoted() + " is primary after " + fault.promotedMs()
        + " ms; its first result was written after " + fault.firstWriteMs() + " ms.");
    return fault;
  }

  private Database server(Predicate<Database> which) {
    return servers.stream().filter(which).findFirst()
        .orElseThrow(() -> new Bound.Late("No PostgreSQL server is a primary."));
  }

  private String match() {
    var told = bound.await(clients.get(0).testimony(), STEP, "A client does not answer");
    return Story.matches(told).stream().findFirst().orElse("");
  }

  private void finish() {
    for (Client client : clients) {
      bound.await(client.over(), PLAY, client.name() + " did not see the end of the match");
    }
    tell.accept("The match is over; now its log and its rows are read back.");
    testify();
    var match = match();
    var story = Story.of(testimonies);
    var promoted = server(db -> db.server().name()
        .equals(database.map(DatabaseFault::promoted).orElse("")));
    var kept = new Kept[] {Kept.NOTHING};
    lateIsAFinding(() -> {
      kept[0] = promoted.kept(match);
      return new Results(story, kept[0]).lost().isEmpty();
    });
    var log = new ArrayList<JsonObject>();
    lateIsAFinding(() -> {
      log.clear();
      log.addAll(http.log(match));
      return !log.isEmpty();
    });
    verdict = Optional.of(Checker.judge(testimonies, log, kept[0]));
    complaints.addAll(verdict.get().complaints());
  }

  /** What is not there in time is judged as it is. */
  private void lateIsAFinding(BooleanSupplier so) {
    try {
      bound.until(so, Duration.ofMillis(100), IN_TIME, "Read back");
    } catch (Bound.Late missing) {
      tell.accept("What was to be read back is not complete after " + IN_TIME.toSeconds()
          + " s.");
    }
  }

  private void testify() {
    try {
      testimonies = clients.stream()
          .map(each -> bound.await(each.testimony(), STEP, "A client does not answer")).toList();
    } catch (Bound.Late silent) {
      complaints.add(silent.getMessage());
    }
  }

  private void hold() {
    node.filter(fault -> fault.firstMoveMs() >= FIRST_MOVE_MS).ifPresent(fault ->
        complaints.add("The next move came " + fault.firstMoveMs() + " ms after the node was"
            + " killed, and not within " + FIRST_MOVE_MS + " ms."));
    database.filter(fault -> fault.firstWriteMs() >= FIRST_WRITE_MS).ifPresent(fault ->
        complaints.add("The first result was written " + fault.firstWriteMs() + " ms after the"
            + " primary was killed, and not within " + FIRST_WRITE_MS + " ms."));
  }

  private int sum(ToIntFunction<Testimony> figure) {
    return testimonies.stream().mapToInt(figure).sum();
  }

  private static long millis(long from, long to) {
    return Math.round((to - from) / 1e6);
  }
}
