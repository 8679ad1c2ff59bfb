package hokm.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EveningReportTest {

  @Test
  void matchesThatAllEndedAndWereKeptHold() {
    var report = new EveningReport(7, 0, 0, 0, new long[] {1_000_000, 9_000_000}, 3, List.of());
    assertThat(report.held()).isTrue();
    assertThat(report.text()).contains("7 matches, 2 moves acknowledged, 3 reconnects", "9 ms at",
        "0 matches lost, 0 moves lost, 0 doubled; nothing was out of order.");
  }

  @Test
  void whatWasLostOrDoubledIsCountedAndDoesNotHold() {
    var report = new EveningReport(7, 2, 5, 1, new long[0], 0,
        List.of("Table 1, match 2: It did not end within 300 s."));
    assertThat(report.held()).isFalse();
    assertThat(report.text())
        .endsWith("2 matches lost, 5 moves lost, 1 doubled; 1 things did not hold.");
  }

  @Test
  void anEveningWithoutAMatchDoesNotHold() {
    assertThat(new EveningReport(0, 0, 0, 0, new long[0], 0, List.of()).held()).isFalse();
  }
}
