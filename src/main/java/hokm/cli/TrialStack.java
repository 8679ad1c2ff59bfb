package hokm.cli;

import hokm.local.FreshFolder;
import hokm.local.NodeProcess;
import hokm.local.Stack;
import hokm.local.StackSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** All of Hokm for one measurement, in a folder that nobody else has. */
record TrialStack(Stack stack, FileLock held) implements AutoCloseable {

  private static final Duration WHOLE = Duration.ofSeconds(60);

  /**
   * Returns when all of it is well, also what nodes do not wait for to be ready.
   *
   * @param name of the folder
   * @param environment further settings of the nodes
   */
  static TrialStack start(String name, int nodes, Map<String, String> environment,
      Consumer<String> say) throws IOException {
    var folder = Files.createTempDirectory(name);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    var trial = new TrialStack(Stack.start(new StackSettings(folder, nodes,
        StackSettings.BALANCER_PORT, StackSettings.NODE_PORT, Optional.empty(), Optional.empty(),
        StackSettings.ofOneAddress(environment), new WeighedGround(), say)),
        FreshFolder.claim(folder, false).orElseThrow());
    long end = System.nanoTime() + WHOLE.toNanos();
    while (!trial.nodesAre("/health") || !trial.nodesAre("/db-health")) {
      if (System.nanoTime() > end) {
        trial.close();
        throw new IllegalStateException("Not all was well within " + WHOLE.toSeconds()
            + " s; logs are in " + folder.resolve("logs") + ".");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
    say.accept("Logs are in " + folder.resolve("logs") + ".");
    return trial;
  }

  private boolean nodesAre(String path) {
    return stack.nodes().stream().allMatch(node -> node.ok(path));
  }

  /** The one node of a stack that has one. */
  NodeProcess node() {
    return stack.nodes().get(0);
  }

  @Override
  public void close() {
    stack.close();
    try {
      held.release();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
