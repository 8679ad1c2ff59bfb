package hokm.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * What is done, and when, as it follows from the seed.
 *
 * @param seed decides faults, moments, players and their pace
 * @param rooms in play at any time
 * @param think the longest that a player thinks; the least is half of it
 * @param patience how long records may take to arrive, tables to move again, and half of what the
 *     matches in play have to end in after the last fault
 * @param faults which may be chosen
 * @param two whether now and then two come at once
 */
public record Plan(long seed, Duration time, int rooms, Duration think, Duration patience,
    Set<Fault> faults, boolean two) {

  public static final Duration PATIENCE = Duration.ofSeconds(90);

  public Plan {
    faults = Set.copyOf(faults);
  }

  /** With those faults only that can be done. */
  Plan among(Set<Fault> possible) {
    var both = EnumSet.copyOf(faults);
    both.retainAll(possible);
    return new Plan(seed, time, rooms, think, patience, both, two);
  }

  /** Seeds that follow each other would otherwise draw the same first numbers. */
  Random chance(int stream) {
    return new Random((seed * 31 + stream) * 0x9E3779B97F4A7C15L);
  }

  /** One fault, or two of different groups. */
  List<Fault> next(Random chance) {
    var among = EnumSet.copyOf(faults);
    var chosen = new ArrayList<Fault>();
    chosen.add(one(among, chance));
    int sum = faults.stream().mapToInt(Fault::weight).sum() + Fault.TWO_AT_ONCE;
    if (two && chance.nextInt(sum) < Fault.TWO_AT_ONCE) {
      among.removeIf(fault -> !fault.goesWith(chosen.get(0)));
      if (!among.isEmpty()) chosen.add(one(among, chance));
    }
    return chosen;
  }

  private static Fault one(Set<Fault> among, Random chance) {
    int left = chance.nextInt(among.stream().mapToInt(Fault::weight).sum());
    for (Fault fault : among) {
      left -= fault.weight();
      if (left < 0) return fault;
    }
    throw new IllegalStateException("No fault is left.");
  }
}
