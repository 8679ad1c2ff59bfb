package hokm.chaos;

import java.util.ArrayList;
import java.util.List;

/** Every acknowledged move of the whole campaign, as the clients' clock saw it. */
final class Pulse {

  /** By {@link System#nanoTime()}. */
  record Move(long sentNanos, long answeredNanos) {
    long waitedNanos() {
      return answeredNanos - sentNanos;
    }
  }

  private final List<Move> moves = new ArrayList<>();

  synchronized void accepted(long sentNanos, long answeredNanos) {
    moves.add(new Move(sentNanos, answeredNanos));
  }

  synchronized List<Move> moves() {
    return List.copyOf(moves);
  }
}
