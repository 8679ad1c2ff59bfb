package hokm.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real Sentinel that alone decides, and soon, that its master is down. */
public final class SentinelServer {

  private final Process process;
  private final int port;

  /** @param master port of the master, which it calls hokm */
  public SentinelServer(Path data, Path binaries, int master, String password) {
    port = FreePorts.any();
    try {
      Files.createDirectories(data);
      var conf = data.resolve("sentinel.conf");
      Files.writeString(conf, String.join("\n", "bind 127.0.0.1", "port " + port, "dir " + data,
          "sentinel monitor hokm 127.0.0.1 " + master + " 1",
          "sentinel auth-user hokm sentinel",
          "sentinel auth-pass hokm " + password, "sentinel down-after-milliseconds hokm 700",
          "sentinel failover-timeout hokm 3000", ""));
      process = new ProcessBuilder(Child.unprivileged(data,
          List.of(RedisServer.unpack(binaries).toString(), conf.toString(), "--sentinel")))
          .redirectErrorStream(true).redirectOutput(data.resolve("sentinel.log").toFile())
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String url() {
    return "redis-sentinel://127.0.0.1:" + port + "/hokm";
  }

  /** One command. @return the first line of the answer */
  public String ask(String command) {
    return RedisServer.ask(port, "", "", command);
  }

  public void stop() {
    process.destroyForcibly();
    Child.awaitEnd(process.toHandle(), Duration.ofSeconds(10));
  }
}
