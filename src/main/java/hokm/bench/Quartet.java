package hokm.bench;

import io.vertx.core.json.JsonObject;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Four sockets that play matches against each other, one after the other, by the real protocol.
 * One move at a time, made when it is told to; it is over when all four have its event.
 */
final class Quartet {

  private static final int ALL = 0b1111;
  private static final int ID = "{\"type\":\"accepted\",\"id\":\"".length();
  private static final char MOVE = 'm';
  private static final char OTHER = 'c';

  private enum Stage { GREETING, DOOR, SEATING, PLAYING, LEAVING, BROKEN }

  private final int target;
  private final Consumer<Quartet> ready;
  private final Supplier<Tally> tally;
  private final Chair[] chairs = new Chair[4];
  private final EventScan scan = new EventScan();
  private Stage stage = Stage.GREETING;
  private String room = "";
  private int done;
  private long ids;

  /** What comes next: a salt, a trump or a card, of the seat that may. NONE while unknown. */
  private static final char NONE = 0;
  private char next = NONE;
  private long nextFrom = -1;
  private int nextSeat;
  private String nextCard = "";

  private boolean queued;
  private char moving = NONE;
  private int mover;
  private int heard;
  private long due;
  private long readySince;

  /**
   * @param target points that win a match
   * @param ready is told when the next move may be made
   */
  Quartet(SocketLoop loop, InetSocketAddress node, int target, Supplier<Tally> tally,
      Consumer<Quartet> ready) {
    this.target = target;
    this.ready = ready;
    this.tally = tally;
    for (int i = 0; i < 4; i++) chairs[i] = new Chair(i, loop, node);
  }

  /** Each socket's greeting, once it is upgraded. */
  boolean greet() {
    for (Chair chair : chairs) {
      if (!chair.socket.upgraded()) return false;
    }
    for (Chair chair : chairs) {
      chair.socket.send("{\"type\":\"sign_in\",\"version\":1,\"name\":\"Seat " + chair.seat
          + "\"}");
    }
    return true;
  }

  boolean signedIn() {
    return stage == Stage.DOOR || broken();
  }

  boolean seated() {
    return stage == Stage.PLAYING || broken();
  }

  /** All take seats in a new room. */
  void sit() {
    stage = Stage.SEATING;
    chairs[0].socket.send(command("create_room", OTHER) + ",\"target\":" + target + "}");
  }

  boolean broken() {
    return stage == Stage.BROKEN;
  }

  long readySince() {
    return readySince;
  }

  /** Makes the next move. @param scheduled when it should have been sent, by nanoTime */
  void move(long scheduled) {
    due = scheduled;
    queued = false;
    moving = next;
    mover = nextSeat;
    heard = 0;
    next = NONE;
    chairs[mover].socket.send(switch (moving) {
      case EventScan.SALT -> command("salt", MOVE) + ",\"salt\":\"0f\"}";
      case EventScan.TRUMP -> command("name_trump", MOVE) + ",\"suit\":\"hearts\"}";
      default -> command("play_card", MOVE) + ",\"card\":\"" + nextCard + "\"}";
    });
  }

  /** @param kind by which its acceptance is known, without looking for its id */
  private String command(String type, char kind) {
    return "{\"type\":\"" + type + "\",\"id\":\"" + kind + ++ids + "\"";
  }

  private void all(int bit, Runnable then) {
    done |= bit;
    if (done != ALL) return;
    done = 0;
    then.run();
  }

  private void greeted() {
    stage = Stage.DOOR;
  }

  private void left() {
    nextFrom = -1;
    next = NONE;
    moving = NONE;
    for (Chair chair : chairs) chair.lastSeen = -1;
    sit();
  }

  private void opened(String code) {
    room = code;
    for (int i = 1; i < 4; i++) {
      chairs[i].socket.send(command("join_room", OTHER) + ",\"room\":\"" + room + "\",\"seat\":" + i
          + "}");
    }
  }

  private void seatedAll() {
    stage = Stage.PLAYING;
    mayMove();
  }

  private void mayMove() {
    if (stage != Stage.PLAYING || next == NONE || moving != NONE || queued) return;
    queued = true;
    readySince = System.nanoTime();
    ready.accept(this);
  }

  private void leave() {
    stage = Stage.LEAVING;
    tally.get().matchesEnded++;
    for (Chair chair : chairs) chair.socket.send(command("leave", OTHER) + "}");
  }

  private void breakOff(String why) {
    if (stage == Stage.BROKEN) return;
    stage = Stage.BROKEN;
    tally.get().error(why);
  }

  /** A later word on what comes next outweighs an earlier one, whichever seat hears it first. */
  private void next(char kind, int seat, String card, long from) {
    if (from < nextFrom) return;
    nextFrom = from;
    next = kind;
    nextSeat = seat;
    nextCard = card;
  }

  /** One of the four, and what it is told. */
  private final class Chair implements LeanSocket.Reader, EventScan.Told {

    private final int seat;
    private final LeanSocket socket;
    private long lastSeen = -1;
    private boolean over;

    Chair(int seat, SocketLoop loop, InetSocketAddress node) {
      this.seat = seat;
      this.socket = loop.open(node, this);
    }

    private int bit() {
      return 1 << seat;
    }

    @Override
    public void frame(byte[] b, int from, int to) {
      if (EventScan.is(b, from, 'e', 'v')) {
        if (stage != Stage.LEAVING) events(b, from, to);
      } else if (EventScan.is(b, from, 'a', 'c') && b[from + ID] == MOVE) {
        tally.get().accepted++;
      } else {
        rare(new JsonObject(new String(b, from, to - from, StandardCharsets.UTF_8)));
      }
    }

    private void events(byte[] b, int from, int to) {
      scan.read(b, from, to, seat, this);
      if (lastSeen >= 0 && scan.first() != lastSeen + 1) tally.get().gaps++;
      lastSeen = scan.last();
      if (moving != NONE && heard == ALL) {
        tally.get().heard(System.nanoTime() - due);
        moving = NONE;
        if (over) leave();
        else mayMove();
      } else if (stage == Stage.PLAYING) {
        mayMove();
      }
      over = false;
    }

    @Override
    public void moved(char kind, int by) {
      if (kind == moving && by == mover) heard |= bit();
      if (kind == EventScan.SALT && by < 3) {
        next(EventScan.SALT, by + 1, "", scan.last());
      }
    }

    @Override
    public void dealPrepared() {
      next(EventScan.SALT, 0, "", scan.last());
    }

    @Override
    public void matchEnded() {
      over = true;
    }

    @Override
    public void mayName() {
      next(EventScan.TRUMP, seat, "", scan.last());
    }

    @Override
    public void mayPlay(String card) {
      next(EventScan.CARD, seat, card, scan.last());
    }

    private void rare(JsonObject frame) {
      switch (frame.getString("type")) {
        case "welcome" -> all(bit(), Quartet.this::greeted);
        case "accepted" -> {
          if (stage == Stage.LEAVING) all(bit(), Quartet.this::left);
          else if (seat == 0) opened(frame.getString("room"));
        }
        case "view" -> view(frame);
        case "error" -> breakOff(frame.getString("code"));
        default -> { }
      }
    }

    private void view(JsonObject frame) {
      lastSeen = frame.getLong("n");
      var state = frame.getJsonObject("state");
      if (state != null && state.getString("phase").equals("preparing")) {
        next(EventScan.SALT, 0, "", lastSeen);
      }
      if (stage == Stage.SEATING) all(bit(), Quartet.this::seatedAll);
    }

    @Override
    public void closed(String why) {
      breakOff("closed: " + why);
    }
  }
}
