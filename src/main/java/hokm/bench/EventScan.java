package hokm.bench;

import java.nio.charset.StandardCharsets;

/**
 * Reads of an events frame what the generator must know, in one pass and without a tree: its
 * objects are told apart by their first field, and strings hold no braces.
 */
final class EventScan {

  /** What a frame tells, as far as it matters here. Cards are two letters. */
  interface Told {
    /** @param seat of the salt, the trump or the card */
    void moved(char kind, int seat);

    void dealPrepared();

    void matchEnded();

    void mayName();

    void mayPlay(String card);
  }

  static final char SALT = 's';
  static final char TRUMP = 't';
  static final char CARD = 'c';

  private static final byte[] LEGAL = "\"legal\":[\"".getBytes(StandardCharsets.US_ASCII);
  private static final int TYPE = "{\"type\":\"".length();
  private static final int N = "{\"n\":".length();
  private static final int EVENT = ",\"event\":\"".length();
  private static final int SEAT = "\",\"seat\":".length();
  private static final int TURN_SEAT = "{\"seat\":".length();
  private static final int TURN_ACT = "{\"seat\":0,\"act\":\"".length();

  private long first;
  private long last;

  /** The first letters of the frame's type tell it: ev of events, ac of accepted, and so on. */
  static boolean is(byte[] b, int from, char one, char two) {
    return b[from + TYPE] == one && b[from + TYPE + 1] == two;
  }

  /** Number of the frame's first event. */
  long first() {
    return first;
  }

  long last() {
    return last;
  }

  /** @param viewer whose frame it is: a turn is told when it is his */
  void read(byte[] b, int from, int to, int viewer, Told told) {
    first = -1;
    for (int at = from + 1; at < to; at++) {
      if (b[at] != '{') continue;
      if (b[at + 2] == 'n') at = event(b, at, told);
      else if (b[at + TURN_SEAT] - '0' == viewer) turn(b, at, to, told);
    }
  }

  private int event(byte[] b, int from, Told told) {
    int at = from + N;
    long n = 0;
    while (b[at] != ',') n = n * 10 + b[at++] - '0';
    if (first < 0) first = n;
    last = n;
    int name = at + EVENT;
    switch (b[name]) {
      case 'c' -> {
        if (b[name + 4] == '_') told.moved(CARD, seat(b, name + "card_played".length()));
      }
      case 't' -> {
        if (b[name + 2] == 'u') told.moved(TRUMP, seat(b, name + "trump_named".length()));
      }
      case 's' -> {
        if (b[name + 1] == 'a') told.moved(SALT, seat(b, name + "salt_contributed".length()));
      }
      case 'd' -> {
        if (b[name + 5] == 'p') told.dealPrepared();
      }
      case 'm' -> {
        if (b[name + 6] == 'e') told.matchEnded();
      }
      default -> { }
    }
    return name;
  }

  private static int seat(byte[] b, int nameEnd) {
    return b[nameEnd + SEAT] - '0';
  }

  private static void turn(byte[] b, int from, int to, Told told) {
    if (b[from + TURN_ACT] == 'n') {
      told.mayName();
      return;
    }
    for (int at = from + TURN_ACT; at + LEGAL.length + 2 < to; at++) {
      int same = 0;
      while (same < LEGAL.length && b[at + same] == LEGAL[same]) same++;
      if (same < LEGAL.length) continue;
      told.mayPlay(new String(b, at + same, 2, StandardCharsets.ISO_8859_1));
      return;
    }
  }
}
