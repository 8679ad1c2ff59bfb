package hokm.gateway;

import static hokm.room.BadSetting.require;

/**
 * What one network address may take of a node, so that none takes what the others need. 0 is no
 * limit. By default a school behind one address can play, and come back at once after a fault.
 *
 * @param connections at a time; of HTTP connections that are no WebSocket it may have as many more
 * @param connectsPerSecond on average; at once it may make as many as it may have
 * @param messagesPerSecond on average, of all its sockets; twice as many at once
 * @param roomsPerMinute that it opens, on average and at once; to look for a quick match counts too
 * @param requestsPerSecond to the API, on average; twice as many at once
 */
public record Shares(int connections, int connectsPerSecond, int messagesPerSecond,
    int roomsPerMinute, int requestsPerSecond) {

  public static final Shares DEFAULT = new Shares(1000, 100, 2000, 300, 50);
  public static final Shares UNLIMITED = new Shares(0, 0, 0, 0, 0);

  private static final String RULE = ": 0 for no limit, or more";

  public Shares {
    require(connections >= 0, "HOKM_CONNECTIONS_PER_ADDRESS" + RULE, connections);
    require(connectsPerSecond >= 0, "HOKM_CONNECT_RATE_PER_ADDRESS" + RULE, connectsPerSecond);
    require(messagesPerSecond >= 0, "HOKM_RATE_PER_ADDRESS" + RULE, messagesPerSecond);
    require(roomsPerMinute >= 0, "HOKM_NEW_ROOMS_PER_ADDRESS" + RULE, roomsPerMinute);
    require(requestsPerSecond >= 0, "HOKM_API_RATE_PER_ADDRESS" + RULE, requestsPerSecond);
  }

  /** What a player may take, whatever address he comes from. */
  static Shares ofPlayer(int roomsPerMinute) {
    return new Shares(0, 0, 0, roomsPerMinute, 0);
  }
}
