package hokm.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads what a node's log gains, and keeps what should not be there. */
public final class LogTail {

  private static final Pattern BAD = Pattern.compile(
      "^[\\d:.]+ (WARN|ERROR) .*|^\\s+at \\S+\\(.*|^Caused by: .*|^Exception in .*"
          + "|^\\S*(Exception|Error)(: .*)?$|^WARNING: .*|^SEVERE: .*|^#.*");
  private static final int KEPT = 100;

  private final String name;
  private final Path log;
  private final List<String> bad = new ArrayList<>();
  private long count;
  private long read;
  private String rest = "";

  /** What stands there already is of the start, when one node comes before the other. */
  public LogTail(String name, Path log) {
    this.name = name;
    this.log = log;
    try {
      this.read = Files.exists(log) ? Files.size(log) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** @return lines at WARN and above, and of stack traces, of those that have come since */
  public List<String> news() {
    var found = new ArrayList<String>();
    try (var file = Files.newByteChannel(log)) {
      file.position(read);
      var bytes = Channels.newInputStream(file).readAllBytes();
      read += bytes.length;
      var text = rest + new String(bytes, StandardCharsets.UTF_8);
      int end = text.lastIndexOf('\n') + 1;
      rest = text.substring(end);
      text.substring(0, end).lines().filter(BAD.asMatchPredicate())
          .forEach(line -> found.add(name + ": " + line));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    count += found.size();
    found.stream().limit(Math.max(0, KEPT - bad.size())).forEach(bad::add);
    return found;
  }

  public long count() {
    return count;
  }

  /** The first of them. */
  public List<String> bad() {
    return List.copyOf(bad);
  }
}
