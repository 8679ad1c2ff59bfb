package hokm.snapshots;

import static hokm.room.BadSetting.require;

import java.net.URI;
import java.time.Duration;

/**
 * @param url redis://host:port, without a password in it
 * @param password empty for none
 * @param deadline within which Redis must answer; after it the connection is dropped
 */
public record RedisSettings(String url, String password, Duration deadline) {

  public static final RedisSettings DEFAULT =
      new RedisSettings("redis://127.0.0.1:6379", "", Duration.ofSeconds(1));

  public RedisSettings {
    require(url.matches("rediss?://[^/@\\s]+:\\d{1,5}"),
        "HOKM_REDIS_URL: redis://host:port, the password apart", url.replaceAll("//.*@", "//…@"));
    require(deadline.toMillis() >= 50, "HOKM_REDIS_TIMEOUT_MS: 50 or more", deadline.toMillis());
  }

  /** host:port */
  public String address() {
    var uri = URI.create(url);
    return uri.getHost() + ":" + uri.getPort();
  }

  @Override
  public String toString() {
    return "RedisSettings[" + url + "]";
  }
}
