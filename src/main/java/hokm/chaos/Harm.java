package hokm.chaos;

import hokm.local.NodeProcess;
import hokm.room.RoomStore.Claimed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/** One way to hurt the cluster. */
interface Harm {

  /**
   * Where it strikes.
   *
   * @param room the room that was aimed at
   * @param owner the node that has it, where the store says so
   * @param claimed hears of rooms that are claimed as a part of the fault
   */
  record Spot(String room, Optional<String> owner, Random chance,
      Consumer<List<Claimed>> claimed) {

    /** The place of the room's owner, if the store knew it; of any otherwise. */
    int node(List<NodeProcess> among) {
      for (int i = 0; i < among.size(); i++) {
        if (owner.equals(Optional.of(among.get(i).id()))) return i;
      }
      return chance.nextInt(among.size());
    }
  }

  /**
   * @param whom what was hurt
   * @param lasts until it is to be undone; zero where it is not
   * @param undo whatever heals it, beside the supervisor
   */
  record Struck(String whom, Duration lasts, Runnable undo) {
    static Struck once(String whom) {
      return new Struck(whom, Duration.ZERO, () -> { });
    }
  }

  /** Blocks for a moment at most. */
  Struck strike(Spot at);

  /** Several ways to hurt one part. */
  interface Kit {
    Map<Fault, Harm> harms();

    /** Whether this part is as it was before. */
    default boolean whole() {
      return true;
    }

    /** What this machine does not allow, and what stands in for what. */
    default List<String> notes() {
      return List.of();
    }

    /** What was counted meanwhile. */
    default Map<String, Long> figures() {
      return Map.of();
    }
  }

  /** Some time between the two. */
  static Duration between(Random chance, int leastMillis, int mostMillis) {
    return Duration.ofMillis(leastMillis + chance.nextInt(mostMillis - leastMillis + 1));
  }
}
