package hokm.rules;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The shuffle that anyone can check: the server commits to a secret, the seats contribute salts,
 * and the deck follows from both. Everything is text under SHA-256, so that a verifier in any
 * language needs a hash function and this page of arithmetic (docs/protocol.md tells it in words).
 */
public final class Fairness {

  private Fairness() {}

  /** What is published before the salts come: sha256 of the secret's text, hex. */
  public static String secretCommit(String secret) {
    return hex(sha256(secret));
  }

  /**
   * A Fisher–Yates shuffle of the ordered deck, clubs to spades, two to ace, from the last place
   * down. Its numbers are the four-byte big-endian words of HMAC-SHA256(secret, message), where
   * message is "no|attempt|salt0|salt1|salt2|salt3|block" and block counts from 0; a word that
   * would favour some places is passed over.
   */
  public static List<Card> deck(String secret, int no, int attempt, PerSeat<String> salts) {
    var words = new Words(secret, no + "|" + attempt + "|" + String.join("|", salts.toList()));
    var deck = new ArrayList<>(Card.deck());
    for (int last = deck.size() - 1; last > 0; last--) {
      Collections.swap(deck, last, words.below(last + 1));
    }
    return List.copyOf(deck);
  }

  /** Binds the deck's commitment; revealed with the deck. */
  public static String nonce(String secret, int no, int attempt) {
    return hex(hmac(secret, "nonce|" + no + "|" + attempt));
  }

  /** sha256 of the deck joined by commas, a vertical bar, and the nonce. */
  public static String deckCommit(List<Card> deck, String nonce) {
    var text = deck.stream().map(Card::toString).collect(Collectors.joining(","));
    return hex(sha256(text + "|" + nonce));
  }

  private static final class Words {
    private final String secret;
    private final String message;
    private byte[] block = {};
    private int blocks;
    private int at;

    Words(String secret, String message) {
      this.secret = secret;
      this.message = message;
    }

    int below(int bound) {
      long fair = (1L << 32) / bound * bound;
      long word = next();
      while (word >= fair) word = next();
      return (int) (word % bound);
    }

    private long next() {
      if (at == block.length) {
        block = hmac(secret, message + "|" + blocks++);
        at = 0;
      }
      long word = 0;
      for (int i = 0; i < 4; i++) word = word << 8 | block[at++] & 0xFF;
      return word;
    }
  }

  /** RFC 2104 over SHA-256; the key is the text's UTF-8 bytes. */
  static byte[] hmac(String key, String message) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(bytes.length > 64 ? digest().digest(bytes) : bytes, 64);
    var inner = digest();
    var outer = digest();
    for (byte b : padded) {
      inner.update((byte) (b ^ 0x36));
      outer.update((byte) (b ^ 0x5C));
    }
    return outer.digest(inner.digest(message.getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] sha256(String text) {
    return digest().digest(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
