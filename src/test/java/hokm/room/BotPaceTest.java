package hokm.room;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.Seed;
import hokm.rules.SeatView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class BotPaceTest {

  private static final Duration USUAL = Duration.ofMillis(700);

  /** Every turn of two deals. */
  private static List<SeatView> views() {
    var scene = RoomScene.playing(Seed.of("BotPaceTest"));
    var views = new ArrayList<SeatView>();
    while (!scene.room.state().over() && scene.match().dealNo() < 3) {
      if (scene.match().turn().isEmpty()) {
        scene.saltAll();
      } else {
        views.add(scene.view(scene.turn()));
        scene.act();
      }
    }
    return views;
  }

  @Test
  void aBotIsSeenToThinkFromThreeFifthsToEightFifthsOfTheUsualTime() {
    for (var view : views()) {
      assertThat(BotPace.of(view, USUAL)).isBetween(Duration.ofMillis(420),
          Duration.ofMillis(1120));
    }
  }

  @Test
  void aSingleCardTakesLessThanAChoice() {
    for (var view : views()) {
      boolean choice = view.legal().size() != 1;
      assertThat(BotPace.of(view, USUAL).compareTo(Duration.ofMillis(560)) >= 0)
          .isEqualTo(choice);
    }
  }

  @Test
  void theSameViewTakesTheSameTimeAndOthersTakeOthers() {
    var times = new HashSet<Duration>();
    var views = views();
    for (var view : views) {
      assertThat(BotPace.of(view, USUAL)).isEqualTo(BotPace.of(view, USUAL));
      times.add(BotPace.of(view, USUAL));
    }
    assertThat(times).hasSizeGreaterThan(views.size() / 2);
  }

  @Test
  void withoutADelayItActsAtOnce() {
    assertThat(views()).allMatch(view -> BotPace.of(view, Duration.ZERO).isZero());
  }
}
