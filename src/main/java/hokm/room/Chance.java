package hokm.room;

import hokm.rules.Card;
import hokm.rules.Seat;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Where a room's luck and secrets come from. @param random seeded only in tests */
public record Chance(Random random) {

  public static Chance secure() {
    return new Chance(new SecureRandom());
  }

  /** 32 random bytes as hex. */
  public String secret() {
    return hex(32);
  }

  /** A bot's part in the shuffle. */
  public String salt() {
    return hex(8);
  }

  public String matchId() {
    return new UUID(random.nextLong() & ~0xF000L | 0x4000L,
        random.nextLong() >>> 2 | Long.MIN_VALUE).toString();
  }

  public Seat seat() {
    return Seat.at(random.nextInt(4));
  }

  public List<Card> deck() {
    var deck = new ArrayList<>(Card.deck());
    Collections.shuffle(deck, random);
    return deck;
  }

  private String hex(int bytes) {
    byte[] raw = new byte[bytes];
    random.nextBytes(raw);
    return HexFormat.of().formatHex(raw);
  }
}
