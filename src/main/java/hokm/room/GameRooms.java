package hokm.room;

import hokm.protocol.ErrorCode;
import hokm.rules.Seat;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * One event loop's rooms. Takes {@link Ask}s at its owner's address; a room that is not here is
 * answered with moved, and whoever asked looks its owner up again.
 */
public final class GameRooms extends VerticleBase {

  private static final long SWEEP_MILLIS = 1000;

  private final Owner owner;
  private final Supplier<RoomStore> stores;
  private final RoomSettings settings;
  private final BotPlayer bot;
  private final Map<String, HostedRoom> rooms = new HashMap<>();
  private final Set<String> codes = ConcurrentHashMap.newKeySet();
  private HostedRoom.Surroundings around;
  private Context context;

  /** @param stores makes this event loop's own store; called once, on it */
  public GameRooms(Owner owner, Supplier<RoomStore> stores, RoomSettings settings,
      BotPlayer bot) {
    this.owner = owner;
    this.stores = stores;
    this.settings = settings;
    this.bot = bot;
  }

  @Override
  public Future<?> start() {
    context = vertx.getOrCreateContext();
    around = new HostedRoom.Surroundings(stores.get(), new RoomJudge(Chance.secure(), bot),
        settings, Timers.of(vertx),
        (gateway, tell) -> vertx.eventBus().send("gateway." + gateway, tell), this::retired);
    vertx.setPeriodic(SWEEP_MILLIS, id -> new ArrayList<>(rooms.values())
        .forEach(HostedRoom::sweep));
    return vertx.eventBus().<Ask>consumer(owner.address(), this::asked).completion();
  }

  public Owner owner() {
    return owner;
  }

  /** The codes of the rooms here, those being opened included. Safe from any thread. */
  public Set<String> codes() {
    return Set.copyOf(codes);
  }

  /** Safe from any thread. */
  public int size() {
    return codes.size();
  }

  private void asked(Message<Ask> message) {
    var ask = message.body();
    answer(ask).onSuccess(message::reply)
        .onFailure(e -> message.reply(Answer.refused(ErrorCode.UNAVAILABLE)));
  }

  private Future<Answer> answer(Ask ask) {
    var room = rooms.get(ask.room());
    if (room != null) return room.ask(ask);
    return ask.command() instanceof RoomCommand.Open open
        ? open(ask, open) : Future.succeededFuture(Answer.MOVED);
  }

  private Future<Answer> open(Ask ask, RoomCommand.Open open) {
    if (!codes.add(ask.room())) return Future.succeededFuture(Answer.MOVED);
    var state = around.judge().open(ask, open, around.timers().now());
    var lease = new Lease(ask.room(), owner, 1);
    return around.store().create(lease, state.version(), SnapshotCodec.encode(state))
        .map(created -> {
          if (!created) {
            codes.remove(ask.room());
            return Answer.refused(ErrorCode.ROOM_FULL);
          }
          host(lease, state);
          return Answer.seated(state.now().seatOf(ask.player()).orElse(Seat.SOUTH));
        })
        .onFailure(e -> codes.remove(ask.room()));
  }

  private void host(Lease lease, RoomState state) {
    var room = new HostedRoom(around, lease, state);
    codes.add(lease.room());
    rooms.put(lease.room(), room);
    room.resume();
  }

  /** Rooms that this loop has claimed; they go on at once. Callable from any thread. */
  Future<Void> adopt(List<RoomStore.Claimed> claimed) {
    Promise<Void> done = Promise.promise();
    context.runOnContext(go -> {
      for (var each : claimed) {
        var old = rooms.get(each.lease().room());
        if (old != null) old.retire();
        host(each.lease(), SnapshotCodec.decode(each.snapshot()));
      }
      done.complete();
    });
    return done.future();
  }

  private void retired(String code) {
    rooms.remove(code);
    codes.remove(code);
  }
}
