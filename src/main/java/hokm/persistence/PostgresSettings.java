package hokm.persistence;

import static hokm.room.BadSetting.require;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * @param endpoints every server of the cluster, in any order; which one is the primary is found out
 * @param endpointFile lists them instead, and may change while the node runs
 * @param owner makes the tables; without it they must be there
 * @param supervisor may promote and see replication; without it nothing is promoted
 * @param promote whether we promote a standby, or only follow what someone else promotes
 * @param ack when a result counts as kept: on the primary, or on a standby too
 */
public record PostgresSettings(List<Endpoint> endpoints, Optional<Path> endpointFile,
    String database, String user, String password, Optional<Credentials> owner,
    Optional<Credentials> supervisor, Promote promote, Ack ack) {

  public enum Promote { AUTO, EXTERNAL }

  public enum Ack { REPLICATED, PRIMARY }

  public record Endpoint(String host, int port) {

    public Endpoint {
      require(!host.isBlank() && !host.matches(".*[/@\\s].*") && port > 0 && port < 65536,
          "HOKM_PG_ENDPOINTS: host:port,host:port", host + ":" + port);
    }

    /** @param text host:port */
    public static Endpoint of(String text) {
      require(text.matches("[^/@\\s]+:\\d{1,5}"), "HOKM_PG_ENDPOINTS: host:port,host:port", text);
      int colon = text.lastIndexOf(':');
      return new Endpoint(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  public record Credentials(String user, String password) {

    public Credentials {
      require(user.matches("[A-Za-z_][A-Za-z0-9_]{0,62}"),
          "HOKM_PG_OWNER_USER and HOKM_PG_SUPERVISOR_USER: a role's plain name", user);
    }

    @Override
    public String toString() {
      return user;
    }
  }

  public static final PostgresSettings DEFAULT = new PostgresSettings(
      List.of(new Endpoint("127.0.0.1", 5432), new Endpoint("127.0.0.1", 5433)),
      Optional.empty(), "hokm_game", "game_user", "", Optional.empty(), Optional.empty(),
      Promote.AUTO, Ack.REPLICATED);

  public PostgresSettings {
    endpoints = checked(endpoints);
    require(database.matches("[A-Za-z_][A-Za-z0-9_]{0,62}"),
        "HOKM_PG_DATABASE: a database's plain name", database);
    require(user.matches("[A-Za-z_][A-Za-z0-9_]{0,62}"), "HOKM_PG_USER: a role's plain name", user);
  }

  private static List<Endpoint> checked(List<Endpoint> endpoints) {
    require(!endpoints.isEmpty() && endpoints.size() <= 16
        && new HashSet<>(endpoints).size() == endpoints.size(),
        "HOKM_PG_ENDPOINTS: 1 to 16 different servers as host:port,host:port", endpoints);
    return List.copyOf(endpoints);
  }

  /**
   * @param text what a file of endpoints holds: host:port a line, or with commas between; what
   *     follows a # is for people
   */
  public static List<Endpoint> list(String text) {
    return checked(Arrays.stream(text.replaceAll("#[^\\n]*", "").split("[,\\s]+"))
        .filter(each -> !each.isEmpty()).map(Endpoint::of).toList());
  }

  /** Who looks at the servers. */
  Credentials watcher() {
    return supervisor.orElseGet(this::player);
  }

  /** Who reads and writes results. */
  Credentials player() {
    return new Credentials(user, password);
  }

  @Override
  public String toString() {
    return "PostgresSettings[" + endpoints + ", " + database + " as " + user + ", "
        + promote + ", " + ack + "]";
  }
}
