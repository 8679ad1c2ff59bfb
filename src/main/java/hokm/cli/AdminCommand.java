package hokm.cli;

import hokm.admin.AdminSettings;
import hokm.local.Secrets;
import hokm.local.StackSettings;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

@Command(name = "admin", mixinStandardHelpOptions = true, description = "Asks the admin API of any"
    + " node; prints its answer. The token is HOKM_ADMIN_TOKEN, or that of ./hokm up.")
final class AdminCommand {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  @Spec
  private CommandSpec spec;

  private final Env env = new Env(System.getenv());

  @Option(names = "--url", scope = ScopeType.INHERIT, paramLabel = "URL",
      description = "of a node's admin port (default: HOKM_ADMIN_PORT of this machine, or http://"
      + "127.0.0.1:" + StackSettings.ADMIN_PORT + ")")
  private URI url;

  @Command(name = "nodes", description = "Lists the nodes.", mixinStandardHelpOptions = true)
  int nodes() {
    return ask("GET", "nodes", null);
  }

  @Command(name = "rooms", mixinStandardHelpOptions = true,
      description = "Lists rooms by their codes, without a card.")
  int rooms(
      @Option(names = "--after", defaultValue = "", description = "the last code of the page"
          + " before") String after,
      @Option(names = "--limit", defaultValue = "100", description = "at most 500") int limit) {
    return ask("GET", "rooms?limit=" + limit + "&after=" + after, null);
  }

  @Command(name = "room", description = "Shows a room.", mixinStandardHelpOptions = true)
  int room(@Parameters(paramLabel = "CODE") String code) {
    return ask("GET", "rooms/" + code, null);
  }

  @Command(name = "drain", mixinStandardHelpOptions = true, description = "Hands a node's rooms to"
      + " others and sends its players there; it stays empty until it is stopped.")
  int drain(@Parameters(paramLabel = "NODE") String node) {
    return ask("POST", "nodes/" + node + "/drain", new JsonObject());
  }

  @Command(name = "move", description = "Moves a room.", mixinStandardHelpOptions = true)
  int move(@Parameters(paramLabel = "CODE") String code,
      @Option(names = "--to", paramLabel = "NODE", description = "default: the one with the fewest"
          + " rooms") String to) {
    return ask("POST", "rooms/" + code + "/move", with(new JsonObject(), "to", to));
  }

  @Command(name = "close", description = "Ends a room; its match counts for nobody.",
      mixinStandardHelpOptions = true)
  int close(@Parameters(paramLabel = "CODE") String code,
      @Option(names = "--reason", required = true, paramLabel = "WORDS",
          description = "told to the players")
      String reason) {
    return ask("POST", "rooms/" + code + "/close", new JsonObject().put("reason", reason));
  }

  @Command(name = "ban", description = "Lets a player in no more.",
      mixinStandardHelpOptions = true)
  int ban(@Parameters(paramLabel = "PLAYER") String player,
      @Option(names = "--reason", required = true, paramLabel = "WORDS",
          description = "told to the player")
      String reason,
      @Option(names = "--hours", paramLabel = "N", description = "default: for good")
      Integer hours) {
    var until = hours == null ? null
        : Instant.now().plus(Duration.ofHours(hours)).toString();
    return ask("POST", "bans/" + player,
        with(new JsonObject().put("reason", reason), "until", until));
  }

  @Command(name = "unban", description = "Lifts a ban.", mixinStandardHelpOptions = true)
  int unban(@Parameters(paramLabel = "PLAYER") String player) {
    return ask("DELETE", "bans/" + player, null);
  }

  @Command(name = "bans", description = "Lists who is banned.", mixinStandardHelpOptions = true)
  int bans() {
    return ask("GET", "bans?limit=500", null);
  }

  private static JsonObject with(JsonObject body, String name, String value) {
    return value == null ? body : body.put(name, value);
  }

  private int ask(String method, String path, JsonObject body) {
    var line = spec.commandLine();
    var at = Optional.ofNullable(url).orElseGet(() -> URI.create("http://127.0.0.1:"
        + env.number("HOKM_ADMIN_PORT", StackSettings.ADMIN_PORT)));
    try {
      var asked = HttpRequest.newBuilder(at.resolve("/admin/" + path)).timeout(PATIENCE)
          .header("Authorization", "Bearer " + token())
          .method(method, body == null ? HttpRequest.BodyPublishers.noBody()
              : HttpRequest.BodyPublishers.ofString(body.encode())).build();
      var answer = HttpClient.newHttpClient().send(asked, BodyHandlers.ofString());
      var to = answer.statusCode() < 400 ? line.getOut() : line.getErr();
      to.print(answer.body());
      to.flush();
      return answer.statusCode() < 400 ? 0 : 1;
    } catch (IOException e) {
      throw new IllegalStateException("No admin API answers at " + at + ".", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  /** Of several the first. */
  private String token() {
    var home = Path.of(env.text("HOKM_HOME", ".hokm"));
    return env.secret("HOKM_ADMIN_TOKEN")
        .map(text -> AdminSettings.tokens(text).get(0).secret())
        .or(() -> Secrets.admin(home))
        .orElseThrow(() -> new IllegalStateException("Say with HOKM_ADMIN_TOKEN who asks, or with"
            + " HOKM_HOME where ./hokm up keeps its data: it is not in " + home.toAbsolutePath()
            + "."));
  }
}
