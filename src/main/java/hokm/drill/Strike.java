package hokm.drill;

import hokm.local.NodeProcess;
import hokm.local.PostgresKeeper;
import hokm.local.PostgresServer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Plays one fault on the servers, and looks at what must hold while it lasts. */
final class Strike {

  static final Duration FROZEN = Duration.ofSeconds(15);
  private static final Duration STARVED = Duration.ofMillis(800);
  private static final Duration STALE = Duration.ofSeconds(2);
  private static final Duration SOON = Duration.ofMinutes(1);

  private final Site site;
  private final PostgresKeeper keeper;
  private final List<NodeProcess> nodes;
  private final Consumer<NodeProcess> killing;
  private final PostgresServer old;
  private final PostgresServer standby;
  private final List<String> complaints = new ArrayList<>();
  private Instant struck;
  private Instant done;
  private Instant gone;

  /** @param killing is told of a node before it is killed */
  Strike(Site site, PostgresKeeper keeper, List<NodeProcess> nodes,
      Consumer<NodeProcess> killing) {
    this.site = site;
    this.keeper = keeper;
    this.nodes = nodes;
    this.killing = killing;
    this.old = site.primary();
    this.standby = site.other(old);
  }

  PostgresServer old() {
    return old;
  }

  PostgresServer standby() {
    return standby;
  }

  /** When it began. */
  Instant struck() {
    return struck;
  }

  /** From when on nothing is written any more where it was written before. */
  Instant done() {
    return done;
  }

  /** When the old primary was gone for good, or went on. */
  Instant gone() {
    return gone;
  }

  List<String> complaints() {
    return complaints;
  }

  /** Returns when all is done to the servers that belongs to it; the keeper goes on from there. */
  void play(DrillFault fault) throws SQLException {
    keeper.hold();
    try {
      if (fault == DrillFault.LAG) starve();
      struck = Instant.now();
      act(fault);
      if (done == null) done = Instant.now();
      if (gone == null) gone = done;
    } finally {
      keeper.go();
    }
  }

  private void act(DrillFault fault) throws SQLException {
    switch (fault) {
      case KILL, LAG -> old.kill();
      case FAST_STOP -> old.stop();
      case FREEZE -> freeze();
      case RESTART -> {
        old.stop();
        done = Instant.now();
        old.start();
      }
      case STANDBY_KILL -> standby.kill();
      case BOTH -> {
        standby.kill();
        old.kill();
      }
      case RETURN -> comeBack();
      case HOST -> {
        var node = nodes.get(0);
        killing.accept(node);
        node.kill();
        old.kill();
      }
      case BY_HAND -> {
        site.promote(standby);
        await("The standby that was promoted by hand became no primary", () ->
            site.isPrimary(standby));
      }
    }
  }

  private void starve() throws SQLException {
    site.starve(standby);
    await("The standby went on streaming", () -> !site.streams(standby));
    Pause.of(STARVED);
  }

  private void freeze() {
    old.pause();
    done = Instant.now();
    await("No standby was promoted while the primary hung", () -> site.isPrimary(standby));
    Pause.until(struck.plus(FROZEN));
    old.resume();
    gone = Instant.now();
    staysUnwritten();
  }

  private void comeBack() {
    old.kill();
    done = Instant.now();
    await("No standby was promoted", () -> site.isPrimary(standby));
    old.start();
    gone = Instant.now();
    staysUnwritten();
  }

  /** The old primary takes writes of whoever asks; no node may. */
  private void staysUnwritten() {
    var since = Instant.now();
    await("The old primary took no write that was made by hand", () ->
        site.takesAWrite(old, "stale"));
    Pause.until(since.plus(STALE));
    site.firstWrite(old, since).ifPresent(at -> complaints.add("A node wrote to the stale primary"
        + " at " + at + "."));
  }

  private void await(String otherwise, BooleanSupplier condition) {
    if (!Pause.until(condition, SOON)) complaints.add(otherwise + ".");
  }

  /** Who is to be written to afterwards; empty when it may be either. */
  Optional<PostgresServer> successor(DrillFault fault) {
    if (fault == DrillFault.STANDBY_KILL) return Optional.of(old);
    return fault.movesThePrimary() ? Optional.of(standby) : Optional.empty();
  }
}
