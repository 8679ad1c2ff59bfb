package hokm.fuzz;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was sent, what came of it, and what should not have. From any thread. */
final class Findings {

  private static final int KEPT = 40;

  private final Map<Kind, Long> sent = new EnumMap<>(Kind.class);
  private final Map<String, Long> outcomes = new TreeMap<>();
  private final List<String> wrong = new ArrayList<>();
  private long wrongs;

  synchronized void sent(Kind kind) {
    sent.merge(kind, 1L, Long::sum);
  }

  synchronized void outcome(String what) {
    outcomes.merge(what, 1L, Long::sum);
  }

  synchronized void outcome(String what, long times) {
    if (times > 0) outcomes.merge(what, times, Long::sum);
  }

  /** A sentence of what must not be. */
  synchronized void wrong(String sentence) {
    wrongs++;
    if (wrong.size() < KEPT) wrong.add(sentence);
  }

  synchronized Map<Kind, Long> sent() {
    return new EnumMap<>(sent);
  }

  synchronized long frames() {
    return sent.values().stream().mapToLong(Long::longValue).sum();
  }

  synchronized Map<String, Long> outcomes() {
    return new TreeMap<>(outcomes);
  }

  /** The first of them. */
  synchronized List<String> wrong() {
    return List.copyOf(wrong);
  }

  synchronized long wrongs() {
    return wrongs;
  }
}
