package hokm.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A folder on a small disk of its own, in memory, where this process may mount one. */
public final class SmallDisk implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 10;

  private final Path folder;
  private final boolean mounted;

  private SmallDisk(Path folder, boolean mounted) {
    this.folder = folder;
    this.mounted = mounted;
  }

  /** @param wanted whether to try at all */
  public static SmallDisk at(Path folder, boolean wanted) throws IOException {
    Files.createDirectories(folder);
    var disk = new SmallDisk(folder, wanted && run(List.of("mount", "-t", "tmpfs", "-o",
        "size=256m,mode=755", "hokm-small-disk", folder.toString())));
    // Also when the program is told to end; what still uses it keeps it until then.
    Runtime.getRuntime().addShutdownHook(new Thread(disk::close, "disk"));
    return disk;
  }

  Path folder() {
    return folder;
  }

  boolean mounted() {
    return mounted;
  }

  private static boolean run(List<String> command) {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException missing) {
      return false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    if (mounted) run(List.of("umount", "-l", folder.toString()));
  }
}
