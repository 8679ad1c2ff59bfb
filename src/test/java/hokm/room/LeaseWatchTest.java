package hokm.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** When a host that is present counts as one that hangs. */
class LeaseWatchTest {

  private final ManualTimers timers = new ManualTimers();
  private final Set<String> present = new HashSet<>(Set.of("a-1", "b-1", "c-1"));
  private final Set<String> leased = new HashSet<>(Set.of("a-1", "b-1", "c-1"));
  private final List<String> hung = new ArrayList<>();
  private final LeaseWatch watch = new LeaseWatch("a-1", new Leases(), new Present(),
      new Edge(new PlainBus(), timers, new Chance(new Random(1))), hung::add);
  private boolean away;

  LeaseWatchTest() {
    watch.start();
    timers.pass(Duration.ofSeconds(5));
  }

  private final class Leases implements NodeLeases {
    @Override
    public Future<Boolean> alive(String node) {
      return away ? Future.failedFuture(new StoreUnavailable("The store is away.", null))
          : Future.succeededFuture(leased.contains(node));
    }

    @Override
    public Future<Void> renew(String node) {
      throw new UnsupportedOperationException("The watch renews nothing.");
    }

    @Override
    public Future<Void> drop(String node) {
      throw new UnsupportedOperationException("The watch drops nothing.");
    }

    @Override
    public Future<List<String>> owners() {
      throw new UnsupportedOperationException("The watch looks at those who are present.");
    }

    @Override
    public Future<Void> forget(String node) {
      throw new UnsupportedOperationException("The watch forgets nobody.");
    }
  }

  private final class Present implements Membership {
    @Override
    public Set<String> hosts() {
      return Set.copyOf(present);
    }

    @Override
    public Set<String> nodes() {
      return hosts();
    }

    @Override
    public void onGone(Gone listener) {
      throw new UnsupportedOperationException("The watch looks at who is present.");
    }

    @Override
    public void onJoined(Consumer<String> listener) {
      throw new UnsupportedOperationException("The watch looks at who is present.");
    }
  }

  @Test
  void aHostThatIsPresentAndHasHadNoLeaseForASecondHangs() {
    leased.remove("b-1");
    timers.pass(Duration.ofMillis(999));
    assertThat(hung).isEmpty();
    timers.pass(Duration.ofMillis(1000));
    assertThat(hung).isNotEmpty().containsOnly("b-1");
  }

  @Test
  void aHostThatMissesALookOrTwoDoesNot() {
    for (int i = 0; i < 20; i++) {
      leased.remove("b-1");
      timers.pass(Duration.ofMillis(1000));
      leased.add("b-1");
      timers.pass(Duration.ofMillis(500));
    }
    assertThat(hung).isEmpty();
  }

  @Test
  void afterTheStoreWasAwayNobodyCountsAsHungBeforeHeCouldRenew() {
    away = true;
    leased.clear();
    timers.pass(Duration.ofSeconds(10));
    away = false;
    timers.pass(Duration.ofMillis(2400));
    leased.addAll(present);
    timers.pass(Duration.ofSeconds(5));
    assertThat(hung).isEmpty();
  }

  @Test
  void afterTheStoreTookNoLeaseNobodyCountsAsHungBeforeHeCouldRenew() {
    leased.clear();
    for (int i = 0; i < 20; i++) {
      watch.unsteady();
      timers.pass(Duration.ofMillis(500));
    }
    timers.pass(Duration.ofMillis(2400));
    leased.addAll(present);
    timers.pass(Duration.ofSeconds(5));
    assertThat(hung).isEmpty();
  }

  @Test
  void aHostThatIsStillStartingDoesNotHangAndOneThatIsGoneIsNoMatterOfThis() {
    present.add("d-1");
    present.remove("c-1");
    leased.remove("c-1");
    timers.pass(Duration.ofSeconds(10));
    assertThat(hung).isEmpty();
  }
}
