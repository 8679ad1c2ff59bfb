package hokm.chaos;

import hokm.chaos.Harm.Spot;
import hokm.chaos.Outcome.Strike;
import hokm.witness.Client.Sight;
import hokm.witness.Database;
import hokm.witness.Http;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Many tables play, one fault after another strikes their cluster, and everything that anyone was
 * told is held against everything else. Blocks its thread.
 */
public final class Campaign {

  private static final Duration SEATED = Duration.ofSeconds(60);
  private static final Duration AIM = Duration.ofSeconds(5);
  private static final Duration HEALED = Duration.ofSeconds(90);
  private static final long LOOK_MILLIS = 50;
  /** Owners put back what Redis forgot within this time. */
  private static final long PUT_BACK_MILLIS = 10_000;

  private final Vertx vertx;
  private final Bed bed;
  private final Plan plan;
  private final Consumer<String> say;
  private final Random chance;
  private final Pulse pulse = new Pulse();
  private final Totals totals;
  private final List<Strike> strikes = new ArrayList<>();
  private final Map<Fault, Harm> harms = new EnumMap<>(Fault.class);
  private final Set<String> groups;
  private final Tables tables;
  private final Watch watch;

  /** @param say takes a sentence for whoever watches, as things happen */
  public Campaign(Vertx vertx, Bed bed, Plan plan, Consumer<String> say) {
    this.vertx = vertx;
    this.bed = bed;
    bed.kits().forEach(kit -> harms.putAll(kit.harms()));
    this.plan = plan.among(harms.keySet());
    this.groups = plan.faults().stream().map(Fault::group).collect(Collectors.toSet());
    this.say = say;
    this.totals = new Totals(say);
    this.chance = plan.chance(0);
    this.tables = new Tables(vertx, bed, pulse, plan.think(), plan.chance(1), this::left);
    this.watch = new Watch(tables, bed.store(), totals, plan.patience());
  }

  private volatile Judge judge;

  private void left(Tables.Left table) {
    judge.add(table);
  }

  /** @return never fails for what the cluster does: what did not hold is in the outcome */
  public Outcome run() {
    var http = new Http(vertx, bed.stack().balancerPort());
    var servers = bed.servers().stream().map(Database::new).toList();
    judge = new Judge(http, servers, bed.store(), watch, totals,
        plan.patience());
    judge.start();
    notes().forEach(say);
    long began = System.nanoTime();
    try {
      for (int i = 0; i < plan.rooms(); i++) tables.open();
      await(() -> tables.now().stream().allMatch(table -> table.told() > 0), SEATED,
          "Not all tables could be opened");
      watch.start();
      while (System.nanoTime() - began < plan.time().toNanos()) strike();
      tables.close();
      say.accept("No more faults; what is in play goes on to its end.");
      await(() -> tables.now().isEmpty(), plan.patience().multipliedBy(2),
          "Not every match came to its end");
    } finally {
      watch.stop();
      tables.close();
      tables.now().forEach(table -> tables.leave(table, 0, "Its match did not come to an end."));
      judge.finish();
      bed.kits().forEach(kit -> kit.figures().forEach(totals::count));
      servers.forEach(Database::close);
      http.close();
    }
    return new Outcome(plan, began, System.nanoTime(), List.copyOf(strikes), pulse.moves(),
        totals, notes());
  }

  /** Of those kits that may be used. */
  private List<String> notes() {
    return bed.kits().stream().filter(kit -> kit.harms().keySet().stream()
        .anyMatch(fault -> groups.contains(fault.group())))
        .flatMap(kit -> kit.notes().stream()).toList();
  }

  private void strike() {
    var faults = plan.next(chance);
    boolean end = chance.nextInt(3) == 0;
    var table = aim(end ? Tables::aroundItsEnd : Tables::midDeal)
        .or(() -> tables.now().stream().filter(each -> each.room().isPresent()).findAny());
    if (table.isEmpty()) return;
    if (faults.contains(Fault.REDIS_EMPTY)) watch.redisForgot(true);
    var undone = new ArrayList<Undo>();
    for (Fault fault : faults) {
      if (!undone.isEmpty()) pause(chance.nextInt(1500));
      strike(fault, table.get(), end).ifPresent(undone::add);
    }
    undone.sort((one, other) -> Long.compare(one.nanos(), other.nanos()));
    for (Undo each : undone) {
      LockSupport.parkNanos(each.nanos() - System.nanoTime());
      each.what().run();
    }
    await(() -> bed.kits().stream().allMatch(Harm.Kit::whole), HEALED,
        "The cluster did not heal after " + faults);
    healed(undone.size());
    if (faults.contains(Fault.REDIS_EMPTY)) pause(PUT_BACK_MILLIS);
    watch.redisForgot(false);
    pause(500 + chance.nextInt(1500));
  }

  private record Undo(long nanos, Runnable what) {}

  /** Empty where it can't be done now: what is to be hurt may be down already. */
  private Optional<Undo> strike(Fault fault, Table table, boolean end) {
    var room = table.room().orElse("");
    var spot = new Spot(room, owner(room), chance, watch::saw);
    var sight = table.sight();
    long at = System.nanoTime();
    Harm.Struck struck;
    try {
      struck = harms.get(fault).strike(spot);
    } catch (RuntimeException down) {
      say.accept("What can't be done now: " + fault.words() + "; " + down.getMessage());
      return Optional.empty();
    }
    var moment = (end ? "around the end of deal " : "in deal ") + sight.deal() + ", trick "
        + (sight.tricksDone() + 1) + ", cards on the table " + sight.onTable();
    strikes.add(new Strike(fault, struck.whom(), room, moment, at, at));
    say.accept(String.format("%7.1f s: %s (%s), room %s %s.",
        (at - strikes.get(0).nanos()) / 1e9, fault.words(), struck.whom(), room, moment));
    return Optional.of(new Undo(at + struck.lasts().toNanos(), struck.undo()));
  }

  private void healed(int last) {
    long now = System.nanoTime();
    for (int i = strikes.size() - last; i < strikes.size(); i++) {
      var s = strikes.get(i);
      strikes.set(i, new Strike(s.fault(), s.whom(), s.room(), s.moment(), s.nanos(), now));
    }
  }

  /** Empty where no table comes to look so in time: where nobody moves, others will say so. */
  private Optional<Table> aim(Predicate<Sight> moment) {
    try {
      return Optional.of(tables.when(moment).get(AIM.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Stopped.", stopped);
    } catch (Exception late) {
      return Optional.empty();
    }
  }

  private Optional<String> owner(String room) {
    try {
      return bed.store().owner(room).toCompletionStage().toCompletableFuture()
          .get(1, TimeUnit.SECONDS).map(owner -> owner.node());
    } catch (Exception unreachable) {
      return Optional.empty();
    }
  }

  private void await(BooleanSupplier so, Duration most, String what) {
    long end = System.nanoTime() + most.toNanos();
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > end) {
        totals.complain(what + " within " + most.toSeconds() + " s.");
        return;
      }
      pause(LOOK_MILLIS);
    }
  }

  private static void pause(long millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
