package hokm.cli;

import hokm.local.FreshFolder;
import hokm.local.Stack;
import hokm.local.StackSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "up", mixinStandardHelpOptions = true,
    description = "Starts everything on this machine; Ctrl-C stops it.")
final class UpCommand implements Callable<Integer> {

  private static final Set<String> EACH_NODES_OWN = Set.of("HOKM_HOME", "HOKM_NODE",
      "HOKM_RUN", "HOKM_HTTP_PORT", "HOKM_BUS_PORT", "HOKM_CLUSTER_PORT", "HOKM_CLUSTER_MEMBERS",
      "HOKM_ADMIN_PORT");

  @Option(names = "--fresh", description = "begin with empty data")
  private boolean fresh;

  @Option(names = "--nodes", defaultValue = "2", paramLabel = "N",
      description = "how many game nodes (default: ${DEFAULT-VALUE})")
  private int nodes;

  @Option(names = "--port", defaultValue = "8080", paramLabel = "PORT",
      description = "where the page is (default: ${DEFAULT-VALUE})")
  private int port;

  @Override
  public Integer call() throws InterruptedException {
    var env = new Env(System.getenv());
    Config.of(env);
    var folder = Path.of(env.text("HOKM_HOME", ".hokm")).toAbsolutePath();
    var lock = FreshFolder.claim(folder, fresh);
    if (lock.isEmpty()) {
      System.err.println("Another hokm runs on " + folder + "; stop it, or set HOKM_HOME to"
          + " another folder.");
      return 1;
    }
    var stack = Stack.start(settings(env, folder));
    System.out.println("Play at http://localhost:" + stack.balancerPort()
        + " — Ctrl-C stops everything.");
    new CountDownLatch(1).await();
    return 0;
  }

  private StackSettings settings(Env env, Path folder) {
    Map<String, String> own = new HashMap<>();
    env.variables().forEach((name, value) -> {
      if (name.startsWith("HOKM_") && !EACH_NODES_OWN.contains(name)) own.put(name, value);
    });
    return new StackSettings(folder, nodes, port, StackSettings.NODE_PORT,
        env.optional("HOKM_REDIS_URL"), env.optional("HOKM_PG_ENDPOINTS"), own,
        System.out::println);
  }
}
