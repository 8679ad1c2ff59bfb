package hokm.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanTest {

  private static final int MANY = 20_000;

  @Test
  void theSameSeedChoosesTheSameFaultsAndAnotherDoesNot() {
    assertThat(faults(plan(7, true))).isEqualTo(faults(plan(7, true)))
        .isNotEqualTo(faults(plan(8, true)));
  }

  @Test
  void faultsComeAsOftenAsTheirWeightsSay() {
    var times = new EnumMap<Fault, Integer>(Fault.class);
    for (var chosen : faults(plan(1, false))) {
      assertThat(chosen).hasSize(1);
      times.merge(chosen.get(0), 1, Integer::sum);
    }
    double sum = EnumSet.allOf(Fault.class).stream().mapToInt(Fault::weight).sum();
    for (Fault fault : Fault.values()) {
      assertThat(times.get(fault) / (double) MANY).as(fault.key())
          .isBetween(fault.weight() / sum * 0.7, fault.weight() / sum * 1.3);
    }
  }

  @Test
  void twoAtOnceAreOfDifferentGroups() {
    var twos = faults(plan(3, true)).stream().filter(chosen -> chosen.size() == 2).toList();
    assertThat(twos).hasSizeGreaterThan(MANY / 50).allMatch(two ->
        !two.get(0).group().equals(two.get(1).group()))
        .noneMatch(two -> two.contains(Fault.REDIS_EMPTY))
        .noneMatch(two -> two.contains(Fault.DISK_FULL) && two.contains(Fault.REDIS_KILL));
  }

  @Test
  void whatTheMachineCannotDoIsNotChosen() {
    var plan = plan(4, true).among(Set.of(Fault.KILL, Fault.STOP));
    assertThat(faults(plan)).allMatch(chosen ->
        Set.of(Fault.KILL, Fault.STOP).containsAll(chosen));
  }

  private static Plan plan(long seed, boolean two) {
    return new Plan(seed, Duration.ofMinutes(1), 4, Duration.ofMillis(10),
        Plan.PATIENCE, EnumSet.allOf(Fault.class), two);
  }

  private static List<List<Fault>> faults(Plan plan) {
    var chance = plan.chance(0);
    var all = new ArrayList<List<Fault>>();
    for (int i = 0; i < MANY; i++) all.add(plan.next(chance));
    return all;
  }
}
