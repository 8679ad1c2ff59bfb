package hokm.soak;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class TrendTest {

  private static final double MB = 1 << 20;
  private static final int MINUTES = 55;

  /** One point a minute. @param value by the hours since the first */
  private static Trend heap(DoubleUnaryOperator value) {
    var points = new ArrayList<Trend.Point>();
    for (int minute = 0; minute <= MINUTES; minute++) {
      points.add(new Trend.Point(minute * 60, value.applyAsDouble(minute / 60.0)));
    }
    return Trend.of("node1", Measure.HEAP, points);
  }

  @Test
  void memoryThatStaysIsFlatThoughItTrembles() {
    var chance = new Random(Seed.of("TrendTest"));
    var trend = heap(hours -> 60 * MB + chance.nextGaussian() * 0.5 * MB);
    assertThat(trend.flat()).as(trend::text).isTrue();
    assertThat(trend.text()).contains("flat");
  }

  @Test
  void aSlowLeakUnderTheTremblingIsCaught() {
    var chance = new Random(Seed.of("TrendTest"));
    var trend = heap(hours -> (60 + 9 * hours) * MB + chance.nextGaussian() * 0.5 * MB);
    assertThat(trend.flat()).as(trend::text).isFalse();
    assertThat(trend.slope()).isBetween(8 * MB, 10 * MB);
    assertThat(trend.text()).contains("GROWS");
  }

  @Test
  void aLeakThatBeginsLateIsCaughtByTheLastTenMinutes() {
    var trend = heap(hours -> (hours < 0.7 ? 60 : 70) * MB);
    assertThat(trend.slope()).isLessThan(5 * MB);
    assertThat(trend.flat()).as(trend::text).isFalse();
  }

  @Test
  void oneSpikeIsNoGrowth() {
    assertThat(heap(hours -> (hours > 0.9 && hours < 0.91 ? 200 : 60) * MB).flat()).isTrue();
  }

  @Test
  void whatShrinksIsFlat() {
    assertThat(heap(hours -> (90 - 30 * hours) * MB).flat()).isTrue();
  }

  @Test
  void theBoundIsAShareAndAConstantAnHour() {
    assertThat(heap(hours -> 60 * MB).allowed()).isBetween(4.9 * MB, 5.1 * MB);
  }

  @Test
  void whatWasNeverMeasuredIsNotCalledFlat() {
    assertThat(Trend.of("node1", Measure.HEAP, List.of()).flat()).isFalse();
  }
}
