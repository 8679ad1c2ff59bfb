package hokm.gateway;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Those who are worth remembering, by name, so many at most. Whoever comes when there is no place
 * shares one allowance with all others who do.
 */
final class Visitors {

  private static final long BETWEEN_MILLIS = 1000;

  private final int most;
  private final Shares shares;
  private final Map<String, Visitor> known = new ConcurrentHashMap<>();
  private final Visitor others;
  private volatile long tidied;

  Visitors(int most, Shares shares) {
    this.most = most;
    this.shares = shares;
    this.others = new Visitor(shares, 0);
  }

  Visitor of(String name, long now) {
    var visitor = known.get(name);
    if (visitor != null) return visitor;
    if (known.size() >= most) tidy(now);
    return known.size() < most ? known.computeIfAbsent(name, n -> new Visitor(shares, now))
        : others;
  }

  /** Looking at all for each who comes would be what an attacker hopes for. */
  private void tidy(long now) {
    if (now - tidied < BETWEEN_MILLIS) return;
    tidied = now;
    known.values().removeIf(visitor -> visitor.idle(now));
  }

  int size() {
    return known.size();
  }
}
