package hokm.gateway;

import hokm.room.Sessions.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Gives a store that was away the guests of this gateway again, for it may have forgotten them:
 * those whose sockets are open, and the last of those whose sockets have closed, who may be on
 * their way back.
 */
final class Remembered {

  /** At once would hold up the news of tables. */
  private static final int SLICE = 200;
  private static final Duration BETWEEN = Duration.ofMillis(10);

  private final Desk desk;
  private int turn;

  Remembered(Desk desk) {
    this.desk = desk;
  }

  void start() {
    desk.sessions().onAvailability(there -> {
      turn++;
      if (there) putBack();
    });
  }

  private void putBack() {
    var all = new ArrayList<Runnable>();
    desk.registry().all().forEach(socket -> all.add(socket::putBack));
    desk.registry().gone().forEach((token, session) ->
        all.add(() -> desk.sessions().putBack(token, session)));
    all.addAll(cancellations());
    putBack(turn, all);
  }

  /** It may have the tickets again of those who have been taken to their tables since. */
  private List<Runnable> cancellations() {
    var sitting = Stream.concat(desk.registry().all().stream()
            .flatMap(socket -> socket.session().stream()), desk.registry().gone().values().stream())
        .filter(session -> session.room().isPresent()).map(Session::player).distinct().toList();
    var slices = new ArrayList<Runnable>();
    for (int from = 0; from < sitting.size(); from += SLICE) {
      var some = sitting.subList(from, Math.min(from + SLICE, sitting.size()));
      slices.add(() -> desk.tickets().cancel(some));
    }
    return slices;
  }

  private void putBack(int mine, List<Runnable> left) {
    if (mine != turn || left.isEmpty()) return;
    int now = Math.min(SLICE, left.size());
    left.subList(0, now).forEach(Runnable::run);
    desk.edge().timers().after(BETWEEN, () -> putBack(mine, left.subList(now, left.size())));
  }
}
