package hokm.witness;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.Seed;
import hokm.witness.Testimony.Heard;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A scan that finds nothing must be one that would. */
class AsideScanTest {

  private ToldMatch match;
  private final List<Heard> aside = new ArrayList<>();

  @BeforeEach
  void play() {
    match = ToldMatch.of(Seed.of("AsideScanTest"));
  }

  private List<LeakScan.Leak> leaks() {
    return AsideScan.of(new Testimony("aside", Testimony.NO_SEAT, aside, List.of(), 1, 0),
        match.testimonies());
  }

  /** What a seat that is no longer in play heard, told when the seats have heard that much. */
  private void tell(JsonObject event, long when) {
    aside.add(new Heard(when, 1, new JsonObject().put("type", "events")
        .put("events", new JsonArray().add(event)).encode()));
  }

  private JsonObject nth(String name, int count) {
    return match.heard.get(0).stream().map(frame -> ToldMatch.event(frame.json()))
        .filter(event -> event.getString("event").equals(name)).skip(count - 1L).findFirst()
        .orElseThrow();
  }

  @Test
  void theEndOfATrickMayBeToldWhenTheNextIsCompleteAndNoSooner() {
    long first = nth("trick_won", 1).getLong("n");
    long second = nth("trick_won", 2).getLong("n");
    tell(nth("trick_won", 1), second);
    assertThat(leaks()).isEmpty();
    aside.clear();
    tell(nth("trick_won", 1), second - 1);
    assertThat(leaks()).hasSize(1);
    aside.clear();
    tell(nth("card_played", 1), first);
    assertThat(leaks()).singleElement()
        .satisfies(leak -> assertThat(leak.what()).contains("when the seats had heard"));
  }

  @Test
  void theEndOfADealMayBeToldAtOnce() {
    var reveal = nth("deck_revealed", 1);
    tell(reveal, reveal.getLong("n"));
    assertThat(leaks()).isEmpty();
    aside.clear();
    tell(reveal, reveal.getLong("n") - 3);
    assertThat(leaks()).isNotEmpty();
  }

  @Test
  void aPacketWithItsCardsIsFound() {
    long led = nth("card_played", 1).getLong("n");
    var packet = nth("cards_dealt", 1);
    int owner = packet.getInteger("seat");
    var cards = match.heard.get(owner).stream().map(frame -> ToldMatch.event(frame.json()))
        .filter(event -> event.getLong("n").equals(packet.getLong("n"))).findFirst().orElseThrow();
    packet.remove("cards");
    tell(packet, led);
    assertThat(leaks()).isEmpty();
    aside.clear();
    tell(cards, led);
    assertThat(leaks()).hasSize(cards.getJsonArray("cards").size());
  }

  @Test
  void aTurnAndAHandAreNobodysWhoOnlyLooksOn() {
    aside.add(new Heard(1, 1, "{\"type\":\"turn\",\"turn\":{\"seat\":1}}"));
    aside.add(new Heard(1, 1, "{\"type\":\"view\",\"n\":1,\"state\":{\"hand\":[\"?\"]}}"));
    assertThat(leaks()).extracting(LeakScan.Leak::what).containsExactly("a turn", "a hand");
  }
}
