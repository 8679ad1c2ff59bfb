package hokm.cli;

import static hokm.room.BadSetting.require;

import hokm.bots.NormalBot;
import hokm.demo.Evening;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "play", mixinStandardHelpOptions = true,
    description = "Plays whole matches at servers that run, four real sockets a table, and checks"
        + " each against its log and its rows. Do to the servers what you like meanwhile.")
final class PlayCommand implements Callable<Integer> {

  @Spec
  private CommandSpec spec;

  @Option(names = "--at", split = ",", required = true, paramLabel = "HOST:PORT",
      description = "gateways, or what stands before them; several with commas")
  private List<String> servers;

  @Option(names = "--tables", defaultValue = "4", paramLabel = "N",
      description = "of four people each (default: ${DEFAULT-VALUE})")
  private int tables;

  @Option(names = "--target", defaultValue = "2", paramLabel = "POINTS",
      description = "of a match (default: ${DEFAULT-VALUE})")
  private int target;

  @Option(names = "--seconds", defaultValue = "0", paramLabel = "N",
      description = "begin matches for so long, or until SIGTERM; at least one a table (default:"
          + " ${DEFAULT-VALUE})")
  private int seconds;

  @Option(names = "--think", defaultValue = "60", paramLabel = "MS",
      description = "how long a player thinks at most (default: ${DEFAULT-VALUE})")
  private int think;

  @Option(names = "--seed", paramLabel = "N", description = "decides salts and pace")
  private Long seed;

  @Override
  public Integer call() {
    require(tables > 0 && tables <= 1000, "--tables: 1 to 1000", tables);
    require(target > 0 && target <= 7, "--target: 1 to 7", target);
    long chosen = seed != null ? seed : System.nanoTime() % 1_000_000;
    say(tables + " tables at " + String.join(", ", servers) + "; the seed is " + chosen + ".");
    var vertx = Vertx.vertx();
    var evening = new Evening(vertx, new Evening.Settings(
        servers.stream().map(PlayCommand::address).toList(), tables, target,
        Duration.ofSeconds(seconds), Duration.ofMillis(Math.max(2, think)), chosen),
        NormalBot::new, this::say);
    var status = new CompletableFuture<Integer>();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      evening.end();
      // Told to end it plays what has begun to its end, each match within its bound.
      Runtime.getRuntime().halt(status.completeOnTimeout(1, 10, TimeUnit.MINUTES).join());
    }, "end"));
    try {
      var report = evening.run();
      say(report.text());
      status.complete(report.held() ? 0 : 1);
    } finally {
      status.complete(1);
      vertx.close();
    }
    return status.join();
  }

  private static SocketAddress address(String text) {
    require(text.matches("[^:\\s]+:\\d{1,5}"), "--at: host:port,host:port", text);
    int colon = text.lastIndexOf(':');
    return SocketAddress.inetSocketAddress(Integer.parseInt(text.substring(colon + 1)),
        text.substring(0, colon));
  }

  private void say(String line) {
    PrintWriter console = spec.commandLine().getOut();
    console.println(line);
    console.flush();
  }
}
