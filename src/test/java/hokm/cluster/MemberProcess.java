package hokm.cluster;

import ch.qos.logback.classic.Level;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.DeliveryOptions;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node of nothing but its membership, in a JVM of its own. Prints what it sees, each line with
 * the wall clock's ms; sends "greet NODE" from its standard input as a message.
 */
final class MemberProcess {
  private MemberProcess() {}

  /** Arguments: node, cluster port, members, secret. */
  public static void main(String[] args) throws Exception {
    var root = (ch.qos.logback.classic.Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    var host = System.getProperty("member.host", "127.0.0.1");
    var settings = new ClusterSettings(host, Integer.parseInt(args[1]),
        ClusterSettings.members(args[2]), "", host, 0, args[3],
        Optional.ofNullable(System.getProperty("member.tls")).map(Path::of)
            .map(MemberProcess::tls));
    var started = ClusterVertx.start(settings, args[0], true, new VertxOptions(), null)
        .await(60, TimeUnit.SECONDS);
    started.membership().onJoined(node -> say("joined " + node));
    started.membership().onGone((node, refused) -> say("gone " + node + " " + refused));
    started.warmth().warmUp().await(30, TimeUnit.SECONDS);
    say("ready " + List.copyOf(started.membership().hosts()));
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      if (line.equals("leave")) break;
      if (line.equals("hosts")) {
        say("hosts " + started.membership().hosts().stream().sorted().toList());
      }
      if (line.startsWith("greet ")) greet(started, line.substring(6));
    }
    started.close().await(30, TimeUnit.SECONDS);
    System.exit(0);
  }

  static BusTls tls(Path folder) {
    return new BusTls(folder.resolve("cert.pem"), folder.resolve("key.pem"),
        folder.resolve("ca.pem"));
  }

  private static void greet(ClusterVertx.Started started, String node) {
    long sent = System.nanoTime();
    started.vertx().eventBus().<String>request("control." + node, "hello",
            new DeliveryOptions().setSendTimeout(10_000))
        .onSuccess(echo -> say("greeted " + node + " " + (System.nanoTime() - sent) / 1000))
        .onFailure(e -> say("ungreeted " + node + " " + e));
  }

  private static void say(String line) {
    System.out.println(System.currentTimeMillis() + " " + line);
  }
}
