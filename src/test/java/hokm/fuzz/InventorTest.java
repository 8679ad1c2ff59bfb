package hokm.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.Seed;
import hokm.protocol.ClientMessages;
import hokm.protocol.ErrorCode;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class InventorTest {

  private static final int TIMES = 2000;

  private final long seed = Seed.of("InventorTest");
  private final Inventor inventor = new Inventor(new Random(seed));

  private static Situation seated() {
    var at = new Situation();
    at.token("secret");
    at.view(new JsonObject("""
        {"type":"view","room":"K7PM2Q","n":62,"seat":2,"state":{"phase":"playing","deal":3,
         "salted":[true,true,true,true]},
         "turn":{"seat":2,"act":"play_card","legal":["5S"]}}"""));
    return at;
  }

  /** The payload of one masked frame of text. */
  private static String unpacked(byte[] frame) {
    int length = frame[1] & 0x7f;
    int at = 2;
    if (length == 126) {
      length = (frame[2] & 0xff) << 8 | frame[3] & 0xff;
      at = 4;
    } else if (length == 127) {
      length = frame.length - 14;
      at = 10;
    }
    var payload = new byte[length];
    for (int i = 0; i < length; i++) payload[i] = (byte) (frame[at + 4 + i] ^ frame[at + i % 4]);
    return new String(payload, StandardCharsets.UTF_8);
  }

  @Test
  void whatIsCalledValidIsReadAndTheCardAskedForIsOftenPlayed() {
    int plays = 0;
    for (int i = 0; i < TIMES; i++) {
      var text = unpacked(inventor.next(Kind.VALID, seated()).bytes());
      assertThat(ClientMessages.read(text)).as(text).isInstanceOf(ClientMessages.Good.class);
      if (text.contains("\"5S\"")) plays++;
    }
    assertThat(plays).isGreaterThan(TIMES / 4);
  }

  @Test
  void everyMessageOfTheProtocolIsSent() {
    var types = new TreeSet<String>();
    for (int i = 0; i < 20 * TIMES; i++) {
      types.add(inventor.sentences().any(new Situation()).getString("type"));
    }
    assertThat(types).hasSize(19).contains("leave", "throw_in", "watch");
  }

  @Test
  void almostRightFramesMeetEveryErrorOfTheReader() {
    var met = EnumSet.noneOf(ErrorCode.class);
    for (Kind kind : Set.of(Kind.FIELD_DROPPED, Kind.FIELD_DOUBLED, Kind.FIELD_RETYPED,
        Kind.FIELD_UNKNOWN, Kind.VALUE_OVERLONG, Kind.VALUE_HUGE, Kind.VALUE_NESTED,
        Kind.JSON_BROKEN)) {
      for (int i = 0; i < TIMES; i++) {
        var text = unpacked(inventor.next(kind, seated()).bytes());
        if (ClientMessages.read(text) instanceof ClientMessages.Bad bad) met.add(bad.code());
      }
    }
    assertThat(met).contains(ErrorCode.NOT_JSON, ErrorCode.UNKNOWN_TYPE, ErrorCode.UNKNOWN_FIELD,
        ErrorCode.MISSING_FIELD, ErrorCode.BAD_FIELD, ErrorCode.WRONG_VERSION);
  }

  @Test
  void theSameSeedSendsTheSame() {
    var other = new Inventor(new Random(seed));
    for (int i = 0; i < TIMES; i++) {
      var kind = inventor.kind();
      assertThat(other.kind()).isEqualTo(kind);
      assertThat(other.next(kind, seated()).bytes())
          .isEqualTo(inventor.next(kind, seated()).bytes());
    }
  }

  @Test
  void everyKindComesInItsTurn() {
    var kinds = EnumSet.noneOf(Kind.class);
    for (int i = 0; i < 10 * TIMES; i++) kinds.add(inventor.kind());
    assertThat(kinds).containsExactlyInAnyOrder(Kind.values());
  }
}
