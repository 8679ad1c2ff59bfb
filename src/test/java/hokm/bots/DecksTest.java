package hokm.bots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import hokm.Seed;
import hokm.room.Chance;
import hokm.rules.Card;
import hokm.rules.Fairness;
import hokm.rules.PerSeat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class DecksTest {

  private final Random random = new Random(Seed.of("DecksTest"));

  private static Decks of(int count, Supplier<List<Card>> shuffle) {
    var decks = new Decks();
    for (int i = 0; i < count; i++) decks.add(shuffle.get());
    return decks;
  }

  private List<Card> fair() {
    var chance = new Chance(random);
    return Fairness.deck(chance.secret(), 1, 0, PerSeat.of(seat -> chance.salt()));
  }

  /** Each place is exchanged with any other, not with one that is still to be filled. */
  private List<Card> naive() {
    var deck = new ArrayList<>(Card.deck());
    for (int i = 0; i < 52; i++) Collections.swap(deck, i, random.nextInt(52));
    return deck;
  }

  /** Five standard deviations, so that chance alone does not fail it. */
  @Test
  void theRoomsShuffleIsNotFoundOut() {
    assertThat(of(10_000, this::fair).deviation()).isBetween(-5.0, 5.0);
  }

  @Test
  void theClassicWrongShuffleIs() {
    assertThat(of(10_000, this::naive).rejected()).isTrue();
    assertThat(of(10_000, this::naive).deviation()).isGreaterThan(10);
  }

  @Test
  void aDeckThatKeepsItsFirstCardIs() {
    assertThat(of(10_000, () -> {
      var deck = new ArrayList<>(Card.deck());
      Collections.shuffle(deck.subList(1, 52), random);
      return deck;
    }).rejected()).isTrue();
  }

  /** The statistic's own distribution: right in its mean and its spread over many samples. */
  @Test
  void fairDecksDeviateAsMuchAsTheyShould() {
    int samples = 200;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < samples; i++) {
      double deviation = of(300, () -> {
        var deck = new ArrayList<>(Card.deck());
        Collections.shuffle(deck, random);
        return deck;
      }).deviation();
      sum += deviation;
      squares += deviation * deviation;
    }
    assertThat(sum / samples).isCloseTo(0, within(0.36));
    assertThat(squares / samples).isCloseTo(1, within(0.5));
  }

  @Test
  void fourOfASuitInTheFirstFiveAreCounted() {
    var decks = new Decks();
    decks.add(Card.deck());
    var spread = new ArrayList<Card>();
    for (int i = 0; i < 52; i++) spread.add(Card.at(i * 15 % 52));
    decks.add(spread);
    assertThat(decks.fourOfASuit()).isEqualTo(0.5);
  }
}
