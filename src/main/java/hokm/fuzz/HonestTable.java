package hokm.fuzz;

import hokm.bots.NormalBot;
import hokm.witness.Client;
import hokm.witness.LeakScan;
import hokm.witness.Story;
import hokm.witness.Testimony;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** People who only want to play, and leave two seats to whoever comes. One event loop's. */
final class HonestTable {

  /** What all tables share. @param offered codes of rooms that have a seat for attackers */
  record Hall(Vertx vertx, List<SocketAddress> doors, Queue<String> offered, Overheard overheard,
      Findings findings, Random chance) {}

  private static final int PEOPLE = 2;
  private static final int GUESTS = 2;
  private static final Client.Pace PACE = new Client.Pace(Duration.ofMillis(60));
  private static final long PATIENCE_MILLIS = 4000;
  private static final long SETTLE_MILLIS = 300;
  private static final int LEAVING_SECONDS = 20;

  private final Hall hall;
  private final String name;
  private final List<Client> people = new ArrayList<>();
  private final Promise<Void> over = Promise.promise();
  private long newsNanos = System.nanoTime();
  private String room = "";

  HonestTable(Hall hall, String name) {
    this.hall = hall;
    this.name = name;
    for (int i = 0; i < PEOPLE; i++) {
      var client = Client.to(hall.doors(), hall.vertx(), name + " " + (char) ('a' + i),
          new NormalBot(), PACE, hall.chance().nextLong());
      client.watch(new Client.Watcher() {
        @Override
        public void table(Client.Sight sight) {
          newsNanos = System.nanoTime();
        }
      });
      people.add(client);
    }
  }

  /** @return when its match is over and all that was told of it has been looked through */
  Future<Void> play() {
    var first = people.get(0);
    Future.all(people.stream().map(Client::signIn).toList())
        .compose(in -> first.createRoom(1))
        .compose(code -> {
          room = code;
          hall.overheard().follow(code);
          return Future.all(people.stream().skip(1).map(client -> client.join(code)).toList());
        })
        .compose(seated -> guests(first))
        .compose(playing -> Future.all(people.stream().map(Client::over).toList()))
        .compose(ended -> hall.vertx().timer(SETTLE_MILLIS, TimeUnit.MILLISECONDS))
        .compose(settled -> scan())
        .compose(scanned -> Future.all(people.stream().map(Client::leave).toList())
            .timeout(LEAVING_SECONDS, TimeUnit.SECONDS))
        .<Void>mapEmpty().onComplete(over);
    return over.future();
  }

  /** Who does not come in time is a bot. */
  private Future<Void> guests(Client first) {
    for (int i = 0; i < GUESTS; i++) hall.offered().add(room);
    return hall.vertx().timer(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
        .compose(late -> first.addBots().otherwiseEmpty());
  }

  private Future<Void> scan() {
    return Future.all(people.stream().map(Client::testimony).toList()).compose(all -> {
      var told = new ArrayList<Testimony>(all.list());
      var overheard = hall.overheard().take(room);
      told.addAll(overheard);
      // What nobody was told, as all came back to a view, would be missing from what each may know.
      if (!Story.of(told).whole()) {
        hall.findings().outcome("honest rooms not looked through: an event was told to nobody");
        return Future.succeededFuture(List.<LeakScan.Leak>of());
      }
      hall.findings().outcome("frames of honest rooms looked through for leaks, of attackers",
          overheard.stream().mapToLong(each -> each.heard().size()).sum());
      return hall.vertx().executeBlocking(() -> LeakScan.of(told));
    }).map(leaks -> {
      leaks.forEach(leak -> hall.findings().wrong("Room " + room + ": " + leak));
      return null;
    });
  }

  /** Since when nobody of them was told anything new. */
  Duration quiet() {
    return Duration.ofNanos(System.nanoTime() - newsNanos);
  }

  void giveUp(String why) {
    over.tryFail(why);
  }

  void close() {
    hall.overheard().take(room);
    people.forEach(Client::close);
  }

  @Override
  public String toString() {
    return name + ", in room " + room;
  }
}
