package hokm.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.persistence.Unconfirmed.Batch;
import hokm.room.Outbox.Delivery;
import hokm.room.OutboxEntry;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnconfirmedTest {

  private static Delivery delivery(String id) {
    return new Delivery(id, new OutboxEntry("deal_ended", new JsonObject()));
  }

  @Test
  void allIdsAreKnownButOnlyAFewRecordsAreKept() {
    var unconfirmed = new Unconfirmed();
    for (int no = 0; no < 5000; no++) {
      unconfirmed.add(Batch.of(1, no, List.of(delivery("d" + no))));
    }
    assertThat(unconfirmed.size()).isEqualTo(5000);
    assertThat(unconfirmed.holds("d4999")).isTrue();
    var all = unconfirmed.take(batch -> true);
    assertThat(all).flatExtracting(Batch::ids).hasSize(5000);
    assertThat(all).flatExtracting(Batch::deliveries).hasSize(Unconfirmed.KEPT);
    assertThat(unconfirmed.size()).isZero();
    assertThat(unconfirmed.holds("d4999")).isFalse();
  }
}
