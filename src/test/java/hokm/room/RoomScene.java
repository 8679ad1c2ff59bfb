package hokm.room;

import hokm.protocol.MeantDeal;
import hokm.protocol.StopCause;
import hokm.rules.Card;
import hokm.rules.Match;
import hokm.rules.MatchRules;
import hokm.rules.Phase;
import hokm.rules.Seat;
import hokm.rules.SeatView;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** One hosted room, its store and its clock, and players called p0 to p3. */
final class RoomScene {

  static final String CODE = "K7PM2Q";
  static final RoomSettings SETTINGS = new RoomSettings(Duration.ofSeconds(30),
      Duration.ofSeconds(60), Duration.ofSeconds(10), Duration.ofSeconds(4),
      Duration.ofMillis(700), Duration.ofSeconds(3), Duration.ofMinutes(2), 4, 100);

  final SlowStore store = new SlowStore();
  final ManualTimers timers = new ManualTimers();
  final List<Tell> told = new ArrayList<>();
  final List<String> retired = new ArrayList<>();
  final MoveCount moves = new MoveCount();
  private final Surroundings around;
  private final BotPlayer player = new LowestCard();
  /** What looks whether the loop stood still. */
  Runnable awake = () -> { };
  private int commands;
  private long arrivals;
  HostedRoom room;

  RoomScene(long seed) {
    this(seed, SETTINGS, Bots.atOnce(new LowestCard()));
  }

  private RoomScene(long seed, RoomSettings settings, Bots bots) {
    around = new Surroundings(store,
        new RoomJudge(new Chance(new Random(seed))), bots, settings, timers,
        () -> awake.run(), (gateway, tell) -> told.add(tell), retired::add,
        moves::count, RoomMeters.none(), Traces.NONE);
  }

  /** A room that p0 has opened, version 1 in the store. */
  static RoomScene open(long seed, boolean bots) {
    return open(seed, bots, MatchRules.DEFAULT);
  }

  static RoomScene open(long seed, boolean bots, MatchRules rules) {
    return open(seed, bots, rules, SETTINGS);
  }

  static RoomScene open(long seed, boolean bots, MatchRules rules, RoomSettings settings) {
    return open(new RoomScene(seed, settings, Bots.atOnce(new LowestCard())), bots, rules);
  }

  /** Whose bots do what the test says; so far they have no seat. */
  static RoomScene open(long seed, Bots bots) {
    return open(new RoomScene(seed, SETTINGS, bots), false, MatchRules.DEFAULT);
  }

  private static RoomScene open(RoomScene scene, boolean bots, MatchRules rules) {
    var open = new RoomCommand.Open(rules, List.of(new Player("p0", "Zero")), bots);
    var state = scene.around.judge().open(new Ask(CODE, "p0", "open", open), open,
        Moment.at(scene.timers.now()));
    var lease = new Lease(CODE, new Owner("a-1", 0), 1);
    scene.store.create(lease, state.version(), SnapshotCodec.encode(state));
    scene.room = new HostedRoom(scene.around, lease, state);
    scene.room.begin();
    return scene;
  }

  /** Four players, attached, and the match begun as far as the first salts. */
  static RoomScene four(long seed) {
    return four(open(seed, false));
  }

  static RoomScene four(RoomScene scene) {
    for (int i = 1; i < 4; i++) {
      scene.ask("p" + i, new RoomCommand.Join("Name" + i, Optional.empty()));
    }
    for (int i = 0; i < 4; i++) scene.attach("p" + i, "c" + i, -1);
    return scene;
  }

  /** The same, with all salts given and the trump named. */
  static RoomScene playing(long seed) {
    var scene = four(seed);
    scene.saltAll();
    scene.act();
    return scene;
  }

  /** What a survivor would do: claim, decode, host. */
  void adoptedBy(Owner owner) {
    adoptedBy(owner, StopCause.OWNER_LOST);
  }

  void adoptedBy(Owner owner, StopCause cause) {
    var claimed = store.claim(List.of(CODE), room.lease().owner().node(), List.of(owner),
        MoveCause.LOST_NODE)
        .result().get(0);
    room.retire();
    room = new HostedRoom(around, claimed.lease(), SnapshotCodec.decode(claimed.snapshot()));
    room.goOn(cause);
  }

  Answer ask(String who, RoomCommand command) {
    return ask(who, "c" + ++commands, command).result();
  }

  Future<Answer> ask(String who, String id, RoomCommand command) {
    return room.ask(new Ask(CODE, who, id, command));
  }

  /** A socket that came after all before it. */
  Answer attach(String who, String connection, long lastSeen) {
    return attach(who, connection, lastSeen, ++arrivals);
  }

  Answer attach(String who, String connection, long lastSeen, long arrival) {
    return ask(who, new RoomCommand.Attach("g-1.0", connection, lastSeen, arrival));
  }

  void leave(int... who) {
    for (int each : who) ask("p" + each, new RoomCommand.Leave());
  }

  void saltAll() {
    for (int i = 0; i < 4; i++) ask("p" + i, new RoomCommand.Salt("0" + i));
  }

  Match match() {
    return room.state().now().match().orElseThrow();
  }

  Seat turn() {
    return match().turn().orElseThrow();
  }

  SeatView view(Seat seat) {
    return match().seenBy(seat);
  }

  /** What the seat in turn would do. */
  RoomCommand move() {
    var view = view(turn());
    return match().phase() == Phase.NAMING_TRUMP
        ? new RoomCommand.NameTrump(player.trump(view), MeantDeal.ANY)
        : new RoomCommand.PlayCard(player.play(view), MeantDeal.ANY);
  }

  /** A move for when there is none to make. */
  RoomCommand move0() {
    return new RoomCommand.PlayCard(Card.at(0), MeantDeal.ANY);
  }

  /** The seat in turn does it. */
  Answer act() {
    return ask("p" + turn().number(), move());
  }

  void playToTheEndOf(int deals) {
    while (match().winner().isEmpty() && match().dealNo() <= deals) {
      if (match().phase() == Phase.PREPARING) saltAll();
      else act();
    }
  }

  /** The frames of one kind that a socket got, as JSON. */
  List<JsonObject> frames(String connection, Tell.Kind kind) {
    return told.stream().flatMap(t -> t.frames().stream())
        .filter(f -> f.connection().equals(connection) && f.kind() == kind)
        .map(f -> new JsonObject(f.frame())).toList();
  }

  /** Every numbered event that a socket was told, in the order of telling. */
  List<JsonObject> events(String connection) {
    return frames(connection, Tell.Kind.EVENTS).stream()
        .flatMap(f -> f.getJsonArray("events").stream()).map(JsonObject.class::cast).toList();
  }
}
