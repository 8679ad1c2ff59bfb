package hokm.drill;

import hokm.local.NodeProcess;
import hokm.local.PostgresServer;
import hokm.local.Stack;
import hokm.snapshots.OutboxDoor;
import hokm.snapshots.RedisLink;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Plays faults on real PostgreSQL servers under a steady load of results, and finds out each time
 * how long nothing was written, whether anything that was acknowledged is missing or there twice,
 * and what callers saw.
 */
public final class Drill {

  private static final int LAG_SAMPLES = 20;
  private static final Duration CALM = Duration.ofMinutes(3);
  private static final String WITHIN = " within " + CALM.toMinutes() + " minutes.";
  private static final Duration DRAINED = Duration.ofSeconds(2);

  private final Stack stack;
  private final Site site;
  private final Writers writers;
  private final Readers readers;
  private final Finished finished;
  private final Consumer<String> say;
  private final RedisLink redis;
  private final Set<Integer> killed = ConcurrentHashMap.newKeySet();
  private final List<Turn> turns = new ArrayList<>();
  private final List<Seed> seeds = new ArrayList<>();
  private final Instant began = Instant.now();
  private final List<Instant> acknowledgements = new ArrayList<>();
  /** All that was ever acknowledged. */
  private final Set<String> promised = new HashSet<>();

  /** One of the three tests that this project began with. */
  record Seed(String name, boolean held, String sentence) {}

  /** @param rate records a second */
  public Drill(Vertx vertx, Stack stack, RedisLink redis, int rate, long seed,
      Consumer<String> say) {
    this.stack = stack;
    this.say = say;
    this.redis = redis;
    var outbox = new OutboxDoor(redis, Finished.ROOM);
    site = new Site(stack.postgres().orElseThrow());
    finished = new Finished(seed);
    writers = new Writers(vertx, outbox, finished, rate);
    var whole = finished.next();
    writers.first(whole);
    readers = new Readers(stack.nodes().stream().map(NodeProcess::port).toList(),
        "/api/matches/" + whole.get(0).match() + "/log", killed::contains);
  }

  /**
   * @param faults one for each turn
   * @param deals finished ones in a burst at the end; 0 for none
   */
  public DrillReport play(List<DrillFault> faults, int deals) throws SQLException {
    writers.start();
    await("The first match was not acknowledged", writers::begun);
    // Not before: nodes make their tables in no database that has one of somebody else.
    site.prepare();
    readers.start();
    seedTests();
    int no = 0;
    for (DrillFault fault : faults) turn(++no, fault);
    writers.stop();
    await("Not all results were acknowledged in the end", () -> writers.waitingNow() == 0);
    readers.stop();
    return new DrillReport(List.copyOf(seeds), List.copyOf(turns), began,
        List.copyOf(acknowledgements), readers.answers(), burst(deals));
  }

  private Optional<Burst> burst(int deals) {
    if (deals == 0) return Optional.empty();
    calm();
    var doors = Burst.rooms().stream().map(room -> new OutboxDoor(redis, room)).toList();
    return Optional.of(Burst.play(doors, finished, deals));
  }

  private void await(String otherwise, BooleanSupplier condition) {
    if (!Pause.until(condition, CALM)) {
      throw new IllegalStateException(otherwise + WITHIN);
    }
  }

  /** The seed's own: replication, the primary lost, the promotion. */
  private void seedTests() throws SQLException {
    calm();
    var primary = site.primary();
    var standby = site.other(primary);
    replication(primary, standby);
    var roles = new ArrayList<Optional<Boolean>>();
    var first = played(0, DrillFault.KILL, struck -> roles.add(site.readAsStandby(standby)));
    var role = roles.get(0);
    seed("primary lost", role.isPresent(), "the standby at port " + standby.port() + role
        .map(still -> " was read, " + (still ? "while there was no primary" : "promoted already"))
        .orElse(" could not be read"));
    seed("promotion", first.outage().isPresent() && first.held(), "writes went on after "
        + first.outage().map(Duration::toMillis).orElse(-1L) + " ms at port " + standby.port()
        + "; of " + first.acknowledged() + " acknowledged " + first.lost() + " were lost");
  }

  private void replication(PostgresServer primary, PostgresServer standby) {
    try {
      var lag = site.lag(primary, standby, LAG_SAMPLES);
      seed("replication verified", true, String.format("%d rows came to the standby, p50 %.1f ms,"
          + " p99 %.1f ms", lag.size(), Quantile.of(lag, 0.5), Quantile.of(lag, 0.99)));
    } catch (SQLException e) {
      seed("replication verified", false, e.getMessage());
    }
  }

  private void seed(String name, boolean held, String sentence) {
    seeds.add(new Seed(name, held, sentence));
    say.accept((held ? "  ok    " : "  WRONG ") + name + ": " + sentence + ".");
  }

  private void turn(int no, DrillFault fault) throws SQLException {
    var turn = played(no, fault, struck -> { });
    turns.add(turn);
    say.accept(turn.line());
  }

  /** Both servers do their part, and nothing has waited for long. */
  private void calm() {
    await("The servers did not come to rest", () -> {
      try {
        var primary = site.primary();
        return site.streams(site.other(primary))
            && writers.waitingSince(Instant.now().minus(DRAINED)) == 0
            && stack.nodes().stream().allMatch(node -> node.ok("/health/ready"));
      } catch (IllegalStateException none) {
        return false;
      }
    });
    killed.clear();
  }

  private Turn played(int no, DrillFault fault, Consumer<Instant> whenStruck)
      throws SQLException {
    calm();
    readers.takeErrors();
    var strike = new Strike(site, stack.keeper().orElseThrow(), stack.nodes(),
        node -> killed.add(node.port()));
    var lag = site.lag(strike.old(), strike.standby(), LAG_SAMPLES);
    strike.play(fault);
    whenStruck.accept(strike.struck());
    var complaints = new ArrayList<>(strike.complaints());
    var outage = outage(fault, strike, complaints);
    var again = firstAcknowledged(strike.done());
    if (again.isEmpty()) complaints.add("Nothing was acknowledged" + WITHIN);
    var rejoined = rejoined(fault, strike, complaints);
    calm();
    var last = writers.lastAcknowledgedBefore(strike.done()).orElse(strike.done());
    return judge(no, fault, strike.struck(), outage.map(at -> Duration.between(last, at)),
        again.map(at -> Duration.between(last, at)), rejoined, lag, complaints);
  }

  private Optional<Instant> outage(DrillFault fault, Strike strike, List<String> complaints) {
    Instant[] at = new Instant[1];
    boolean written = Pause.until(() -> {
      var server = strike.successor(fault).or(this::primary);
      at[0] = server.flatMap(each -> site.firstWrite(each, strike.done())).orElse(null);
      return at[0] != null;
    }, CALM);
    if (!written) complaints.add("Nothing was written" + WITHIN);
    return Optional.ofNullable(at[0]);
  }

  private Optional<PostgresServer> primary() {
    try {
      return Optional.of(site.primary());
    } catch (IllegalStateException none) {
      return Optional.empty();
    }
  }

  private Optional<Instant> firstAcknowledged(Instant since) {
    Instant[] at = new Instant[1];
    Pause.until(() -> {
      at[0] = writers.acknowledgedSince(since).stream()
          .filter(each -> each.offered().isAfter(since))
          .map(each -> each.acknowledged().orElseThrow()).findFirst().orElse(null);
      return at[0] != null;
    }, CALM);
    return Optional.ofNullable(at[0]);
  }

  private Optional<Duration> rejoined(DrillFault fault, Strike strike, List<String> complaints) {
    if (!fault.movesThePrimary()) return Optional.empty();
    if (!Pause.until(() -> site.streams(strike.old()), CALM)) {
      complaints.add("The old primary did not stream" + WITHIN);
      return Optional.empty();
    }
    return Optional.of(Duration.between(strike.gone(), Instant.now()));
  }

  /** Every record that was ever acknowledged stands on the primary, once. */
  private Turn judge(int no, DrillFault fault, Instant at, Optional<Duration> outage,
      Optional<Duration> again, Optional<Duration> rejoined, List<Double> lag,
      List<String> complaints) throws SQLException {
    // First what was acknowledged: what comes in while the rows are read is no loss.
    var acknowledged = writers.acknowledged();
    var primary = site.primary();
    var rows = site.rows(primary);
    acknowledged.forEach(each -> promised.add(Site.key(each.piece())));
    long lost = promised.stream().filter(key -> !rows.contains(key)).count();
    promised.retainAll(rows);
    acknowledged.forEach(each -> acknowledgements.add(each.acknowledged().orElseThrow()));
    writers.forget(acknowledged.size());
    return new Turn(no, fault, at, outage, again, rejoined, lag, acknowledged.size(), lost,
        site.doubled(primary), readers.takeErrors(), List.copyOf(complaints));
  }
}
