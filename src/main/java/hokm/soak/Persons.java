package hokm.soak;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * People who come again and again, each known by a device, so that what a cluster must remember of
 * them is bounded. One event loop's.
 */
final class Persons {

  /** @param leave whether a seat may be left from before, which is given up first */
  record Person(String name, String device, boolean leave) {}

  private static final int DEVICE_BYTES = 32;
  /** Whoever walked away comes again when that match is long over. */
  private static final Duration AWAY = Duration.ofMinutes(2);

  private final Vertx vertx;
  private final Random chance;
  private final Deque<Person> free = new ArrayDeque<>();
  private int known;

  Persons(Vertx vertx, Random chance) {
    this.vertx = vertx;
    this.chance = chance;
  }

  /** Whoever has been away longest, or somebody new where all are busy. */
  Person take() {
    var person = free.poll();
    return person != null ? person : stranger();
  }

  private Person stranger() {
    var secret = new byte[DEVICE_BYTES];
    chance.nextBytes(secret);
    return new Person("Person " + ++known,
        Base64.getUrlEncoder().withoutPadding().encodeToString(secret), false);
  }

  void back(Person person) {
    free.add(new Person(person.name(), person.device(), false));
  }

  /** Has walked away without a word. */
  void away(Person person) {
    vertx.timer(AWAY.toMillis(), TimeUnit.MILLISECONDS).onSuccess(over ->
        free.add(new Person(person.name(), person.device(), true)));
  }

  int known() {
    return known;
  }
}
