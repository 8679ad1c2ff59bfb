package hokm.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The folder that one run at a time keeps its data in. */
public final class FreshFolder {

  /** A lock that nobody refers to is given back by the garbage collector. */
  private static final Set<FileLock> HELD = ConcurrentHashMap.newKeySet();

  private FreshFolder() {}

  /**
   * Takes the folder for as long as this process lives; the operating system gives it back.
   *
   * @param fresh whether the data in it is thrown away; unpacked programs stay
   * @return empty when another run has it
   */
  public static Optional<FileLock> claim(Path folder, boolean fresh) {
    try {
      Files.createDirectories(folder);
      var channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE,
          StandardOpenOption.WRITE);
      var lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        return Optional.empty();
      }
      HELD.add(lock);
      if (fresh) clear(folder);
      return Optional.of(lock);
    } catch (OverlappingFileLockException taken) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void clear(Path folder) throws IOException {
    for (String name : PostgresCluster.FOLDERS) {
      var data = folder.resolve("postgres").resolve(name);
      Child.leftover(data.resolve("postmaster.pid"), data.toString())
          .ifPresent(ProcessHandle::destroyForcibly);
    }
    Child.leftover(folder.resolve("redis/redis.pid"), "redis-server")
        .ifPresent(ProcessHandle::destroyForcibly);
    for (String part : List.of("postgres", "redis", "logs", "secrets.properties")) {
      delete(folder.resolve(part));
    }
  }

  /** With all that is in it, if it is there. */
  static void delete(Path path) throws IOException {
    if (!Files.exists(path)) return;
    try (var all = Files.walk(path)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}
