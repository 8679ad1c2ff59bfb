package hokm.status;

import hokm.status.Mark.Kind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The whole cluster as one node hears it: the newest pulse of every node, and the last hour. Every
 * node keeps it, so that whichever is asked can tell, and no node's death takes it away. It only
 * listens and remembers. Safe from any thread; times are epoch milliseconds.
 */
final class Panorama {

  static final int NODES = 256;
  /** How long one that is gone is still shown. */
  static final long FAREWELL_MILLIS = 60_000;
  private static final long NEW_MILLIS = 10_000;
  /** What a node had sent before it ended may come after it was seen to be gone. */
  private static final long LATE_MILLIS = 2000;
  private static final long STOOD_STILL_MILLIS = 2500;

  private final String node;
  private final TreeMap<String, HeardNode> nodes = new TreeMap<>();
  private final History history = new History();
  private long looked = -1;
  private long timeline;
  private boolean primaryAway;
  /** When it went away: a primary of this timeline that answers is the same. */
  private long timelineAway;
  private boolean redisAway;

  Panorama(String node) {
    this.node = node;
  }

  synchronized void hear(Pulse pulse, long now) {
    var known = nodes.get(pulse.node());
    if (known == null) {
      if (nodes.size() >= NODES) return;
      nodes.put(pulse.node(), new HeardNode(pulse, now));
      if (pulse.upMillis() < NEW_MILLIS) history.mark(Mark.joined(now, pulse.node()));
      return;
    }
    if (!known.present() && known.goneFor(now) < LATE_MILLIS) return;
    long taken = pulse.takenOver() - known.pulse().takenOver();
    if (taken > 0) history.takenOver(now, pulse.node(), taken);
    double moves = known.hear(pulse, now);
    if (moves > 0) history.moved(now, moves);
  }

  /** @param refused whether its bus refuses connections */
  synchronized void gone(String who, boolean refused, long now) {
    var known = nodes.get(who);
    if (known == null || !known.present()) return;
    known.gone(now);
    history.mark(Mark.gone(now, who, known.pulse().draining(), refused));
  }

  /** About once a second. */
  synchronized void look(long now) {
    long still = looked < 0 ? 0 : now - looked;
    looked = now;
    if (still > STOOD_STILL_MILLIS) nodes.values().forEach(each -> each.stoodStill(still));
    nodes.values().removeIf(each -> !each.present() && each.goneFor(now) > FAREWELL_MILLIS);
    nodes.forEach((who, each) -> {
      boolean silent = each.present() && !each.fresh(now);
      if (each.silent(silent) && each.present()) {
        history.mark(silent ? Mark.silent(now, who) : Mark.heard(now, who));
      }
    });
    lookAtRedis(now);
    lookAtPrimary(now);
    history.seen(now, (int) nodes.values().stream().filter(each -> each.fresh(now)).count(),
        nodes.values().stream().filter(each -> each.fresh(now))
            .mapToInt(each -> each.pulse().rooms()).sum(),
        database(now).map(DatabaseFacts::worstLag).orElse(OptionalLong.empty()),
        database(now).map(DatabaseFacts::entries).orElse(OptionalLong.empty()));
  }

  private void lookAtRedis(long now) {
    var complaint = settled(now, pulse -> !pulse.check("redis").map(Said::ok).orElse(true));
    if (complaint.isPresent() == redisAway) return;
    redisAway = complaint.isPresent();
    history.mark(complaint.map(pulse -> new Mark(now, Kind.REDIS_AWAY, pulse.redis(), 0,
        pulse.check("redis").orElseThrow().sentence())).orElseGet(() -> {
          var redis = nodes.values().iterator().next().pulse().redis();
          return new Mark(now, Kind.REDIS_BACK, redis, 0,
              "Redis at " + redis + " answers every node again.");
        }));
  }

  private void lookAtPrimary(long now) {
    var complaint = settled(now, pulse ->
        pulse.database().filter(facts -> facts.writer().isEmpty()).isPresent());
    var newest = nodes.values().stream().filter(each -> each.fresh(now))
        .flatMap(each -> each.pulse().database().stream())
        .max(Comparator.comparingLong(facts -> facts.timeline().orElse(0)));
    long highest = newest.map(facts -> facts.timeline().orElse(0)).orElse(0L);
    if (complaint.isPresent() && !primaryAway) {
      primaryAway = true;
      timelineAway = timeline;
      history.mark(new Mark(now, Kind.PRIMARY_AWAY, complaint.get().node(), 0,
          complaint.get().database().orElseThrow().sentence()));
    }
    if (timeline > 0 && highest > timeline) {
      history.mark(Mark.promoted(now, newest.orElseThrow().writer().orElseThrow(), highest));
    } else if (complaint.isEmpty() && primaryAway && highest == timelineAway) {
      history.mark(new Mark(now, Kind.PRIMARY_BACK,
          newest.flatMap(DatabaseFacts::writer).orElse(""), 0,
          newest.map(DatabaseFacts::sentence).orElse("")));
    }
    if (complaint.isEmpty()) primaryAway = false;
    timeline = Math.max(timeline, highest);
  }

  private Optional<Pulse> settled(long now, Predicate<Pulse> complains) {
    return nodes.values().stream().filter(each -> each.settled(now)).map(HeardNode::pulse)
        .filter(complains).findFirst();
  }

  /** As this node sees it, or else the first that keeps results. */
  private Optional<DatabaseFacts> database(long now) {
    return pulses(now).stream().flatMap(pulse -> pulse.database().stream()).findFirst();
  }

  /** Of those that are heard, this node's own first. */
  private List<Pulse> pulses(long now) {
    return nodes.values().stream().filter(each -> each.fresh(now)).map(HeardNode::pulse)
        .sorted(Comparator.comparing(pulse -> !pulse.node().equals(node))).toList();
  }

  synchronized JsonObject status(long now) {
    var all = new JsonArray();
    nodes.values().forEach(each -> all.add(each.json(now)));
    return new JsonObject().put("node", node).put("at", now).put("nodes", all)
        .put("redis", pulses(now).stream().map(Pulse::redis).findFirst().orElse(null))
        .put("database", database(now).map(DatabaseFacts::json).orElse(null));
  }

  synchronized JsonObject history(long now) {
    return history.json(now).put("node", node).put("at", now);
  }

  synchronized void recall(JsonObject told, long now) {
    history.recall(told, now);
  }
}
