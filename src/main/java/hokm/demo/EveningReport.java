package hokm.demo;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What many matches came to.
 *
 * @param lost matches that did not end for all who played, or of which nothing was kept
 * @param lostMoves that were acknowledged, and stand in no story or log
 * @param doubled moves, and results, that had more than one effect
 * @param waits from the sending of each accepted move to its acceptance, in nanoseconds, sorted
 * @param reconnects sockets that had to be opened beyond the first of each client
 */
public record EveningReport(int matches, int lost, int lostMoves, int doubled, long[] waits,
    int reconnects, List<String> complaints) {

  public boolean held() {
    return matches > 0 && complaints.isEmpty();
  }

  public String text() {
    return String.format(Locale.ROOT, "%d matches, %d moves acknowledged, %d reconnects; a move"
        + " waited %d ms (half), %d ms (99 of 100), %d ms at most.%n%d matches lost, %d moves"
        + " lost, %d doubled; %s", matches, waits.length, reconnects, millis(0.5), millis(0.99),
        millis(1), lost, lostMoves, doubled, held() ? "nothing was out of order."
            : complaints.size() + " things did not hold.");
  }

  private long millis(double share) {
    if (waits.length == 0) return 0;
    int at = (int) Math.min(waits.length - 1, Math.floor(waits.length * share));
    return TimeUnit.NANOSECONDS.toMillis(waits[at]);
  }
}
