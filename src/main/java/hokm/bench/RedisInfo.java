package hokm.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Asks a Redis for its own figures, over a connection of its own.
 *
 * @param pid of its process; empty where it runs elsewhere
 */
public record RedisInfo(InetSocketAddress address, String user, String password, OptionalLong pid) {

  private static final int TIMEOUT_MILLIS = 5000;

  /**
   * @param calls of functions: the saves, and what little else a node says
   * @param reads it took from its sockets: a batch is one, unless it is large
   * @param bytesIn over its sockets
   * @param bytesKept written to its append-only file
   */
  public record Counts(long calls, long reads, long bytesIn, long bytesKept) {

    static final Counts NONE = new Counts(0, 0, 0, 0);

    Counts since(Counts before) {
      return new Counts(calls - before.calls, reads - before.reads, bytesIn - before.bytesIn,
          bytesKept - before.bytesKept);
    }
  }

  Counts counts() {
    var all = figures();
    var fcall = all.getOrDefault("cmdstat_fcall", "calls=0,");
    return new Counts(
        Long.parseLong(fcall.substring("calls=".length(), fcall.indexOf(','))),
        number(all, "total_reads_processed"), number(all, "total_net_input_bytes"),
        number(all, "aof_current_size"));
  }

  private static long number(Map<String, String> all, String name) {
    return Long.parseLong(all.getOrDefault(name, "0"));
  }

  /** All that it says of itself, by the names of its own. */
  public Map<String, String> figures() {
    try (var socket = new Socket()) {
      socket.connect(address, TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      var auth = password.isEmpty() ? "" : "AUTH " + (user + " " + password).strip() + "\r\n";
      socket.getOutputStream().write((auth + "INFO everything\r\n")
          .getBytes(StandardCharsets.UTF_8));
      var in = new BufferedInputStream(socket.getInputStream());
      if (!password.isEmpty()) expect(line(in), '+');
      int length = Integer.parseInt(expect(line(in), '$'));
      var figures = new HashMap<String, String>();
      new String(in.readNBytes(length), StandardCharsets.UTF_8).lines()
          .map(line -> line.split(":", 2)).filter(pair -> pair.length == 2)
          .forEach(pair -> figures.put(pair[0], pair[1].strip()));
      return figures;
    } catch (IOException e) {
      throw new UncheckedIOException("Redis at " + address + " tells no figures: "
          + e.getMessage(), e);
    }
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) throw new EOFException("it closed the connection");
      if (c != '\r') line.append((char) c);
    }
    return line.toString();
  }

  private static String expect(String line, char kind) throws IOException {
    if (line.isEmpty() || line.charAt(0) != kind) throw new IOException("it answers " + line);
    return line.substring(1);
  }

  @Override
  public String toString() {
    return "RedisInfo[" + address + "]";
  }
}
