package hokm.simulation;

import hokm.room.Lease;
import hokm.room.LostLease;
import hokm.room.MoveCause;
import hokm.room.OutboxEntry;
import hokm.room.Owner;
import hokm.room.RoomStore.Claimed;
import hokm.room.RoomStore.Hosted;
import hokm.room.RoomStore.Standing;
import hokm.snapshots.RedisLeases;
import hokm.snapshots.RedisRoomStore;
import hokm.snapshots.RedisSessions;
import hokm.snapshots.RedisTickets;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** Random questions for a fresh model and for the real Redis; few names, so that they meet. */
final class RedisQuestions {

  /** @param real and model say the same in words, where the model is right */
  record Question(String what, Future<String> real, Future<String> model) {}

  private static final long LONG = 600_000;

  private final Random random;
  private final String prefix;
  private final RedisRoomStore store;
  private final RedisLeases leases;
  private final RedisTickets tickets;
  private final RedisSessions sessions;
  private final RedisModel model = new RedisModel();
  private long now = 1000;

  /** @param prefix of all names, so that sequences do not meet */
  RedisQuestions(Random random, String prefix, RedisRoomStore store, RedisLeases leases,
      RedisTickets tickets, RedisSessions sessions) {
    this.random = random;
    this.prefix = prefix;
    this.store = store;
    this.leases = leases;
    this.tickets = tickets;
    this.sessions = sessions;
  }

  Question next() {
    now += 2;
    return switch (random.nextInt(18)) {
      case 0, 1 -> create();
      case 2, 3, 4, 5 -> save();
      case 6 -> close();
      case 7, 8, 9 -> claim();
      case 10 -> random.nextBoolean() ? owner() : history();
      case 11 -> check();
      case 12 -> nodes();
      case 13 -> named();
      case 14 -> new GuestQuestions(random, prefix, sessions, model, now).next();
      default -> queue();
    };
  }

  /** What the outbox must hold now. */
  long entries() {
    return model.outbox.depth();
  }

  private String room() {
    return prefix + "ROOM" + random.nextInt(3);
  }

  private String node() {
    return prefix + "-n" + random.nextInt(3);
  }


  private Lease lease() {
    return new Lease(room(), new Owner(node(), random.nextInt(2)), 1 + random.nextInt(3));
  }

  /** Often the one that is right. */
  private Lease rightLease() {
    var any = lease();
    return random.nextInt(3) == 0 ? any : model.row(any.room())
        .map(row -> new Lease(any.room(), row.owner(), row.epoch())).orElse(any);
  }

  private static <T> Question ask(String what, Future<T> real, Supplier<T> model,
      Function<T, ?> words) {
    return new Question(what, real.map(answer -> String.valueOf(words.apply(answer))),
        Future.succeededFuture(model.get()).map(answer -> String.valueOf(words.apply(answer))));
  }

  private static <T> Question ask(String what, Future<T> real, Supplier<T> model) {
    return ask(what, real, model, answer -> answer);
  }

  private static Question code(String what, Lease lease, Future<Void> real, int code) {
    return new Question(what, real.map("done"),
        code < 0 ? Future.failedFuture(new LostLease(lease.room()))
            : Future.succeededFuture("done"));
  }

  private static Collection<String> inOrder(Collection<String> names) {
    return new TreeSet<>(names);
  }

  private Question create() {
    var any = lease();
    var lease = new Lease(any.room(), any.owner(), 1);
    int version = 1 + random.nextInt(2);
    var snapshot = Buffer.buffer("made " + version);
    return ask("create " + lease, store.create(lease, version, snapshot),
        () -> model.create(lease, version, snapshot, now) == 1);
  }

  private Question save() {
    var lease = rightLease();
    long version = model.row(lease.room()).map(RedisModel.Row::version).orElse(1L)
        + random.nextInt(4) - 1;
    var snapshot = Buffer.buffer("saved " + version + " by " + lease.owner());
    var entries = new ArrayList<OutboxEntry>();
    for (int i = random.nextInt(3); i > 0; i--) {
      entries.add(new OutboxEntry("deal_ended", new JsonObject().put("no", i)));
    }
    return code("save " + version + " of " + lease, lease,
        store.save(lease, version, snapshot, entries),
        model.save(lease, version, snapshot, entries, now));
  }

  private Question close() {
    var lease = rightLease();
    return code("close " + lease, lease, store.close(lease), model.close(lease, now));
  }

  private Question claim() {
    var rooms = new ArrayList<String>();
    var to = new ArrayList<Owner>();
    var taker = node();
    for (int i = 0; i < 3; i++) {
      if (random.nextInt(3) == 0) continue;
      rooms.add(prefix + "ROOM" + i);
      to.add(new Owner(taker, random.nextInt(2)));
    }
    var from = node();
    var cause = MoveCause.values()[random.nextInt(MoveCause.values().length)];
    return ask("claim " + rooms + " of " + from + " for " + to,
        rooms.isEmpty() ? Future.succeededFuture(List.<Claimed>of())
            : store.claim(rooms, from, to, cause),
        () -> model.claim(rooms, from, to, cause, now),
        claimed -> inOrder(claimed.stream().map(Claimed::toString).toList()));
  }

  private Question owner() {
    var room = room();
    var node = node();
    return random.nextBoolean()
        ? ask("owner of " + room, store.owner(room), () -> model.owner(room))
        : ask("rooms of " + node, store.ownedBy(node), () -> model.ownedBy(node),
            RedisQuestions::inOrder);
  }

  /** Of the times only the order can be compared. */
  private Question history() {
    var room = room();
    return ask("history of " + room, store.history(room), () -> model.history(room, now),
        changes -> changes.stream().map(each -> each.epoch() + " " + each.cause() + " "
            + each.from() + " " + each.to()).toList());
  }

  private Question check() {
    var asked = new ArrayList<Hosted>();
    for (int i = 0; i < 3; i++) asked.add(new Hosted(rightLease(), 1 + random.nextInt(6)));
    return ask("check " + asked, store.check(asked), () -> asked.stream()
        .map(each -> model.check(each.lease(), each.version(), now))
        .map(code -> code == 1 ? Standing.HELD : code == 0 ? Standing.FORGOTTEN : Standing.LOST)
        .toList());
  }

  /** Asked at once after it is set, since the real clock goes on. */
  private Question nodes() {
    var node = node();
    boolean lives = random.nextBoolean();
    return ask((lives ? "renew " : "drop ") + node,
        (lives ? leases.renew(node) : leases.drop(node)).compose(done -> leases.alive(node)),
        () -> {
          if (lives) model.renew(node, now);
          else model.drop(node);
          return model.alive(node, now);
        });
  }

  private Question named() {
    var name = prefix + "lease" + random.nextInt(2);
    var holder = node();
    return random.nextInt(3) > 0
        ? ask(holder + " holds " + name, leases.hold(name, holder, Duration.ofMillis(LONG)),
            () -> model.hold(name, holder, LONG, now))
        : ask(holder + " lets go of " + name, leases.release(name, holder).map("done"), () -> {
          model.release(name, holder);
          return "done";
        });
  }

  private Question queue() {
    return new QueueQuestions(random, prefix, tickets, model.queue, now).next();
  }
}
