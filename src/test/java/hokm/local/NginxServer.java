package hokm.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** nginx as it is installed here, under conf/nginx.conf, in front of nodes of this machine. */
final class NginxServer implements AutoCloseable {

  private final Path folder;
  private final int port = FreePorts.any();
  private final Process process;

  /** @param silence in place of the minute after which a silent socket is dropped */
  NginxServer(String binary, Path folder, List<Integer> nodes, String silence) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
      var conf = folder.resolve("nginx.conf");
      Files.writeString(conf, Files.readString(Path.of("conf/nginx.conf"))
          .replace("/tmp/", folder + "/")
          .replace("node-a:8765", "127.0.0.1:" + nodes.get(0))
          .replace("node-b:8766", "127.0.0.1:" + nodes.get(1))
          .replace("listen 8080", "listen 127.0.0.1:" + port)
          .replace("/dev/stdout", access().toString())
          .replace("_timeout 60s", "_timeout " + silence));
      process = new ProcessBuilder(binary, "-c", conf.toString(), "-g", "daemon off;")
          .redirectErrorStream(true).redirectOutput(folder.resolve("nginx.log").toFile()).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Debian keeps it where users who are not root don't look. */
  static Optional<String> binary() {
    return Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin"))
        .map(each -> Path.of(each, "nginx")).filter(Files::isExecutable).findFirst()
        .map(Path::toString);
  }

  int port() {
    return port;
  }

  String accessLog() throws IOException {
    return Files.readString(access());
  }

  private Path access() {
    return folder.resolve("access.log");
  }

  @Override
  public void close() {
    process.destroy();
    Child.awaitEnd(process.toHandle(), Duration.ofSeconds(10));
  }
}
