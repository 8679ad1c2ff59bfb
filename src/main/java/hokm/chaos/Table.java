package hokm.chaos;

import hokm.room.BotPlayer;
import hokm.rules.Phase;
import hokm.witness.Client;
import hokm.witness.Testimony;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One room and its one match, from the first sign-in to what its players swear to. */
final class Table {

  /** What all tables share. @param player makes the strategy of one client */
  record Hall(Vertx vertx, List<SocketAddress> doors, Supplier<BotPlayer> player,
      Duration think, Pulse pulse, Consumer<Table> moved) {}

  private static final Client.Sight NOTHING = new Client.Sight(Phase.DRAWING, 0, 0, 0, 0, 0);

  private final Hall hall;
  private final String name;
  private final int target;
  private final List<Client> clients = new ArrayList<>();
  private final AtomicLong told = new AtomicLong();
  private volatile String room;
  private volatile Client.Sight sight = NOTHING;
  private volatile long newsNanos = System.nanoTime();

  /** @param people clients at the table; bots take the other seats */
  Table(Hall hall, String name, int people, int target, Random chance) {
    this.hall = hall;
    this.name = name;
    this.target = target;
    for (int i = 0; i < people; i++) {
      var client = Client.to(hall.doors(), hall.vertx(), name + " " + (char) ('a' + i),
          hall.player().get(), new Client.Pace(hall.think()), chance.nextLong());
      client.watch(new Watch());
      clients.add(client);
    }
  }

  private final class Watch implements Client.Watcher {
    @Override
    public void accepted(Testimony.Sent move) {
      hall.pulse().accepted(move.sentNanos(), move.answeredNanos());
    }

    @Override
    public void table(Client.Sight now) {
      if (now.last() <= told.getAndAccumulate(now.last(), Math::max)) return;
      sight = now;
      newsNanos = System.nanoTime();
      hall.moved().accept(Table.this);
    }
  }

  /** @return when all of them have seen the end of the match */
  Future<Void> play() {
    var first = clients.get(0);
    Future<Void> seated = first.signIn().compose(in -> first.createRoom(target))
        .compose(code -> {
          room = code;
          return Future.all(clients.stream().skip(1)
              .map(client -> client.signIn().compose(in -> client.join(code))).toList());
        })
        .compose(joined -> clients.size() == 4 ? Future.succeededFuture() : first.addBots());
    return seated.compose(go -> Future.all(clients.stream().map(Client::over).toList()))
        .mapEmpty();
  }

  String name() {
    return name;
  }

  int people() {
    return clients.size();
  }

  Optional<String> room() {
    return Optional.ofNullable(room);
  }

  Client.Sight sight() {
    return sight;
  }

  /** The number of the newest event that any of them was told. */
  long told() {
    return told.get();
  }

  /** Since when nobody at the table has been told anything new. */
  Duration quiet() {
    return Duration.ofNanos(System.nanoTime() - newsNanos);
  }

  Future<List<Testimony>> testimonies() {
    var all = clients.stream().map(Client::testimony).toList();
    return Future.all(all).map(done -> all.stream().map(Future::result).toList());
  }

  void close() {
    clients.forEach(Client::close);
  }
}
