package hokm.drill;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Callers who read from the nodes all the time, and write down whatever else than 200 they get. */
final class Readers {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

  private final List<Integer> ports;
  private final String path;
  private final Predicate<Integer> excused;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final Map<String, Integer> errors = new TreeMap<>();
  private final Thread thread = new Thread(this::run, "readers");
  private long answers;
  private volatile boolean stopped;

  /** @param excused ports of nodes that were themselves killed */
  Readers(List<Integer> ports, String path, Predicate<Integer> excused) {
    this.ports = ports;
    this.path = path;
    this.excused = excused;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  void stop() {
    stopped = true;
  }

  private void run() {
    for (int turn = 0; !stopped; turn++) {
      int port = ports.get(turn % ports.size());
      if (!excused.test(port)) ask(port);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private void ask(int port) {
    String what;
    try {
      var answer = http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
          .timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
      what = answer.statusCode() == 200 ? "" : answer.statusCode() + " "
          + answer.body().substring(0, Math.min(120, answer.body().length()));
    } catch (InterruptedException ended) {
      stopped = true;
      return;
    } catch (Exception e) {
      what = excused.test(port) ? "" : e.toString();
    }
    synchronized (this) {
      answers++;
      if (!what.isEmpty()) errors.merge(what, 1, Integer::sum);
    }
  }

  synchronized long answers() {
    return answers;
  }

  /** What they got else than an answer since the last time that this was asked. */
  synchronized Map<String, Integer> takeErrors() {
    var taken = new TreeMap<>(errors);
    errors.clear();
    return taken;
  }
}
