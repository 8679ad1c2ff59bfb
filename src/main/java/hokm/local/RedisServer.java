package hokm.local;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A real Redis, from the binary in a Maven artifact, on the loopback address. */
public final class RedisServer {

  /** Whom the nodes are to it. */
  public static final String USER = "hokm";
  /** Who may do everything. */
  public static final String OPERATOR = "operator";

  private static final Duration START = Duration.ofSeconds(20);
  private static final Duration STOP = Duration.ofSeconds(10);

  private final Path data;
  private final Path binary;
  private final int port;
  private final String password;
  private final String operator = secret();
  private final List<String> more;
  private Process process;

  /** @param data its folder, made if need be; @param binaries where binaries are unpacked to */
  public RedisServer(Path data, Path binaries, int port, String password) {
    this(data, binaries, port, password, List.of());
  }

  /** @param fsync when its file is forced to the disk: everysec, always or no */
  public RedisServer(Path data, Path binaries, int port, String password, String fsync) {
    this(data, binaries, port, password, List.of("appendfsync " + fsync));
  }

  /** @param more lines of its configuration, such as "replicaof 127.0.0.1 6379" */
  public RedisServer(Path data, Path binaries, int port, String password, List<String> more) {
    this.data = data.toAbsolutePath();
    this.port = port;
    this.password = password;
    this.more = List.copyOf(more);
    this.binary = unpack(binaries.toAbsolutePath());
  }

  private static String secret() {
    byte[] secret = new byte[18];
    new SecureRandom().nextBytes(secret);
    return HexFormat.of().formatHex(secret);
  }

  /** Of {@link #OPERATOR}, for as long as this object lives. */
  public String operatorPassword() {
    return operator;
  }

  public int port() {
    return port;
  }

  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  public long pid() {
    return process.pid();
  }

  public boolean alive() {
    return process != null && process.isAlive();
  }

  /** With what its file holds; returns when it answers. */
  public synchronized RedisServer start() {
    if (alive()) return this;
    try {
      Files.createDirectories(data);
      Child.leftover(pidFile(), "redis-server").ifPresent(old -> {
        old.destroyForcibly();
        Child.awaitEnd(old, STOP);
      });
      writeConf();
      process = new ProcessBuilder(Child.unprivileged(data,
          List.of(binary.toString(), data.resolve("redis.conf").toString())))
          .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(
              data.resolve("redis.log").toFile())).start();
      process.getOutputStream().close();
      Files.writeString(pidFile(), Long.toString(process.pid()));
      awaitPong();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path pidFile() {
    return data.resolve("redis.pid");
  }

  private void writeConf() throws IOException {
    var conf = data.resolve("redis.conf");
    Files.deleteIfExists(conf);
    Files.createFile(conf, PosixFilePermissions.asFileAttribute(
        PosixFilePermissions.fromString("rw-------")));
    Files.writeString(conf, String.join("\n",
        "bind 127.0.0.1",
        "port " + port,
        users(),
        "masteruser replica",
        "masterauth " + password,
        "dir " + data,
        "appendonly yes",
        "appendfsync everysec",
        "save \"\"",
        "repl-diskless-sync-delay 0",
        "maxmemory-policy noeviction", String.join("\n", more), ""));
  }

  /** As everywhere, so that whatever is tried here is tried with no more rights than there. */
  private String users() {
    return PostgresData.resource("/conf/redis/users.conf").replace("${operator}", operator)
        .replaceAll("\\$\\{(hokm|replica|sentinel)}", password);
  }

  private void awaitPong() {
    long deadline = System.nanoTime() + START.toNanos();
    while (!pong()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException("Redis did not start on port " + port + "; see "
            + data.resolve("redis.log"));
      }
      Thread.onSpinWait();
    }
  }

  private boolean pong() {
    try {
      return ask("PING").equals("+PONG");
    } catch (UncheckedIOException notYet) {
      try {
        process.waitFor(10, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return false;
    }
  }

  /**
   * One command of its operator on a connection of its own, such as "CONFIG SET maxmemory 1mb".
   *
   * @return the first line of the answer
   */
  public String ask(String command) {
    return ask(port, OPERATOR, operator, command);
  }

  static String ask(int port, String user, String password, String command) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
      socket.setSoTimeout(1000);
      var login = user.isEmpty() ? "PING" : "AUTH " + user + " " + password;
      socket.getOutputStream().write((login + "\r\n" + command + "\r\n")
          .getBytes(StandardCharsets.UTF_8));
      var answers = new BufferedReader(new InputStreamReader(socket.getInputStream(),
          StandardCharsets.UTF_8));
      answers.readLine();
      var answer = answers.readLine();
      if (answer == null) throw new EOFException("Redis closed the connection.");
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL. */
  public void kill() {
    process.destroyForcibly();
    Child.awaitEnd(process.toHandle(), STOP);
  }

  /** What it has on disk is lost. Not while it runs. */
  public void wipe() {
    try {
      FreshFolder.delete(data.resolve("appendonlydir"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** It dies and starts again with nothing. */
  public synchronized void startEmpty() {
    kill();
    wipe();
    start();
  }

  /** SIGSTOP: it still accepts connections and answers nothing. */
  public void pause() {
    Child.signal("STOP", process.pid());
  }

  public void resume() {
    Child.signal("CONT", process.pid());
  }

  public void stop() {
    if (process == null) return;
    process.destroy();
    if (!Child.awaitEnd(process.toHandle(), STOP)) kill();
  }

  static Path unpack(Path binaries) {
    var os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    var arch = System.getProperty("os.arch");
    var name = "redis-server-7.0.15-" + (os.contains("mac") ? "darwin" : "linux") + "-"
        + (arch.equals("aarch64") ? "arm64" : "amd64");
    var target = binaries.resolve(name);
    if (Files.exists(target)) return target;
    try (var in = RedisServer.class.getResourceAsStream("/" + name)) {
      if (in == null) throw new IllegalStateException("No Redis comes for " + os + " " + arch);
      Files.createDirectories(binaries);
      var part = Files.createTempFile(binaries, name, ".part");
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
