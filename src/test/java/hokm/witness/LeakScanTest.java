package hokm.witness;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.Seed;
import hokm.witness.Testimony.Heard;
import io.vertx.core.json.JsonObject;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeakScanTest {
  private final long seed = Seed.of("LeakScanTest");
  private final Random chance = new Random(seed);
  private ToldMatch match;

  @BeforeEach
  void play() {
    match = ToldMatch.of(seed);
  }

  @Test
  void aWholeMatchAsTheProtocolTellsItLeaksNothing() {
    assertThat(LeakScan.of(match.testimonies())).isEmpty();
  }

  @Test
  void aMatchLeaksNothingToALonePlayerAmongBots() {
    assertThat(LeakScan.of(match.testimonies().subList(2, 3))).isEmpty();
  }

  @Test
  void aStoryOfWhichSomethingWasToldToNobodyIsNotWhole() {
    assertThat(Story.of(match.testimonies()).whole()).isTrue();
    int at = match.frame(0, "cards_dealt", chance);
    for (int seat = 0; seat < 4; seat++) match.heard.get(seat).remove(at);
    assertThat(Story.of(match.testimonies()).whole()).isFalse();
  }

  @Test
  void aPacketShownToAnotherSeatIsFound() {
    int at = match.frame(0, "cards_dealt", chance);
    int owner = ToldMatch.event(match.heard.get(0).get(at).json()).getInteger("seat");
    int other = (owner + 1) % 4;
    match.heard.get(other).set(at, match.heard.get(owner).get(at));
    int size = ToldMatch.event(match.heard.get(owner).get(at).json()).getInteger("count");
    assertThat(LeakScan.of(match.testimonies())).hasSize(size)
        .allMatch(leak -> leak.seat() == other);
  }

  @Test
  void aLeakIsFoundEvenIfOnlyItsReaderTestifies() {
    int at = match.frame(0, "cards_dealt", chance);
    int owner = ToldMatch.event(match.heard.get(0).get(at).json()).getInteger("seat");
    int other = (owner + 1) % 4;
    match.heard.get(other).set(at, match.heard.get(owner).get(at));
    assertThat(LeakScan.of(match.testimonies().subList(other, other + 1))).isNotEmpty();
  }

  @Test
  void aCardBeforeItIsPlayedIsFoundWhereverItStands() {
    int at = match.frame(1, "card_played", chance);
    var event = ToldMatch.event(match.heard.get(1).get(at).json());
    int other = (event.getInteger("seat") + 1) % 4;
    var card = event.getString("card");
    match.heard.get(other).add(at, new Heard(1, 1, new JsonObject().put("type", "error")
        .put("message", "The " + card + ", not yours.").encode()));
    assertThat(LeakScan.of(match.testimonies())).singleElement()
        .satisfies(leak -> assertThat(leak.what()).isEqualTo(card));
  }

  @Test
  void aForeignCardInAHandOfAViewIsFound() {
    int at = match.frame(1, "card_played", chance);
    var event = ToldMatch.event(match.heard.get(1).get(at).json());
    int other = (event.getInteger("seat") + 1) % 4;
    match.heard.get(other).add(at, new Heard(1, 1, new JsonObject().put("type", "view")
        .put("n", event.getLong("n") - 1).put("state", new JsonObject()
            .put("hand", ToldMatch.cards(event.getString("card")))).encode()));
    assertThat(LeakScan.of(match.testimonies())).hasSize(1);
  }

  @Test
  void aForeignCardAmongTheLegalOnesIsFound() {
    int at = match.frame(0, "trump_named", chance);
    int later = at + 12;
    var dealt = ToldMatch.event(match.heard.get(0).get(later - 1).json());
    int owner = dealt.getInteger("seat");
    var card = ToldMatch.event(match.heard.get(owner).get(later - 1).json())
        .getJsonArray("cards").getString(0);
    int other = (owner + 2) % 4;
    match.doctor(other, later - 1, frame -> frame.put("turn",
        new JsonObject().put("legal", ToldMatch.cards(card))));
    assertThat(LeakScan.of(match.testimonies())).hasSize(1);
  }

  @Test
  void aTurnThatIsToldAgainMayNameCardsOfTheSeatsOwnHandAndNoOther() {
    int at = match.frame(0, "trump_named", chance) + 12;
    int owner = ToldMatch.event(match.heard.get(0).get(at - 1).json()).getInteger("seat");
    var cards = ToldMatch.event(match.heard.get(owner).get(at - 1).json()).getJsonArray("cards");
    var turn = new Heard(1, 1, new JsonObject().put("type", "turn").put("turn",
        new JsonObject().put("seat", owner).put("legal", cards)).encode());
    match.heard.get(owner).add(at, turn);
    assertThat(LeakScan.of(match.testimonies())).isEmpty();
    match.heard.get((owner + 1) % 4).add(at, turn);
    assertThat(LeakScan.of(match.testimonies())).hasSize(cards.size());
  }

  @Test
  void aDeckThatIsToldBeforeTheEndIsFound() {
    int reveal = match.frame(3, "deck_revealed", chance);
    var deck = ToldMatch.event(match.heard.get(3).get(reveal).json()).getJsonArray("deck");
    int began = reveal;
    while (!match.heard.get(3).get(began).text().contains("deal_began")) began--;
    match.doctor(3, began, frame -> {
      ToldMatch.event(frame).put("deck", deck);
      return frame;
    });
    assertThat(LeakScan.of(match.testimonies())).hasSize(52);
  }

  @Test
  void aSecretThatIsToldBeforeTheEndIsFound() {
    int reveal = match.frame(3, "deck_revealed", chance);
    var secret = ToldMatch.event(match.heard.get(3).get(reveal).json()).getString("secret");
    int prepared = reveal;
    while (!match.heard.get(3).get(prepared).text().contains("deal_prepared")) prepared--;
    match.doctor(3, prepared, frame -> {
      ToldMatch.event(frame).put("secret", secret);
      return frame;
    });
    assertThat(LeakScan.of(match.testimonies())).singleElement()
        .satisfies(leak -> assertThat(leak.what()).contains("secret"));
  }
}
