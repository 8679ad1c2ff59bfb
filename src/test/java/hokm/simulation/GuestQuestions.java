package hokm.simulation;

import hokm.room.Sessions;
import hokm.room.Sessions.Session;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.Random;

/** Random questions about guests with a device. Of an arrival only that it rises is compared. */
final class GuestQuestions {

  private final Random random;
  private final Sessions sessions;
  private final RedisModel model;
  private final long now;
  private final String device;

  GuestQuestions(Random random, String prefix, Sessions sessions, RedisModel model, long now) {
    this.random = random;
    this.sessions = sessions;
    this.model = model;
    this.now = now;
    this.device = prefix + "device" + random.nextInt(2);
  }

  RedisQuestions.Question next() {
    var had = Optional.ofNullable(model.sessions.get(device));
    return switch (random.nextInt(4)) {
      case 0 -> find(had);
      case 1 -> had.isPresent() ? sit() : find(had);
      case 2 -> putBack();
      default -> signIn();
    };
  }

  private RedisQuestions.Question signIn() {
    var name = "Name " + random.nextInt(3);
    return ask("sign in as " + name, sessions.signIn(device, name).map(this::words),
        words(model.signIn(device, "", name, true, now).orElseThrow()));
  }

  private RedisQuestions.Question find(Optional<RedisModel.Guest> had) {
    model.sessions.computeIfPresent(device, (t, guest) -> guest.arrives(now));
    return ask("find", sessions.find(device).map(found -> found.map(this::words).orElse("nobody")),
        had.map(this::words).orElse("nobody"));
  }

  private RedisQuestions.Question sit() {
    var room = random.nextBoolean() ? "ROOM" + random.nextInt(3) : "";
    model.sessions.computeIfPresent(device, (t, guest) -> guest.sits(room));
    return ask("sit in " + room, sessions.sit(device, Optional.of(room)).map("done"), "done");
  }

  /** By a socket that is newer than all that have come, or older. */
  private RedisQuestions.Question putBack() {
    long arrival = random.nextBoolean() ? 1L << 45 : 1;
    var room = "BACK" + random.nextInt(3);
    model.putBack(device, new RedisModel.Guest("", "Back", room, arrival));
    return ask("put back of arrival " + arrival, sessions.putBack(device,
        new Session("", "Back", Optional.of(room), arrival)).map("done"), "done");
  }

  private RedisQuestions.Question ask(String what, Future<String> real, String right) {
    return new RedisQuestions.Question(device + ": " + what, real,
        Future.succeededFuture(right));
  }

  private String words(RedisModel.Guest guest) {
    return guest.name() + " in " + guest.room();
  }

  private String words(Session session) {
    return session.name() + " in " + session.room().orElse("");
  }
}
