package hokm.local;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * @param folder where data, binaries and logs are kept
 * @param nodes how many game nodes to start
 * @param redisUrl a Redis that is there already; empty to start one
 * @param postgresEndpoints host:port,host:port of servers that are there already; empty to start a
 *     pair
 * @param environment further settings for the nodes, HOKM_… as in the README
 * @param ground where the nodes run
 * @param postgresPrograms of an installed PostgreSQL; empty for those that come with us
 * @param progress takes a line for the person who waits
 */
public record StackSettings(Path folder, int nodes, int balancerPort, int firstNodePort,
    Optional<String> redisUrl, Optional<String> postgresEndpoints,
    Map<String, String> environment, Ground ground, Optional<PostgresPrograms> postgresPrograms,
    Consumer<String> progress) {

  public StackSettings(Path folder, int nodes, int balancerPort, int firstNodePort,
      Optional<String> redisUrl, Optional<String> postgresEndpoints,
      Map<String, String> environment, Ground ground, Consumer<String> progress) {
    this(folder, nodes, balancerPort, firstNodePort, redisUrl, postgresEndpoints, environment,
        ground, Optional.empty(), progress);
  }

  public StackSettings(Path folder, int nodes, int balancerPort, int firstNodePort,
      Optional<String> redisUrl, Optional<String> postgresEndpoints,
      Map<String, String> environment, Consumer<String> progress) {
    this(folder, nodes, balancerPort, firstNodePort, redisUrl, postgresEndpoints, environment,
        Ground.LOOPBACK, progress);
  }

  public static final int BALANCER_PORT = 8080;
  public static final int NODE_PORT = 8765;
  public static final int ADMIN_PORT = 9765;
  public static final int POSTGRES_PORT = 5432;
  public static final int REDIS_PORT = 6379;

  /** These settings of nodes whose thousands of clients all come from this machine. */
  public static Map<String, String> ofOneAddress(Map<String, String> environment) {
    var all = new HashMap<>(environment);
    for (String limit : List.of("HOKM_CONNECTIONS_PER_ADDRESS", "HOKM_CONNECT_RATE_PER_ADDRESS",
        "HOKM_RATE_PER_ADDRESS", "HOKM_NEW_ROOMS_PER_ADDRESS", "HOKM_API_RATE_PER_ADDRESS",
        "HOKM_NEW_ROOMS")) {
      all.put(limit, "0");
    }
    return Map.copyOf(all);
  }
}
