package hokm.chaos;

import hokm.witness.Verdict;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What the judge and the watch found, added up. Safe from any thread. */
final class Totals {

  private static final int MOST_COMPLAINTS = 200;

  private final Map<String, Long> figures = new TreeMap<>();
  private final List<String> complaints = new ArrayList<>();
  private final Consumer<String> say;

  /** @param say hears each complaint as it comes */
  Totals(Consumer<String> say) {
    this.say = say;
  }

  synchronized void add(String room, Verdict found, List<String> more) {
    count("matches", 1);
    count("clients", found.clients());
    count("clientsRecovered", found.clientsRecovered());
    count("deals", found.deals());
    count("ackedMoves", found.ackedMoves());
    count("okMoves", found.okMoves());
    count("lostMoves", found.lostMoves());
    count("duplicatedMoves", found.duplicatedMoves());
    count("reorderedMoves", found.reorderedMoves());
    count("unexpectedMoves", found.unexpectedMoves());
    count("recoveredMoves", found.recoveredMoves());
    count("resentMoves", found.resent());
    count("sequenceGaps", found.sequenceGaps());
    count("leaks", found.leaks());
    count("lostResults", found.lostResults());
    count("duplicatedResults", found.duplicatedResults());
    found.complaints().forEach(each -> complain("Room " + room + ": " + each));
    more.forEach(each -> complain("Room " + room + ": " + each));
  }

  synchronized void count(String figure, long more) {
    figures.merge(figure, more, Long::sum);
  }

  synchronized void complain(String sentence) {
    count("complaints", 1);
    if (complaints.size() >= MOST_COMPLAINTS) return;
    complaints.add(sentence);
    say.accept("! " + sentence);
  }

  synchronized long of(String figure) {
    return figures.getOrDefault(figure, 0L);
  }

  synchronized List<String> complaints() {
    return List.copyOf(complaints);
  }

  synchronized JsonObject json() {
    var json = new JsonObject();
    figures.forEach(json::put);
    return json.put("sentences", new JsonArray(List.copyOf(complaints)));
  }
}
