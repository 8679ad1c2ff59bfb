package hokm.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisitorsTest {

  private static final Shares SHARES = new Shares(2, 1, 10, 60, 5);

  @Test
  void whoHasAllItsPlacesGetsOneWhenItGivesOneBack() {
    var visitor = new Visitor(SHARES, 0);
    assertThat(visitor.connect(0)).isEqualTo(Visitor.Place.TAKEN);
    assertThat(visitor.connect(0)).isEqualTo(Visitor.Place.TAKEN);
    assertThat(visitor.connect(9000)).isEqualTo(Visitor.Place.FULL);
    visitor.gone();
    assertThat(visitor.connect(9000)).isEqualTo(Visitor.Place.TAKEN);
  }

  @Test
  void whoComesAndGoesTooFastWaits() {
    var visitor = new Visitor(SHARES, 0);
    for (int i = 0; i < 2; i++) {
      assertThat(visitor.connect(0)).isEqualTo(Visitor.Place.TAKEN);
      visitor.gone();
    }
    assertThat(visitor.connect(999)).isEqualTo(Visitor.Place.TOO_FAST);
    assertThat(visitor.connect(1000)).isEqualTo(Visitor.Place.TAKEN);
  }

  @Test
  void connectionsThatAreNoSocketYetAreCountedToo() {
    var visitor = new Visitor(SHARES, 0);
    for (int i = 0; i < 4; i++) assertThat(visitor.arrive()).isTrue();
    assertThat(visitor.arrive()).isFalse();
    visitor.hungUp();
    assertThat(visitor.arrive()).isTrue();
  }

  @Test
  void aRateIsWhatItSaysOverTime() {
    var visitor = new Visitor(SHARES, 0);
    int read = 0;
    for (int now = 0; now < 10_000; now++) {
      if (visitor.message(now)) read++;
    }
    assertThat(read).isEqualTo(20 + 99);
  }

  @Test
  void withoutLimitsAllIsTaken() {
    var visitor = new Visitor(Shares.UNLIMITED, 0);
    for (int i = 0; i < 100_000; i++) {
      assertThat(visitor.connect(0)).isEqualTo(Visitor.Place.TAKEN);
      assertThat(visitor.arrive() && visitor.message(0) && visitor.room(0) && visitor.request(0))
          .isTrue();
    }
  }

  @Test
  void timeThatGoesBackGivesNothing() {
    var visitor = new Visitor(SHARES, 1000);
    for (int i = 0; i < 20; i++) assertThat(visitor.message(1000)).isTrue();
    assertThat(visitor.message(0)).isFalse();
    assertThat(visitor.message(1000)).isFalse();
    assertThat(visitor.message(1100)).isTrue();
  }

  @Test
  void onlySoManyAreRememberedAndTheOthersShareOneAllowance() {
    var visitors = new Visitors(100, SHARES);
    for (int i = 0; i < 100; i++) visitors.of("busy " + i, 5000).connect(5000);
    for (int i = 0; i < 10_000; i++) visitors.of("more " + i, 5000).connect(5000);
    assertThat(visitors.size()).isEqualTo(100);
    assertThat(visitors.of("more", 5000)).isSameAs(visitors.of("another", 5000));
    assertThat(visitors.of("more", 5000).connect(5000)).isEqualTo(Visitor.Place.FULL);
    assertThat(visitors.of("busy 1", 5000).connect(5000)).isEqualTo(Visitor.Place.TAKEN);
  }

  @Test
  void whoTakesNothingAnyMoreIsForgottenForWhoComes() {
    var visitors = new Visitors(2, SHARES);
    visitors.of("stays", 0).connect(0);
    visitors.of("goes", 0).request(0);
    assertThat(visitors.of("early", 100)).isSameAs(visitors.of("earlier", 100));
    var late = visitors.of("late", 60_000);
    assertThat(late).isNotSameAs(visitors.of("later", 60_000));
    assertThat(visitors.of("stays", 60_000).connect(60_000)).isEqualTo(Visitor.Place.TAKEN);
    assertThat(visitors.of("stays", 60_000).connect(60_000)).isEqualTo(Visitor.Place.FULL);
  }
}
