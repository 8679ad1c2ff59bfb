package hokm.soak;

import hokm.bench.Usage;
import hokm.local.NodeProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** What a node is found to take. */
public final class NodeLook {

  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final int CLASSES = 12;
  private static final Pattern TOO_SLOW =
      Pattern.compile("hokm_sockets_closed_total\\{.*reason=\"too_slow\".*} .*");

  private final NodeProcess node;
  private long pid;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER).build();
  private Map<String, Long> heapAtFirst = Map.of();
  private Map<String, Long> heap = Map.of();

  public NodeLook(NodeProcess node) {
    this.node = node;
    this.pid = node.pid();
  }

  public String name() {
    return node.name();
  }

  /** Whether it is the process that it was. */
  public boolean same() {
    return node.alive() && node.pid() == pid;
  }

  /** It was started again. */
  void again() {
    pid = node.pid();
  }

  /** Fails with an UncheckedIOException when it does not answer in time. */
  Map<Measure, Double> measure() {
    var id = OptionalLong.of(pid);
    var health = new JsonObject(get("/health"));
    var all = new EnumMap<Measure, Double>(Measure.class);
    all.put(Measure.HEAP, heapBytes());
    all.put(Measure.RESIDENT, (double) Usage.residentBytes(id));
    all.put(Measure.THREADS, (double) Usage.threads(id));
    all.put(Measure.FILES, (double) Usage.openFiles(id));
    all.put(Measure.SOCKETS, (double) health.getInteger("sockets"));
    all.put(Measure.ROOMS, (double) health.getInteger("rooms"));
    return all;
  }

  /** Live, after a collection. */
  public double heapBytes() {
    heap = Usage.histogram(OptionalLong.of(pid));
    return heap.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Of everything a little. */
  public record Takes(double heap, long resident, long files, int sockets) {
    public String text() {
      return String.format(Locale.ROOT, "%.1f MB of live heap, %d MB resident, %d open files, %d"
          + " sockets", heap / (1 << 20), resident >> 20, files, sockets);
    }
  }

  public Takes takes() {
    var id = OptionalLong.of(pid);
    int now = sockets();
    long files = Usage.openFiles(id);
    return new Takes(heapBytes(), Usage.residentBytes(id), files, now);
  }

  public int sockets() {
    return new JsonObject(get("/health")).getInteger("sockets");
  }

  public int rooms() {
    return new JsonObject(get("/health")).getInteger("rooms");
  }

  /** Sockets that it has closed because they left too much unread. */
  public long tooSlow() {
    return get("/metrics").lines().filter(TOO_SLOW.asMatchPredicate())
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' ')))).sum();
  }

  /** What the heap holds now is what it is compared with at the end. */
  public void warm() {
    heapAtFirst = heap;
  }

  /** The classes whose live objects have grown most since it was warm. */
  public List<String> grown() {
    return heap.entrySet().stream()
        .map(each -> Map.entry(each.getKey(),
            each.getValue() - heapAtFirst.getOrDefault(each.getKey(), 0L)))
        .filter(each -> each.getValue() > 0)
        .sorted((one, other) -> Long.compare(other.getValue(), one.getValue())).limit(CLASSES)
        .map(each -> String.format(Locale.ROOT, "%s: %s, %,d bytes more", name(), each.getKey(),
            each.getValue())).toList();
  }

  /** Results that wait for PostgreSQL. */
  public long outbox() {
    var outbox = new JsonObject(get("/db-health")).getJsonObject("outbox");
    if (outbox == null) throw new IllegalStateException(name() + " does not know its outbox.");
    return outbox.getLong("entries");
  }

  private String get(String path) {
    try {
      return http.send(HttpRequest.newBuilder(
          URI.create("http://" + node.host() + ":" + node.port() + path)).timeout(ANSWER).build(),
          HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException("Node " + name() + " does not answer " + path + ".", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Stopped.", e);
    }
  }
}
