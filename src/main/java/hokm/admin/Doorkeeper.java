package hokm.admin;

import hokm.admin.AdminSettings.Token;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Knows whose token was shown. An address that showed ten wrong ones within a minute is not
 * listened to until that minute is over, whatever it shows: others are. One event loop's.
 */
final class Doorkeeper {

  static final int FAILURES = 10;
  static final long MINUTE_MILLIS = 60_000;
  private static final int ADDRESSES = 1000;

  private record Key(String name, byte[] hash) {}

  private record Failures(long since, int count) {}

  private final List<Key> keys;
  private final Map<String, Failures> failures = new LinkedHashMap<>() {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
      return size() > ADDRESSES;
    }
  };

  Doorkeeper(List<Token> tokens) {
    keys = tokens.stream().map(each -> new Key(each.name(), sha256(each.secret()))).toList();
  }

  /** Whether too many wrong tokens came from there just now. @param now milliseconds */
  boolean deaf(String address, long now) {
    var failed = failures.get(address);
    return failed != null && now - failed.since() < MINUTE_MILLIS && failed.count() >= FAILURES;
  }

  /**
   * @param authorization the request's header, or null
   * @return the name of whose token it is; otherwise this counts as a failure of the address
   */
  Optional<String> whose(String address, String authorization, long now) {
    var found = owner(authorization);
    if (found.isEmpty()) {
      failures.merge(address, new Failures(now, 1), (before, one) ->
          now - before.since() < MINUTE_MILLIS
              ? new Failures(before.since(), before.count() + 1) : one);
    }
    return found;
  }

  /** Takes as long whichever token it is, and however much of a wrong one is right. */
  private Optional<String> owner(String authorization) {
    boolean bearer = authorization != null
        && authorization.regionMatches(true, 0, "Bearer ", 0, 7);
    byte[] shown = sha256(bearer ? authorization.substring(7).strip() : "");
    Optional<String> owner = Optional.empty();
    for (Key key : keys) {
      if (MessageDigest.isEqual(key.hash(), shown)) owner = Optional.of(key.name());
    }
    return owner;
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
