package hokm.cli;

import static hokm.room.BadSetting.require;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

@Command(name = "node", mixinStandardHelpOptions = true,
    description = "Runs one node; the environment says where the others are.")
final class NodeCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(NodeCommand.class);
  /** Read by other commands, which may share an environment with a node. */
  private static final Set<String> OTHERS = Set.of("HOKM_HOME");
  private static final long START_SECONDS = 120;
  private static final long STOP_SECONDS = 15;

  @Override
  public Integer call() throws Exception {
    var env = environment();
    var config = Config.of(env);
    var seams = env.optional("HOKM_CLOCK").map(file ->
        Seams.USUAL.withEdges(MovedClock.edges(Path.of(file)))).orElse(Seams.USUAL);
    for (String name : env.unknown()) {
      if (!OTHERS.contains(name)) {
        LOG.warn("{} is no setting of node {}; it changes nothing.", name, config.name());
      }
    }
    return run(config, seams);
  }

  /** The environment of a process that may have to end with the one that started it. */
  static Env environment() {
    var env = new Env(System.getenv());
    if ("true".equals(env.text("HOKM_END_WITH_PARENT", ""))) endWithParent();
    return env;
  }

  /** Until the process is told to end. */
  static int run(Config config, Seams seams) throws Exception {
    var node = start(config, seams);
    var ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      try {
        node.stop().toCompletionStage().toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS);
      } catch (Exception late) {
        System.err.println("The node did not stop in time: " + late.getMessage());
      }
      ended.countDown();
    }, "stop"));
    ended.await();
    return 0;
  }

  /** What keeps a node from starting is told in one line. */
  private static Node start(Config config, Seams seams) throws Exception {
    try {
      return Node.start(config, seams).toCompletionStage().toCompletableFuture()
          .get(START_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof BindException) {
        require(false, "HOKM_HTTP_PORT: a free port at HOKM_HTTP_HOST", config.gateway().port());
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** A parent that is killed can't stop its nodes; the end of their input tells them. */
  private static void endWithParent() {
    var watch = new Thread(() -> {
      try {
        while (System.in.read() >= 0) continue;
      } catch (IOException closed) {
        System.err.println("The parent is gone: " + closed.getMessage());
      }
      Runtime.getRuntime().halt(0);
    }, "parent");
    watch.setDaemon(true);
    watch.start();
  }
}
