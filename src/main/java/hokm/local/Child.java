package hokm.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A server that we start as a process of its own. Its id stands in a file, so that the next start
 * finds what a crashed run has left, and ends it only if it is what the file says.
 */
final class Child {

  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
  private static final String NOBODY = "65534";
  private static final List<String> AS_NOBODY =
      List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups");

  private Child() {}

  /**
   * How a server is run that has its files in this folder. PostgreSQL refuses to be root, and Redis
   * has no need to be. Root's servers run as nobody where nobody can reach the folder, which is
   * then given to it; otherwise, as below root's home, in a user namespace that has no root.
   */
  static List<String> unprivileged(Path folder, List<String> command) {
    if (!ROOT) return command;
    var all = new ArrayList<String>();
    if (reachable(folder.getParent())) {
      run(List.of("chown", "-R", NOBODY + ":" + NOBODY, folder.toString()), Duration.ofMinutes(1));
      all.addAll(AS_NOBODY);
    } else {
      all.addAll(List.of("unshare", "-U"));
    }
    all.addAll(command);
    return all;
  }

  private static boolean reachable(Path folder) {
    var test = new ArrayList<>(AS_NOBODY);
    test.addAll(List.of("test", "-x", folder.toString()));
    try {
      run(test, Duration.ofSeconds(10));
      return true;
    } catch (IllegalStateException no) {
      return false;
    }
  }

  /** @return what it printed; throws IllegalStateException with that when it failed */
  static String run(List<String> command, Duration deadline) {
    try {
      var out = Files.createTempFile("hokm", ".out");
      try {
        var process = new ProcessBuilder(command).redirectErrorStream(true)
            .redirectOutput(out.toFile()).directory(Path.of("/").toFile()).start();
        process.getOutputStream().close();
        boolean ended = process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) process.destroyForcibly();
        var text = Files.readString(out);
        if (!ended || process.exitValue() != 0) {
          throw new IllegalStateException(command.get(0) + " … " + command.get(command.size() - 1)
              + (ended ? " failed: " : " did not end in time: ") + text.strip());
        }
        return text;
      } finally {
        Files.deleteIfExists(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A process of an earlier run, if it still lives and its command line holds this text. */
  static Optional<ProcessHandle> leftover(Path pidFile, String mark) {
    try {
      if (!Files.exists(pidFile)) return Optional.empty();
      long pid = Long.parseLong(Files.readString(pidFile).lines().findFirst().orElse("0").strip());
      return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(handle ->
          commandLine(handle).contains(mark));
    } catch (IOException | NumberFormatException unreadable) {
      return Optional.empty();
    }
  }

  private static String commandLine(ProcessHandle handle) {
    var proc = Path.of("/proc", Long.toString(handle.pid()), "cmdline");
    try {
      if (Files.isReadable(proc)) return Files.readString(proc).replace('\0', ' ');
    } catch (IOException gone) {
      return "";
    }
    return handle.info().commandLine().orElse("");
  }

  static void signal(String name, long pid) {
    try {
      run(List.of("kill", "-" + name, Long.toString(pid)), Duration.ofSeconds(10));
    } catch (IllegalStateException gone) {
      if (ProcessHandle.of(pid).isPresent()) throw gone;
    }
  }

  /** @return whether it ended within the deadline */
  static boolean awaitEnd(ProcessHandle handle, Duration deadline) {
    try {
      handle.onExit().get(deadline.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (Exception stillThere) {
      if (stillThere instanceof InterruptedException) Thread.currentThread().interrupt();
      return !handle.isAlive();
    }
  }
}
