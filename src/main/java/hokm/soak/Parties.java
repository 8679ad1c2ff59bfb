package hokm.soak;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps a number of parties in play: where one has gone, the next comes. */
final class Parties {

  private static final Duration STUCK = Duration.ofSeconds(60);
  private static final int FIRST_MILLIS = 100;

  private final Vertx vertx;
  private final Party.Hall hall;
  private final Persons persons;
  private final Set<Party> now = ConcurrentHashMap.newKeySet();
  private volatile boolean closing;

  Parties(Vertx vertx, List<SocketAddress> doors, Duration think, Random chance, Tally tally) {
    this.vertx = vertx;
    this.persons = new Persons(vertx, chance);
    this.hall = new Party.Hall(vertx, doors,
        vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(1000)),
        persons, think, chance, tally, () -> closing);
  }

  /** They come one after the other. */
  void open(int parties) {
    for (int i = 0; i < parties; i++) vertx.setTimer(1 + i * FIRST_MILLIS, turn -> begin());
    vertx.setPeriodic(1000, second -> {
      for (Party party : now) {
        party.second();
        if (party.quiet().compareTo(STUCK) > 0) stuck(party);
      }
    });
  }

  private void begin() {
    if (closing) return;
    var party = new Party(hall);
    now.add(party);
    party.play().onFailure(why -> {
      hall.tally().complain(party.words() + ", could not play on. " + why.getMessage());
      party.giveUp("Given up.");
    }).onComplete(over -> {
      now.remove(party);
      begin();
    });
  }

  private void stuck(Party party) {
    hall.tally().count("stuck");
    party.giveUp("Nobody was told anything for " + STUCK.toSeconds() + " s.");
  }

  /** No more of them; those in play go on to their end. */
  void close() {
    closing = true;
  }

  /** Everyone who still plays goes. On their event loop. */
  void leave() {
    now.forEach(Party::leave);
  }

  int count() {
    return now.size();
  }

  /** People who have come at least once. */
  int known() {
    return persons.known();
  }
}
