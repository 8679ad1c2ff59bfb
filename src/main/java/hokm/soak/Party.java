package hokm.soak;

import hokm.bots.NormalBot;
import hokm.soak.Persons.Person;
import hokm.witness.Client;
import hokm.witness.Testimony;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * People who come together to play, with all that people do: they fill up with bots, lose their
 * sockets, leave in the middle or walk away, want another match. One event loop's.
 */
final class Party {

  /** What all parties share. @param think the longest that a person thinks */
  record Hall(Vertx vertx, List<SocketAddress> doors, WebSocketClient onlookers, Persons persons,
      Duration think, Random chance, Tally tally, BooleanSupplier closing) {}

  private static final int[] PEOPLE = {4, 4, 2, 1};
  private static final int MOST_POINTS = 3;
  private static final int MATCHES = 3;
  /** One in so many. */
  private static final int QUICK = 5;
  private static final int WATCHED = 4;
  private static final int AGAIN = 3;
  /** One in so many seconds of a party. */
  private static final int CUT = 40;
  private static final int LEFT = 300;
  private static final int GONE = 600;
  private static final int LONGEST_LOOK_SECONDS = 40;
  private static final int LEAVING_SECONDS = 30;

  private final Hall hall;
  private final boolean quick;
  private final Map<Client, Person> present = new LinkedHashMap<>();
  private final Set<Client> playing = new HashSet<>();
  /** Who has seen a table: one who still waits for a quick match would be seated after he left. */
  private final Set<Client> seated = new HashSet<>();
  private final Promise<Void> over = Promise.promise();
  private long newsNanos = System.nanoTime();
  private String room = "";
  private boolean whole = true;
  private int matches;

  Party(Hall hall) {
    this.hall = hall;
    this.quick = hall.chance().nextInt(QUICK) == 0;
    int people = PEOPLE[hall.chance().nextInt(PEOPLE.length)];
    for (int i = 0; i < people; i++) come(hall.persons().take());
  }

  private void come(Person person) {
    var client = Client.to(hall.doors(), hall.vertx(), person.name(), new NormalBot(),
        new Client.Pace(hall.think()), hall.chance().nextLong()).of(person.device());
    client.watch(new Client.Watcher() {
      @Override
      public void accepted(Testimony.Sent move) {
        hall.tally().accepted(move.answeredNanos() - move.sentNanos());
      }

      @Override
      public void table(Client.Sight sight) {
        newsNanos = System.nanoTime();
        seated.add(client);
      }
    });
    present.put(client, person);
  }

  /** @return when all have left; fails when they could not play */
  Future<Void> play() {
    var all = List.copyOf(present.keySet());
    Future<Void> taken = Future.all(all.stream().map(this::arrive).toList())
        .compose(here -> quick ? queue(all) : sit(all));
    taken.onFailure(over::tryFail).onSuccess(sitting -> {
      hall.tally().count(quick ? "quickMatches" : "roomsMade");
      all.forEach(client -> play(client, client.over()));
      if (!quick && hall.chance().nextInt(WATCHED) == 0) watched();
    });
    return over.future();
  }

  private Future<Void> arrive(Client client) {
    var in = client.signIn();
    return present.get(client).leave() ? in.compose(here -> client.leave()) : in;
  }

  private Future<Void> queue(List<Client> all) {
    return Future.all(all.stream().map(Client::quickMatch).toList()).mapEmpty();
  }

  private Future<Void> sit(List<Client> all) {
    var first = all.get(0);
    return first.createRoom(1 + hall.chance().nextInt(MOST_POINTS)).compose(code -> {
      room = code;
      return Future.all(all.stream().skip(1).map(client -> client.join(code)).toList())
          .map(code);
    }).compose(code -> all.size() == 4 ? Future.succeededFuture() : first.addBots());
  }

  private void play(Client client, Future<String> end) {
    playing.add(client);
    end.onFailure(over::tryFail)
        .onSuccess(match -> {
          if (playing.remove(client) && playing.isEmpty()) ended();
        });
  }

  private void ended() {
    hall.tally().count("matches");
    newsNanos = System.nanoTime();
    boolean again = !quick && whole && !hall.closing().getAsBoolean();
    if (again && ++matches < MATCHES && hall.chance().nextInt(AGAIN) == 0) {
      hall.tally().count("rematches");
      List.copyOf(present.keySet()).forEach(client -> play(client, client.rematch()));
    } else {
      leave();
    }
  }

  void leave() {
    playing.clear();
    Future.join(List.copyOf(present.keySet()).stream().map(this::leave).toList())
        .onComplete(all -> over.tryComplete());
  }

  private Future<Void> leave(Client client) {
    var person = present.remove(client);
    return client.leave().timeout(LEAVING_SECONDS, TimeUnit.SECONDS)
        .onSuccess(left -> hall.persons().back(person))
        .onFailure(late -> hall.tally().complain(person.name() + " could not leave room " + room
            + ": " + late.getMessage()))
        .eventually(client::close);
  }

  private void watched() {
    var person = hall.persons().take();
    var time = Duration.ofSeconds(1 + hall.chance().nextInt(LONGEST_LOOK_SECONDS));
    hall.tally().count("onlookers");
    var door = hall.doors().get(hall.chance().nextInt(hall.doors().size()));
    Onlooker.look(hall.vertx(), hall.onlookers(), door, person, room, time, hall.tally())
        .onComplete(gone -> hall.persons().back(person));
  }

  /** What may befall them, once a second. */
  void second() {
    var there = playing.stream().filter(seated::contains).toList();
    if (there.isEmpty()) return;
    var chance = hall.chance();
    var some = there.get(chance.nextInt(there.size()));
    if (chance.nextInt(CUT) == 0) {
      hall.tally().count("socketsCut");
      some.cut();
    } else if (chance.nextInt(LEFT) == 0) {
      hall.tally().count("leftEarly");
      without(some);
      leave(some);
    } else if (chance.nextInt(GONE) == 0) {
      hall.tally().count("walkedAway");
      without(some);
      hall.persons().away(present.remove(some));
      some.close();
    }
  }

  private void without(Client client) {
    whole = false;
    playing.remove(client);
    if (playing.isEmpty()) {
      hall.vertx().runOnContext(last -> ended());
    }
  }

  /** Since when nobody of them was told anything new. */
  Duration quiet() {
    return Duration.ofNanos(System.nanoTime() - newsNanos);
  }

  /** @return who they are, and where */
  String words() {
    return "The party of " + new ArrayList<>(present.values()).stream().map(Person::name).toList()
        + (quick ? ", seated by a quick match" : ", in room " + room);
  }

  /** They are not waited for any more. */
  void giveUp(String why) {
    over.tryFail(why);
    present.keySet().forEach(Client::close);
  }
}
