package hokm.chaos;

import hokm.local.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What happens to the disk of Redis. */
final class DiskHarm implements Harm.Kit {

  private static final int CHUNK = 1 << 20;
  private static final long STANDS_MILLIS = 150;
  private static final long GOES_MILLIS = 50;

  private final RedisServer redis;
  private final SmallDisk disk;

  DiskHarm(RedisServer redis, SmallDisk disk) {
    this.redis = redis;
    this.disk = disk;
  }

  @Override
  public Map<Fault, Harm> harms() {
    return Map.of(Fault.DISK_SLOW, this::slow, Fault.DISK_FULL,
        disk.mounted() ? this::full : this::noMemory);
  }

  private Harm.Struck full(Harm.Spot at) {
    var filler = disk.folder().resolve("filler");
    fill(filler);
    return new Harm.Struck("Redis", Harm.between(at.chance(), 1500, 6000), () -> {
      try {
        Files.deleteIfExists(filler);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  private static void fill(Path filler) {
    var zeros = ByteBuffer.allocate(CHUNK);
    try (var channel = FileChannel.open(filler, StandardOpenOption.CREATE,
        StandardOpenOption.WRITE)) {
      while (channel.write(zeros.clear()) > 0) continue;
    } catch (IOException noSpaceLeft) {
      return;
    }
  }

  /** Where no small disk may be mounted: Redis refuses writes for want of memory instead. */
  private Harm.Struck noMemory(Harm.Spot at) {
    redis.ask("CONFIG SET maxmemory 1mb");
    return new Harm.Struck("Redis", Harm.between(at.chance(), 1500, 6000),
        () -> redis.ask("CONFIG SET maxmemory 0"));
  }

  /** It stands still three quarters of the time. */
  private Harm.Struck slow(Harm.Spot at) {
    var time = Harm.between(at.chance(), 2000, 6000);
    long end = System.nanoTime() + time.toNanos();
    var thread = new Thread(() -> {
      while (System.nanoTime() < end && redis.alive()) {
        redis.pause();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(STANDS_MILLIS));
        redis.resume();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(GOES_MILLIS));
      }
    }, "slow disk");
    thread.setDaemon(true);
    thread.start();
    return new Harm.Struck("Redis", time.plusMillis(STANDS_MILLIS * 2), () -> { });
  }

  @Override
  public List<String> notes() {
    var slow = "A slow disk is stood in for by a Redis that stands still three quarters of the"
        + " time.";
    return disk.mounted() ? List.of(slow) : List.of(slow, "This machine allows no mount, so a full"
        + " disk is stood in for by a full memory.");
  }

  @Override
  public boolean whole() {
    return redis.alive();
  }
}
