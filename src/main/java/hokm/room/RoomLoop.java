package hokm.room;

import hokm.protocol.ErrorCode;
import hokm.protocol.StopCause;
import hokm.rules.Seat;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event loop's rooms. Takes {@link Ask}s at its owner's address; a room that is not here is
 * answered with moved, and whoever asked looks its owner up again.
 */
public final class RoomLoop {

  private static final Logger LOG = LoggerFactory.getLogger(RoomLoop.class);
  private static final Duration SWEEP = Duration.ofSeconds(1);
  private static final Duration HOLD = Duration.ofMillis(500);

  private final Owner owner;
  private final Edge edge;
  private final Surroundings around;
  private final Map<String, HostedRoom> rooms = new HashMap<>();
  private final Set<String> codes = ConcurrentHashMap.newKeySet();
  private final MoveCount moves = new MoveCount();
  private final Certainty certainty;
  private final Recovery recovery;
  private volatile boolean leaving;
  private volatile int paused;
  private volatile int spectators;
  private volatile Runnable unknown = () -> { };
  private volatile IntSupplier hosted = this::size;

  /** On the event loop of the edge. */
  public RoomLoop(Owner owner, RoomStore store, RoomSettings settings, Bots bots,
      Edge edge) {
    this.owner = owner;
    this.edge = edge;
    this.around = new Surroundings(store, new RoomJudge(edge.chance()), bots, settings,
        edge.timers(), this::look, (gateway, tell) -> edge.bus().send("gateway." + gateway, tell),
        this::retired, moves::count, edge.meters(), edge.traces());
    this.recovery = new Recovery(owner, store, edge.timers(), rooms::values);
    this.certainty = new Certainty(edge.timers(), recovery::verify,
        time -> rooms.values().forEach(room -> room.stoodStill(time)));
  }

  public Future<Void> start() {
    recovery.start();
    certainty.start();
    edge.timers().every(SWEEP, () -> {
      List.copyOf(rooms.values()).forEach(HostedRoom::sweep);
      paused = (int) rooms.values().stream().filter(HostedRoom::waits).count();
      spectators = rooms.values().stream().mapToInt(HostedRoom::spectators).sum();
    });
    return Future.all(edge.bus().<Kept>listen(Kept.ADDRESS, this::kept),
        edge.bus().serve(owner.address(), this::answer)).mapEmpty();
  }

  public Owner owner() {
    return owner;
  }

  /** The codes of the rooms here, those being opened included. Safe from any thread. */
  public List<String> codes() {
    return List.copyOf(codes);
  }

  /** Safe from any thread. */
  public int size() {
    return codes.size();
  }

  /** Rooms in which no move can be saved, as of the last second. Safe from any thread. */
  public int paused() {
    return paused;
  }

  /** Salts, trumps and cards that were saved since the start. Safe from any thread. */
  public long moves() {
    return moves.sum();
  }

  /** @param told on this event loop whenever a room is asked for that is not here */
  void onUnknown(Runnable told) {
    unknown = told;
  }

  /** @param all rooms of its node, which count to the bound together; from any thread */
  RoomLoop boundedBy(IntSupplier all) {
    hosted = all;
    return this;
  }

  /** Opens no more rooms. Safe from any thread. */
  void leave() {
    leaving = true;
  }

  /** Asks the store about all rooms before it serves any again. Safe from any thread. */
  void verify() {
    edge.timers().soon(certainty::doubt);
  }

  private void look() {
    certainty.look();
  }

  private Future<Answer> answer(Ask ask) {
    var span = edge.traces().follow("room command", ask.trace());
    if (span == Traces.Span.NONE) return whenCertain(ask);
    span.about("hokm.room", ask.room())
        .about("hokm.command", ask.command().getClass().getSimpleName());
    return whenCertain(ask.under(span)).onComplete(done -> span.end());
  }

  private Future<Answer> whenCertain(Ask ask) {
    var certain = certainty.certain();
    if (certain.succeeded()) return serve(ask);
    return certain.transform(done -> done.succeeded() ? serve(ask)
        : Future.succeededFuture(Answer.MOVED));
  }

  private Future<Answer> serve(Ask ask) {
    var room = rooms.get(ask.room());
    Future<Answer> answer = Future.succeededFuture(Answer.MOVED);
    if (room != null) answer = ask(room, ask).compose(given -> unlessTaken(ask, room, given));
    else if (ask.command() instanceof RoomCommand.Open open) answer = open(ask, open);
    else if (!codes.contains(ask.room())) unknown.run();
    return answer.otherwise(e -> Answer.refused(
        e instanceof OutboxFull ? ErrorCode.RESULTS_WAIT : ErrorCode.UNAVAILABLE));
  }

  /** Another match would make results that nobody takes; what is in play goes on. */
  private Future<Answer> ask(HostedRoom room, Ask ask) {
    if (!(ask.command() instanceof RoomCommand.Rematch)) return room.ask(ask);
    return around.store().takesMatch(ask.room()).compose(takes -> takes ? room.ask(ask)
        : Future.succeededFuture(Answer.refused(ErrorCode.RESULTS_WAIT)));
  }

  /**
   * Whoever is no longer the owner does not know who has sat down since, and would send him away
   * for good. So the store is asked before anyone is called a stranger: about this room alone, for
   * a stranger may knock as often as he likes, and must hold up no other.
   */
  private Future<Answer> unlessTaken(Ask ask, HostedRoom room, Answer answer) {
    if (!answer.error().equals(Optional.of(ErrorCode.NOT_IN_ROOM))) {
      return Future.succeededFuture(answer);
    }
    return edge.timers().here(around.store().check(List.of(room.hosted()))).transform(found ->
        found.succeeded() && found.result().equals(List.of(RoomStore.Standing.HELD))
            && rooms.get(ask.room()) == room
            ? Future.succeededFuture(answer) : unlessDoubtful(ask, room, answer));
  }

  private Future<Answer> unlessDoubtful(Ask ask, HostedRoom room, Answer answer) {
    certainty.doubt();
    return certainty.certain().transform(done -> Future.succeededFuture(
        done.succeeded() && rooms.get(ask.room()) == room ? answer : Answer.MOVED));
  }

  private Future<Answer> open(Ask ask, RoomCommand.Open open) {
    if (leaving || codes.contains(ask.room())) return Future.succeededFuture(Answer.MOVED);
    // Only for new ones: what a lost node had must go on somewhere.
    if (hosted.getAsInt() >= around.settings().rooms()) {
      return Future.succeededFuture(Answer.refused(ErrorCode.TOO_MANY_ROOMS));
    }
    codes.add(ask.room());
    var state = around.judge().open(ask, open, Moment.at(around.timers().now()));
    var lease = new Lease(ask.room(), owner, 1);
    return around.store().create(lease, state.version(), SnapshotCodec.encode(state))
        .compose(created -> {
          if (!created) return notCreated(ask.room());
          host(lease, state).begin();
          return Future.succeededFuture(
              Answer.seated(state.now().seatOf(ask.player()).orElse(Seat.SOUTH)));
        })
        .onFailure(e -> codes.remove(ask.room()));
  }

  /** Whoever has the room knows whether it was opened by this very command; it may be over. */
  private Future<Answer> notCreated(String room) {
    codes.remove(room);
    return around.store().owner(room)
        .map(has -> has.isPresent() ? Answer.MOVED : Answer.refused(ErrorCode.NO_ROOM));
  }

  private HostedRoom host(Lease lease, RoomState state) {
    var room = new HostedRoom(around, lease, state);
    codes.add(lease.room());
    rooms.put(lease.room(), room);
    recovery.host(room);
    return room;
  }

  private void kept(Kept kept) {
    for (var entry : kept.entries()) {
      var room = rooms.get(entry.room());
      if (room != null) room.kept(entry);
    }
  }

  /**
   * Rooms that this loop has claimed; they go on at once. Safe from any thread.
   *
   * @param why their clocks stood
   */
  Future<Void> adopt(List<RoomStore.Claimed> claimed, StopCause why) {
    return here(done -> {
      for (var each : claimed) {
        var old = rooms.get(each.lease().room());
        if (old != null && old.lease().epoch() >= each.lease().epoch()) continue;
        if (old != null) old.retire();
        goOn(each, why);
      }
      done.complete();
    });
  }

  /** One that can't be read must not keep the others from going on. */
  private void goOn(RoomStore.Claimed claimed, StopCause why) {
    try {
      host(claimed.lease(), SnapshotCodec.decode(claimed.snapshot())).goOn(why);
    } catch (RuntimeException unreadable) {
      LogKeys.of(LOG.atError(), claimed.lease()).setCause(unreadable).log(
          "Room {} can't be read by {}; it is tried again from time to time.",
          claimed.lease().room(), owner);
    }
  }

  /**
   * Holds rooms still, so that another can claim them between two moves. Safe from any thread.
   *
   * @return those of them that are here and whose save under way has ended within half a second;
   *     the others go on
   */
  Future<List<String>> hold(List<String> which) {
    return here(done -> {
      Map<String, Future<Void>> held = new HashMap<>();
      which.stream().filter(rooms::containsKey)
          .forEach(code -> held.put(code, rooms.get(code).hold()));
      long bound = edge.timers().after(HOLD, () -> done.tryComplete(still(held)));
      Future.join(List.copyOf(held.values())).onComplete(all -> {
        edge.timers().cancel(bound);
        done.tryComplete(still(held));
      });
    });
  }

  private List<String> still(Map<String, Future<Void>> held) {
    var still = new ArrayList<String>();
    held.forEach((code, ended) -> {
      var room = rooms.get(code);
      if (room == null) return;
      if (ended.isComplete()) still.add(code);
      else room.release();
    });
    return still;
  }

  /** They are hosted elsewhere now; what waits in them goes there. Safe from any thread. */
  Future<Void> give(List<String> taken) {
    return here(done -> {
      for (String code : taken) {
        var room = rooms.get(code);
        if (room != null) room.retire();
      }
      done.complete();
    });
  }

  /** They go on here; were they taken all the same, their next save finds it out. */
  Future<Void> release(List<String> which) {
    return here(done -> {
      for (String code : which) {
        var room = rooms.get(code);
        if (room != null) room.release();
      }
      done.complete();
    });
  }

  /** That node's sockets are gone too. Safe from any thread. */
  void gatewayGone(String node) {
    edge.timers().soon(() -> rooms.values().forEach(room -> room.gatewayGone(node)));
  }

  /** It was not gone after all. Safe from any thread. */
  void gatewayCame(String node) {
    edge.timers().soon(() -> rooms.values().forEach(room -> room.gatewayCame(node)));
  }

  /** Rooms in which nobody waits for anything. Safe from any thread. */
  Future<List<String>> idle(int most) {
    return here(done -> done.complete(rooms.values().stream().filter(HostedRoom::idle)
        .limit(most).map(room -> room.lease().room()).toList()));
  }

  /** Sockets that look on, as of the last second. Safe from any thread. */
  public int spectators() {
    return spectators;
  }

  /**
   * As an operator may see them, in the order of their codes. Safe from any thread.
   *
   * @param after the code before the first
   */
  Future<List<JsonObject>> facts(String after, int most) {
    return here(done -> done.complete(rooms.keySet().stream()
        .filter(code -> code.compareTo(after) > 0).sorted().limit(most)
        .map(code -> rooms.get(code).facts()).toList()));
  }

  /** Likewise; empty when it is not here. */
  Future<Optional<JsonObject>> facts(String code) {
    return here(done ->
        done.complete(Optional.ofNullable(rooms.get(code)).map(HostedRoom::facts)));
  }

  /**
   * Safe from any thread.
   *
   * @return whether it was here; fails as {@link HostedRoom#end} does
   */
  Future<Boolean> end(String code, String why) {
    return here(done -> {
      var room = rooms.get(code);
      if (room == null) done.complete(false);
      else room.end(why).map(true).onComplete(done);
    });
  }

  private <T> Future<T> here(Consumer<Promise<T>> work) {
    Promise<T> done = Promise.promise();
    edge.timers().soon(() -> work.accept(done));
    return done.future();
  }

  private void retired(String code) {
    rooms.remove(code);
    codes.remove(code);
  }
}
