package hokm.bots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ShareTest {

  /** Wilson's own bounds for ten of twenty and none of ten. */
  @Test
  void theIntervalIsWilsons() {
    assertThat(new Share(10, 20).lower()).isCloseTo(0.2993, within(0.0001));
    assertThat(new Share(10, 20).upper()).isCloseTo(0.7007, within(0.0001));
    assertThat(new Share(0, 10).lower()).isCloseTo(0, within(0.0001));
    assertThat(new Share(0, 10).upper()).isCloseTo(0.2775, within(0.0001));
  }

  @Test
  void sevenHundredOfAThousandAreMoreThanTwoThirds() {
    assertThat(new Share(700, 1000)).hasToString("700 of 1000, 70.0 % (95 %: 67.1 to 72.8)");
  }
}
