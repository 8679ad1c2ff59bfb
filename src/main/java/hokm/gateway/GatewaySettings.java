package hokm.gateway;

import static hokm.room.BadSetting.require;

import java.time.Duration;
import java.util.List;

/**
 * @param origins pages that may connect, such as https://hokm.example; empty for the server's own
 *     page alone. What sends no origin is no browser and is let in
 * @param connections sockets that one node holds; one more is refused with 503
 * @param messagesPerSecond of one socket, on average
 * @param burst messages that may come at once
 * @param errors in ten seconds on one socket, after which it is closed
 * @param signIn how long a socket may be open without a session
 * @param ping how long a socket is not heard of before it is pinged; when that is not answered, it
 *     is pinged again after a third of it
 * @param silence after which a socket that was not heard of is dropped; looked for sixteen times a
 *     ping, so that by default a dead peer is noticed within 13 s
 * @param newRooms a minute that a player opens, on average and at once; 0 for no limit
 * @param trustedProxies addresses and networks whose X-Forwarded-For is believed
 */
public record GatewaySettings(String host, int port, List<String> origins, int connections,
    int messagesPerSecond, int burst, int errors, Duration signIn, Duration ping,
    Duration silence, int newRooms, Shares shares, List<String> trustedProxies, Http http) {

  /**
   * How long an HTTP connection that is no WebSocket may take.
   *
   * @param head from its begin to the end of its first request's head
   * @param answer from there until the answer has been read
   * @param idle from there to the end of the next request's head; longer than proxies keep one
   */
  public record Http(Duration head, Duration answer, Duration idle) {
    public static final Http DEFAULT = new Http(Duration.ofSeconds(10), Duration.ofMinutes(2),
        Duration.ofSeconds(75));
  }

  public static final GatewaySettings DEFAULT = new GatewaySettings("127.0.0.1", 8765, List.of(),
      20_000, 20, 40, 20, Duration.ofSeconds(5), Duration.ofMillis(7500), Duration.ofSeconds(12),
      10, Shares.DEFAULT, List.of(), Http.DEFAULT);

  public GatewaySettings {
    require(!host.isBlank(), "HOKM_HTTP_HOST: an address of this machine", host);
    require(port >= 0 && port < 65_536, "HOKM_HTTP_PORT: 0 to 65535", port);
    origins = List.copyOf(origins);
    for (String origin : origins) {
      require(origin.matches("https?://[^/]+"), "HOKM_ORIGINS: https://host,https://host", origin);
    }
    require(connections > 0, "HOKM_CONNECTIONS: 1 or more", connections);
    require(messagesPerSecond > 0, "HOKM_RATE: 1 or more", messagesPerSecond);
    require(burst >= messagesPerSecond, "HOKM_BURST: HOKM_RATE or more", burst);
    require(silence.compareTo(ping.multipliedBy(3).dividedBy(2)) >= 0,
        "silence: one and a half times the ping or more", silence);
    require(newRooms >= 0, "HOKM_NEW_ROOMS: 0 for no limit, or more", newRooms);
    trustedProxies = List.copyOf(trustedProxies);
    for (String proxy : trustedProxies) {
      require(Network.of(proxy).isPresent(),
          "HOKM_TRUSTED_PROXIES: addresses and networks, such as 10.0.0.0/8", proxy);
    }
  }

  /** Without limits for addresses and players. */
  public GatewaySettings(String host, int port, List<String> origins, int connections,
      int messagesPerSecond, int burst, int errors, Duration signIn, Duration ping,
      Duration silence) {
    this(host, port, origins, connections, messagesPerSecond, burst, errors, signIn, ping,
        silence, 0, Shares.UNLIMITED, List.of(), Http.DEFAULT);
  }
}
