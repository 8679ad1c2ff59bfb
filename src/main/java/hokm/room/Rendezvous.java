package hokm.room;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Highest random weight: every node that knows the same hosts names the same one for a room, and
 * a host that goes moves only its own rooms.
 */
final class Rendezvous {

  private Rendezvous() {}

  /** Absent when there is no host. */
  static Optional<String> pick(String room, Collection<String> hosts) {
    return hosts.stream().max(Comparator.<String>comparingLong(host -> weight(room, host))
        .thenComparing(Comparator.naturalOrder()));
  }

  /** FNV-1a, then the finalizer of SplitMix64, since neighbouring names must not look alike. */
  private static long weight(String room, String host) {
    long hash = 0xcbf29ce484222325L;
    for (char c : (room + "@" + host).toCharArray()) hash = (hash ^ c) * 0x100000001b3L;
    hash = (hash ^ hash >>> 30) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ hash >>> 27) * 0x94d049bb133111ebL;
    return hash ^ hash >>> 31;
  }
}
