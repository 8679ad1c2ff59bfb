package hokm.simulation;

import hokm.protocol.MatchRecord;
import hokm.protocol.TableEvent;
import hokm.rules.Event;
import io.vertx.core.json.JsonArray;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One run of a cluster with its players and its faults, all of it drawn from one seed. */
final class Schedule {

  /** Microseconds in which what is left of a match ends once all is well. */
  private static final long LIMIT = 90_000_000;
  private static final List<String> MACHINES = List.of("a", "b", "c");

  /** @param broken what did not hold, the first the cause of the others; empty when all did */
  record Outcome(long seed, List<String> broken, List<String> trace, long micros, long steps,
      int saves, int faults, int lookedOn) {

    boolean held() {
      return broken.isEmpty();
    }
  }

  private final World world;
  private final SimulatedCluster cluster;
  private final Faults faults;
  private final List<Party> parties = new ArrayList<>();
  private final List<Onlooker> onlookers = new ArrayList<>();
  private long steps;

  Schedule(long seed, boolean traced) {
    this(seed, traced, Flaw.NONE);
  }

  /** @param flaw that the nodes are built with */
  Schedule(long seed, boolean traced, Flaw flaw) {
    world = new World(seed, traced);
    cluster = new SimulatedCluster(world, flaw);
    world.promises.watch(cluster);
    invite(world.random("parties"));
    faults = new Faults(world, cluster, MACHINES, parties);
  }

  private void invite(Random random) {
    long think = 25_000L << random.nextInt(5);
    int rooms = 1 + random.nextInt(random.nextInt(3) + 1);
    for (int no = 0; no < rooms; no++) {
      var party = new Party(random.nextInt(4) == 0, 1 + random.nextInt(5) / 4,
          random.nextInt(4) == 0 ? "low_five" : "none",
          random.nextInt(3) == 0 ? 1 + random.nextInt(2) : 0);
      int players = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 4;
      for (int i = 0; i < players; i++) {
        new ModelPlayer(world, cluster, party, "p" + no + i, think);
      }
      parties.add(party);
      if (random.nextInt(3) > 0) onlookers.add(new Onlooker(world, cluster, party, "o" + no));
    }
  }

  Outcome run() {
    QuietLogs.hear(world.promises);
    MACHINES.forEach(cluster::start);
    parties.forEach(party -> party.players.forEach(player ->
        world.scheduler.after(world.between(1000, 400_000), world.outside, player::start)));
    onlookers.forEach(each ->
        world.scheduler.after(world.between(1000, 2_000_000), world.outside, each::start));
    faults.begin();
    try {
      while (world.promises.broken().isEmpty() && !done() && world.scheduler.step()) {
        steps++;
        world.promises.afterStep();
      }
    } catch (RuntimeException e) {
      world.promises.broken("A part of the cluster failed: " + e + " at " + e.getStackTrace()[0]);
    }
    if (world.promises.broken().isEmpty()) finish();
    int saves = world.promises.stories().values().stream().mapToInt(RoomStory::saves).sum();
    int lookedOn = onlookers.stream().mapToInt(Onlooker::frames).sum();
    return new Outcome(world.seed, List.copyOf(world.promises.broken()), world.trace.lines(),
        world.scheduler.micros(), steps, saves, faults.count(),
        lookedOn);
  }

  private boolean done() {
    int matches = 1 + parties.stream().mapToInt(party -> party.rematches).max().orElse(0);
    if (world.scheduler.micros() > faults.over() + LIMIT * matches) return true;
    return world.scheduler.micros() > faults.over() && parties.stream().allMatch(Party::done)
        && cluster.redis().settled()
        && world.promises.stories().values().stream().allMatch(RoomStory::settled)
        && cluster.redis().model().outbox.depth() == 0;
  }

  private void finish() {
    for (Party party : parties) {
      party.players.stream().filter(player -> !player.done()).forEach(player ->
          world.promises.broken(player + " is stuck in room " + player.room() + " after event "
              + player.last()));
    }
    if (!world.promises.broken().isEmpty()) return;
    parties.forEach(party -> party.players.forEach(world.promises::sitsOnce));
    world.promises.stories().values().forEach(this::recorded);
    if (cluster.redis().model().outbox.depth() > 0) {
      world.promises.broken("The outbox was not brought into the database.");
    }
  }

  /** Every deal and each match are in the database, once, as they were played. */
  private void recorded(RoomStory story) {
    if (story.newest().matchId().isEmpty()) return;
    var match = "";
    var deal = new ArrayList<TableEvent>();
    boolean whole = false;
    for (TableEvent each : story.events()) {
      if (each instanceof TableEvent.MatchStarted started) {
        match = started.matchId();
        expect(match, "match_started null", null);
      }
      var event = each instanceof TableEvent.Played played ? played.event() : null;
      if (event instanceof Event.DealPrepared) deal.clear();
      deal.add(each);
      whole |= event instanceof Event.DealEnded;
      if (event instanceof Event.DeckRevealed && whole) {
        var record = MatchRecord.deal(match, story.room(), Instant.EPOCH, Instant.EPOCH, deal);
        expect(match, "deal_ended " + record.getInteger("no"), record.getJsonArray("lines"));
        whole = false;
      }
      if (event instanceof Event.MatchEnded) expect(match, "match_ended null", null);
    }
    if (!story.newest().over()) {
      world.promises.broken("Match " + match + " of room " + story.room() + " did not end.");
    }
  }

  private void expect(String match, String what, JsonArray lines) {
    var row = cluster.database().rows().get(match + " " + what);
    if (row == null) {
      world.promises.broken(what + " of match " + match + " is not in the database");
    } else if (row.times() != 1) {
      world.promises.broken(what + " of match " + match + " is there " + row.times() + " times");
    } else if (lines != null && !row.entry().body().getJsonArray("lines").equals(lines)) {
      world.promises.broken(what + " of match " + match + " is not what was played");
    }
  }
}
