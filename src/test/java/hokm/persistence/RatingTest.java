package hokm.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The figures are those of openskill 5.0.1 (npm) for the same teams. */
class RatingTest {

  private static Rating rating(double mu, double sigma) {
    return new Rating(mu, sigma);
  }

  private static void assertRatings(List<Rating> found, double... muAndSigma) {
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i).mu()).isCloseTo(muAndSigma[2 * i], within(1e-9));
      assertThat(found.get(i).sigma()).isCloseTo(muAndSigma[2 * i + 1], within(1e-9));
    }
  }

  @Test
  void newPlayersMoveByTheSame() {
    var after = Rating.after(List.of(Rating.NEW, Rating.NEW), List.of(Rating.NEW, Rating.NEW));
    assertRatings(after.get(0), 26.964294621803063, 8.177962604389991, 26.964294621803063,
        8.177962604389991);
    assertRatings(after.get(1), 23.035705378196937, 8.177962604389991, 23.035705378196937,
        8.177962604389991);
  }

  @Test
  void whoIsLessSureMovesMore() {
    var after = Rating.after(List.of(rating(30, 4), rating(20, 7)),
        List.of(rating(27, 3), rating(25, 8.333)));
    assertRatings(after.get(0), 30.64439939617217, 3.9737915012712417, 21.972896546111492,
        6.854413337118484);
    assertRatings(after.get(1), 26.637403029572535, 2.9886190586132884, 22.204285096784684,
        8.061095035260681);
  }

  @Test
  void aSurpriseMovesMuch() {
    var after = Rating.after(List.of(rating(18, 2), rating(20, 2)),
        List.of(rating(40, 3), rating(35, 2)));
    assertRatings(after.get(0), 18.532895330414753, 2.001545879175096, 20.532895330414753,
        2.001545879175096);
    assertRatings(after.get(1), 38.80213995918902, 3.0003433654479768, 34.46710466958525,
        2.0014938962569517);
  }
}
