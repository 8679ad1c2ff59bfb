package hokm.fuzz;

import hokm.bench.LeanSocket;
import hokm.fuzz.Kind.Ends;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A person whose client is broken or malicious. It signs in and takes a seat as others do, sends
 * some frames, then asks whether the server still lives, and so on; what its socket dies of, it
 * comes back from. One thread's.
 */
final class Attacker {

  /** What all attackers share. @param seats a room that has one for them, or null */
  record Gang(Inventor inventor, Supplier<String> seats, Overheard overheard, Findings findings,
      Doors doors) {}

  /** Opens a socket of an attacker of this number. */
  interface Doors {
    LeanSocket open(int attacker, LeanSocket.Reader reader);
  }

  private enum Wait { UPGRADE, HELLO, NOTHING, PONG, END, OVER }

  private static final int BURST = 8;
  private static final int SHY = 20;
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(25);
  private static final long AGAIN = TimeUnit.MILLISECONDS.toNanos(1100);
  private static final String PING = "{\"type\":\"ping\"}";

  private final Gang gang;
  private final int number;
  private final Situation at = new Situation();
  /** Sockets on which nothing more is sent. */
  private final List<Hold> left = new ArrayList<>();
  private Hold hold;
  private long openAt;

  Attacker(Gang gang, int number) {
    this.gang = gang;
    this.number = number;
  }

  /** @return how many frames it has sent now */
  int turn(long now) {
    linger(now);
    if (hold == null) {
      if (now >= openAt) open(now);
      return 0;
    }
    return hold.turn(now);
  }

  /** Those on which nothing is sent have their time yet. */
  void close() {
    if (hold != null) hold.quit();
    hold = null;
    at.nowhere();
    at.token("");
  }

  private void open(long now) {
    try {
      hold = new Hold(now);
    } catch (UncheckedIOException refused) {
      gang.findings().wrong("Attacker " + number + ": " + refused.getMessage());
      openAt = now + AGAIN;
    }
  }

  /** Looks at those sockets on which nothing more is sent. */
  void linger(long now) {
    if (!left.isEmpty()) List.copyOf(left).forEach(each -> each.turn(now));
  }

  /** Sockets that the server has still to close. */
  int left() {
    return left.size();
  }

  /** One socket of it. */
  private final class Hold implements LeanSocket.Reader {

    private final LeanSocket socket;
    private Wait wait = Wait.UPGRADE;
    private long since;
    private long pingAt = Long.MAX_VALUE;
    private Kind last = Kind.VALID;
    private boolean leave;
    private boolean quit;

    Hold(long now) {
      since = now;
      socket = gang.doors().open(number, this);
    }

    void quit() {
      quit = true;
      socket.close();
    }

    int turn(long now) {
      if (wait == Wait.UPGRADE && socket.upgraded()) hello(now);
      if (wait == Wait.NOTHING) return burst(now);
      if (wait == Wait.PONG && now >= pingAt) ping();
      if (wait != Wait.OVER && now - since > PATIENCE) unanswered();
      return 0;
    }

    private void hello(long now) {
      if (gang.inventor().chance(SHY)) {
        wait = Wait.NOTHING;
        return;
      }
      say(gang.inventor().sentences().hello(at).encode());
      await(Wait.HELLO, now);
    }

    private void await(Wait what, long now) {
      wait = what;
      since = now;
    }

    private void say(String text) {
      socket.raw(gang.inventor().packed(text));
    }

    private void ping() {
      pingAt = Long.MAX_VALUE;
      say(PING);
    }

    private int burst(long now) {
      if (leave) say(gang.inventor().sentences().leave().encode());
      else if (at.room().isEmpty() && !at.token().isEmpty()) enter();
      leave = false;
      int frames = 0;
      do {
        last = gang.inventor().kind();
        gang.findings().sent(last);
        socket.raw(gang.inventor().next(last, at).bytes());
        frames++;
      } while (last.ends == Ends.NO && !gang.inventor().chance(BURST));
      await(last.ends == Ends.NO || last.ends == Ends.MAYBE ? Wait.PONG : Wait.END, now);
      if (wait == Wait.PONG) ping();
      // The server may wait for the rest of it for as long as it does for anything.
      if (last.ends == Ends.LATER) {
        hold = null;
        left.add(this);
        // Whoever answers lives, and a message that it has begun may then take its time.
        socket.mute();
      }
      return frames;
    }

    private void enter() {
      var room = gang.seats().get();
      if (room != null) say(gang.inventor().sentences().join(room).encode());
    }

    private void unanswered() {
      gang.findings().wrong("Attacker " + number + " waited for " + wait + " in vain, after "
          + last + ".");
      quit();
    }

    @Override
    public void frame(byte[] bytes, int from, int to) {
      var text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
      var frame = new JsonObject(text);
      switch (frame.getString("type")) {
        case "pong" -> {
          if (wait == Wait.PONG) wait = Wait.NOTHING;
        }
        case "ping" -> {
          if (hold == this) say("{\"type\":\"pong\"}");
        }
        case "error" -> error(frame);
        case "welcome", "resumed" -> {
          at.is(frame.getString("player"));
          at.token(frame.getString("token", at.token()));
          if (frame.containsKey("room")) at.sits(frame.getString("room"));
          else at.nowhere();
          greeted();
        }
        case "accepted" -> accepted(frame);
        case "matched" -> at.sits(frame.getString("room"));
        case "room_closed" -> at.nowhere();
        case "view" -> at.view(frame);
        case "events" -> at.events(frame);
        case "turn" -> at.turn(frame);
        default -> { }
      }
      overhear(frame, text);
    }

    private void overhear(JsonObject frame, String text) {
      var room = frame.getString("room");
      boolean told = room != null && room.equals(at.room()) && !frame.containsKey("id");
      if (!told || at.seat() == Situation.UNKNOWN) return;
      gang.overheard().heard(room, "Attacker " + number, at.seat(), text);
    }

    private void greeted() {
      if (wait == Wait.HELLO) wait = Wait.NOTHING;
    }

    private void accepted(JsonObject frame) {
      gang.findings().outcome("accepted");
      if (Sentences.left(frame.getString("id"))) at.nowhere();
      else Optional.ofNullable(frame.getString("room")).ifPresent(at::sits);
    }

    private void error(JsonObject frame) {
      var code = frame.getString("code");
      gang.findings().outcome("refused: " + code);
      switch (code) {
        case "bad_token", "displaced" -> {
          at.token("");
          at.nowhere();
        }
        case "already_in_room" -> leave = at.room().isEmpty();
        case "too_fast" -> pingAt = System.nanoTime() + AGAIN;
        default -> { }
      }
      greeted();
    }

    @Override
    public void closed(String why) {
      if (!quit) ended(why);
      wait = Wait.OVER;
      left.remove(this);
      if (hold != this) return;
      hold = null;
      openAt = System.nanoTime() + (why.startsWith("it answers") ? AGAIN : 0);
    }

    private void ended(String why) {
      Ending.of(why, last.ends, wait == Wait.END).judge(gang.findings(),
          "Attacker " + number + " sent " + last + " and ");
    }
  }
}
