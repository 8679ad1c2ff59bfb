package hokm.persistence;

import hokm.persistence.PostgresSettings.Endpoint;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The text by which a standby connects to its primary: key = value, a value perhaps in quotes. */
final class Conninfo {

  private static final Pattern PAIR =
      Pattern.compile("\\s*([a-z_]+)\\s*=\\s*('(?:[^'\\\\]|\\\\.)*'|\\S+)");

  private Conninfo() {}

  /** Where it leads to; empty when it names no host and port. */
  static Optional<Endpoint> endpoint(String conninfo) {
    var host = value(conninfo, "host").or(() -> value(conninfo, "hostaddr"));
    var port = value(conninfo, "port").orElse("5432");
    return host.filter(name -> port.matches("\\d{1,5}"))
        .map(name -> new Endpoint(name, Integer.parseInt(port)));
  }

  private static Optional<String> value(String conninfo, String key) {
    return PAIR.matcher(conninfo).results().filter(pair -> pair.group(1).equals(key))
        .map(pair -> plain(pair.group(2))).findFirst();
  }

  private static String plain(String value) {
    return value.startsWith("'")
        ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1") : value;
  }

  /** The same connection, to another server. */
  static String to(Endpoint server, String conninfo) {
    return PAIR.matcher(conninfo).results()
        .filter(pair -> !pair.group(1).matches("host|hostaddr|port"))
        .map(pair -> pair.group(1) + "=" + pair.group(2))
        .collect(Collectors.joining(" ", "host=" + server.host() + " port=" + server.port() + " ",
            ""));
  }
}
