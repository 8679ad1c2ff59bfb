package hokm.matchmaking;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.room.Tickets.Ticket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom the matchmaker puts together, as a plain function of who waits and for how long. */
class TablesTest {

  private static final Duration PATIENCE = Duration.ofMillis(4000);

  @ParameterizedTest
  @CsvSource(nullValues = "none", textBlock = """
      none,                                   none
      0,                                      none
      3999,                                   none
      4000,                                   1
      9999,                                   1
      3999 3999 3999,                         none
      4000 10 10,                             3
      10 10 10 10,                            4
      3000 2000 1000 0 0,                     4
      9000 9000 9000 9000 4000,               4 1
      9000 9000 9000 9000 3999,               4
      1 1 1 1 1 1 1 1,                        4 4
      1 1 1 1 1 1 1 1 1 1,                    4 4
      """)
  void foursAtOnceAndFewerWhenTheFirstHasWaitedLongEnough(String waited, String sizes) {
    var tables = Seating.tables(waiting(waited), PATIENCE);
    var expected = sizes == null ? List.<Integer>of()
        : Stream.of(sizes.split(" ")).map(Integer::valueOf).toList();
    assertThat(tables).extracting(List::size).containsExactlyElementsOf(expected);
    var seated = tables.stream().flatMap(List::stream).toList();
    assertThat(seated).isEqualTo(waiting(waited).subList(0, seated.size()));
  }

  private static List<Ticket> waiting(String waited) {
    var tickets = new ArrayList<Ticket>();
    if (waited == null) return tickets;
    for (String millis : waited.split(" ")) {
      tickets.add(new Ticket("p" + tickets.size(), "P", Duration.ofMillis(Long.parseLong(millis))));
    }
    return tickets;
  }
}
