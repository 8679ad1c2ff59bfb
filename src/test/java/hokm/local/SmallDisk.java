package hokm.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A file system of a few megabytes in memory, which only root can mount. */
public final class SmallDisk implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Empty where this user may not mount one. */
  public static Optional<SmallDisk> at(Path folder) {
    try {
      Files.createDirectories(folder);
      Child.run(List.of("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", folder.toString()),
          DEADLINE);
      return Optional.of(new SmallDisk(folder));
    } catch (IllegalStateException mayNot) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void fill() {
    try (var out = Files.newOutputStream(folder.resolve("filler"), StandardOpenOption.CREATE)) {
      var block = new byte[4096];
      while (true) out.write(block);
    } catch (IOException full) {
      // Now it is.
    }
  }

  public void free() {
    try {
      Files.delete(folder.resolve("filler"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    Child.run(List.of("umount", folder.toString()), DEADLINE);
  }
}
