package hokm.witness;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One deal under the eyes of the {@link Referee}: text in, complaints out. */
final class RefereedDeal {

  interface Complain {
    void unless(boolean holds, String complaint);
  }

  private static final String RANKS = "23456789TJQKA";

  private final int no;
  private final int hakem;
  private final String secretCommit;
  private final Complain complain;
  private final List<List<String>> decks = new ArrayList<>();
  private final List<Set<String>> hands = new ArrayList<>();
  private final List<String> table = new ArrayList<>();
  private final int[] won = new int[2];
  private String commit;
  private int packets;
  private int taken;
  private char trump;
  private int leader;
  private int tricks;

  RefereedDeal(int no, int hakem, String secretCommit, Complain complain) {
    this.no = no;
    this.hakem = hakem;
    this.leader = hakem;
    this.secretCommit = secretCommit;
    this.complain = complain;
    for (int seat = 0; seat < 4; seat++) hands.add(new HashSet<>());
  }

  void deck(List<String> deck, String published) {
    complain.unless(deck.size() == 52 && Set.copyOf(deck).size() == 52,
        "The deck is not the 52 cards.");
    decks.add(deck);
    commit = published;
    packets = 0;
    taken = 0;
  }

  void throwIn(List<String> deck, String published) {
    complain.unless(decks.size() < 3, "Five cards may be thrown in twice, not more.");
    complain.unless(hands.get(hakem).stream().allMatch(c -> RANKS.indexOf(c.charAt(0)) < 9),
        "Five cards with a court card or an ace may not be thrown in.");
    hands.get(hakem).clear();
    deck(deck, published);
  }

  /** Five to the hakem; fives to the others; then two turns of four, the hakem first. */
  void packet(int seat, List<String> cards) {
    int size = packets < 4 ? 5 : 4;
    int due = (hakem + packets) % 4;
    complain.unless(seat == due, "The packet is for seat " + due + ", not " + seat + ".");
    complain.unless(cards.equals(decks.get(decks.size() - 1).subList(taken, taken + size)),
        "The packet is not the next " + size + " cards of the deck.");
    hands.get(seat).addAll(cards);
    taken += size;
    packets++;
  }

  void trump(char suit) {
    complain.unless(packets == 1, "The trump is named after five cards.");
    trump = suit;
  }

  void play(int seat, String card) {
    int turn = (leader + table.size()) % 4;
    complain.unless(seat == turn, "It is the turn of seat " + turn + ", not " + seat + ".");
    var hand = hands.get(seat);
    complain.unless(hand.contains(card), "Seat " + seat + " does not hold " + card + ".");
    if (!table.isEmpty()) {
      char led = table.get(0).charAt(1);
      boolean could = hand.stream().anyMatch(held -> held.charAt(1) == led);
      complain.unless(card.charAt(1) == led || !could,
          "Seat " + seat + " holds " + led + " and must follow.");
    }
    hand.remove(card);
    table.add(card);
  }

  /** @return the seat that wins the four cards on the table */
  int takeTrick() {
    int best = 0;
    for (int i = 1; i < 4; i++) {
      if (strength(table.get(i)) > strength(table.get(best))) best = i;
    }
    leader = (leader + best) % 4;
    won[leader % 2]++;
    tricks++;
    table.clear();
    return leader;
  }

  private int strength(String card) {
    int rank = RANKS.indexOf(card.charAt(0));
    if (card.charAt(1) == trump) return 200 + rank;
    return card.charAt(1) == table.get(0).charAt(1) ? 100 + rank : 0;
  }

  /** @param secret null where a log does not tell it, and then the shuffle is not checked */
  void reveal(List<String> deck, String nonce, String secret, List<String> salts) {
    int last = decks.size() - 1;
    complain.unless(deck.equals(decks.get(last)), "Another deck is revealed than was dealt.");
    complain.unless(sha256(String.join(",", deck) + "|" + nonce).equals(commit),
        "The deck and its nonce are not what was committed to.");
    if (secret == null) return;
    complain.unless(sha256(secret).equals(secretCommit),
        "The secret is not what was committed to.");
    for (int attempt = 0; attempt <= last; attempt++) {
      complain.unless(shuffle(secret, no + "|" + attempt + "|" + String.join("|", salts))
          .equals(decks.get(attempt)), "The deck does not follow from the secret and the salts.");
    }
  }

  private static List<String> shuffle(String secret, String message) {
    var deck = new ArrayList<String>();
    for (String suit : List.of("C", "D", "H", "S")) {
      RANKS.chars().forEach(rank -> deck.add((char) rank + suit));
    }
    var words = Stream.iterate(0, block -> block + 1).limit(40)
        .flatMap(block -> words(hmac(secret, message + "|" + block))).iterator();
    for (int places = 52; places > 1; places--) {
      long word = words.next();
      while (word >= 4294967296L - 4294967296L % places) word = words.next();
      Collections.swap(deck, places - 1, (int) (word % places));
    }
    return deck;
  }

  private static Stream<Long> words(byte[] block) {
    var buffer = ByteBuffer.wrap(block);
    return Stream.generate(() -> Integer.toUnsignedLong(buffer.getInt())).limit(8);
  }

  private static byte[] hmac(String key, String message) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
          .digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  int packets() {
    return packets;
  }

  int onTable() {
    return table.size();
  }

  int tricks() {
    return tricks;
  }

  int won(int team) {
    return won[team];
  }

  /** @return the team with seven tricks, or -1 */
  int winner() {
    return won[0] == 7 ? 0 : won[1] == 7 ? 1 : -1;
  }
}
