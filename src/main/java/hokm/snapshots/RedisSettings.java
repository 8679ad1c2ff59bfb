package hokm.snapshots;

import static hokm.room.BadSetting.require;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * @param url redis://host:port, or redis-sentinel://host:port,host:port/name-of-the-master; no
 *     password in it
 * @param user of conf/redis/users.conf, or another; empty for who shows a password alone
 * @param password empty for none
 * @param sentinelPassword of the sentinels; empty for none
 * @param deadline within which Redis must answer; after it the connection is dropped
 * @param replicas that must have a save before it counts
 * @param outbox results that may wait for PostgreSQL before no new match starts
 */
public record RedisSettings(String url, String user, String password,
    String sentinelPassword, Duration deadline, int replicas, int outbox) {

  /** Some 500 MB. */
  public static final int OUTBOX = 100_000;

  private static final String SENTINEL = "redis-sentinel://";

  public static final RedisSettings DEFAULT =
      new RedisSettings("redis://127.0.0.1:6379", "", "", Duration.ofSeconds(1));

  public RedisSettings {
    require(url.matches("rediss?://[^/@,\\s]+:\\d{1,5}")
            || url.matches(SENTINEL + "[^/@,\\s]+:\\d{1,5}(,[^/@,\\s]+:\\d{1,5})*/[\\w.-]+"),
        "HOKM_REDIS_URL: redis://host:port or redis-sentinel://host:port,host:port/name,"
            + " the password apart", url.replaceAll("//.*@", "//…@"));
    require(user.matches("[!-~]{0,100}"), "HOKM_REDIS_USER: a name without blanks", user);
    require(user.isEmpty() || !password.isEmpty(),
        "HOKM_REDIS_PASSWORD: must be there with HOKM_REDIS_USER", "none");
    require(deadline.toMillis() >= 50, "HOKM_REDIS_TIMEOUT_MS: 50 or more", deadline.toMillis());
    require(replicas >= 0, "HOKM_REDIS_WAIT_REPLICAS: 0 or more", replicas);
    require(outbox >= 100, "HOKM_OUTBOX: 100 or more", outbox);
  }

  /** One server, and no save waits for a replica. */
  public RedisSettings(String url, String user, String password, Duration deadline) {
    this(url, user, password, "", deadline, 0, OUTBOX);
  }

  /** host:port each; empty where the url is the server's own. */
  List<String> sentinels() {
    return url.startsWith(SENTINEL)
        ? List.of(url.substring(SENTINEL.length(), url.lastIndexOf('/')).split(",")) : List.of();
  }

  /** What the sentinels call it. */
  String master() {
    return url.substring(url.lastIndexOf('/') + 1);
  }

  /** host:port, or the master's name among its sentinels. */
  public String address() {
    if (!sentinels().isEmpty()) return master() + " of " + String.join(",", sentinels());
    var uri = URI.create(url);
    return uri.getHost() + ":" + uri.getPort();
  }

  @Override
  public String toString() {
    return "RedisSettings[" + url + "]";
  }
}
