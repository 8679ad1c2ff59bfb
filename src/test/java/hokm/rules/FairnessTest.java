package hokm.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import hokm.Seed;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class FairnessTest {

  private static final PerSeat<String> SALTS = new PerSeat<>("aa", "bb", "", "dd");

  private final Random random = new Random(Seed.of("FairnessTest"));

  private String secret() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void theKeyedHashIsTheOneOfRfc4231() {
    assertThat(hex(Fairness.hmac("\u000b".repeat(20), "Hi There"))).isEqualTo(
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    assertThat(hex(Fairness.hmac("Jefe", "what do ya want for nothing?"))).isEqualTo(
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }

  @Test
  void keysShorterAndLongerThanABlockAreHashedAsTheJdkDoes() throws GeneralSecurityException {
    for (int length : new int[] {1, 63, 64, 65, 131}) {
      var key = "k".repeat(length);
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      assertThat(Fairness.hmac(key, "message"))
          .isEqualTo(mac.doFinal("message".getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Test
  void everyDeckIsThe52CardsInSomeOrder() {
    for (int no = 1; no <= 2000; no++) {
      assertThat(Fairness.deck(secret(), no, 0, SALTS)).hasSize(52).doesNotHaveDuplicates();
    }
  }

  @Test
  void theDeckFollowsFromTheSecretTheDealTheAttemptAndEverySalt() {
    var secret = secret();
    var deck = Fairness.deck(secret, 3, 0, SALTS);
    assertThat(Fairness.deck(secret, 3, 0, SALTS)).isEqualTo(deck);
    assertThat(Fairness.deck(secret(), 3, 0, SALTS)).isNotEqualTo(deck);
    assertThat(Fairness.deck(secret, 4, 0, SALTS)).isNotEqualTo(deck);
    assertThat(Fairness.deck(secret, 3, 1, SALTS)).isNotEqualTo(deck);
    for (Seat seat : Seat.values()) {
      assertThat(Fairness.deck(secret, 3, 0, SALTS.with(seat, "ee"))).isNotEqualTo(deck);
    }
  }

  /** 51 × 51 degrees of freedom; five standard deviations above the mean is one in millions. */
  @Test
  void everyCardLiesInEveryPlaceEquallyOften() {
    int decks = 10_000;
    int[][] seen = new int[52][52];
    for (int n = 0; n < decks; n++) {
      var deck = Fairness.deck(secret(), 1, 0, SALTS);
      for (int place = 0; place < 52; place++) seen[place][deck.get(place).index()]++;
    }
    double expected = decks / 52.0;
    double chiSquare = 0;
    for (int[] place : seen) {
      for (int count : place) chiSquare += (count - expected) * (count - expected) / expected;
    }
    double freedom = 51 * 51;
    assertThat(chiSquare).isCloseTo(freedom, within(5 * Math.sqrt(2 * freedom)));
  }

  @Test
  void fourOrMoreOfASuitComeInTheFirstFiveAsOftenAsChanceSays() {
    int decks = 40_000;
    int long4 = 0;
    for (int n = 0; n < decks; n++) {
      var five = Hand.of(Fairness.deck(secret(), 1, 0, SALTS).subList(0, 5));
      if (Stream.of(Suit.values()).anyMatch(suit -> five.only(suit).size() >= 4)) long4++;
    }
    // 4 × (C(13,4) × 39 + C(13,5)) of the C(52,5) fives.
    double chance = 4.0 * (715 * 39 + 1287) / 2_598_960;
    assertThat(chance).isCloseTo(0.045, within(0.0005));
    double error = Math.sqrt(chance * (1 - chance) / decks);
    assertThat((double) long4 / decks).isCloseTo(chance, within(4.5 * error));
  }

  @Test
  void theCommitmentsOfADealAreKeptByWhatIsRevealedAfterIt() {
    var match = TestPlay.toTheEndOfTheFirstDeal(MatchRules.DEFAULT, random);
    var prepared = match.the(Event.DealPrepared.class);
    var began = match.the(Event.DealBegan.class);
    var revealed = match.the(Event.DeckRevealed.class);
    assertThat(Fairness.secretCommit(revealed.secret())).isEqualTo(prepared.secretCommit());
    assertThat(Fairness.deckCommit(revealed.deck(), revealed.nonce())).isEqualTo(began.commit());
    var salts = revealed.salts();
    assertThat(Fairness.deck(revealed.secret(), 1, 0,
        PerSeat.of(seat -> salts.get(seat.number())))).isEqualTo(revealed.deck());
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
