package hokm.witness;

import hokm.witness.Story.Move;
import hokm.witness.Testimony.Heard;
import hokm.witness.Testimony.Outcome;
import hokm.witness.Testimony.Sent;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Holds what the clients swear to against each other, against the match log and against the
 * database. It trusts nobody: an empty log has lost every move.
 */
public final class Checker {
  private static final int TOLD = 5;

  private final List<Testimony> testimonies;
  private final List<JsonObject> log;
  private final Kept kept;
  private final Collection<JsonObject> untold;
  private final Story story;
  private final List<String> complaints = new ArrayList<>();
  private final Map<Move, List<Sent>> commands = new LinkedHashMap<>();

  private Checker(List<Testimony> testimonies, List<JsonObject> log, Kept kept,
      Collection<JsonObject> untold) {
    this.testimonies = testimonies;
    this.log = log;
    this.kept = kept;
    this.untold = untold;
    this.story = Story.of(testimonies, untold);
    for (Testimony each : testimonies) {
      for (Sent sent : each.sent()) {
        if (!sent.move()) continue;
        commands.computeIfAbsent(new Move(sent.deal(), each.seat(), sent.type(), sent.value()),
            move -> new ArrayList<>()).add(sent);
      }
    }
  }

  /** @param testimonies of all who sat at the table as clients; @param log empty if none came */
  public static Verdict judge(List<Testimony> testimonies, List<JsonObject> log, Kept kept) {
    return judge(testimonies, log, kept, List.of());
  }

  /** @param untold as in {@link Story#of(List, Collection)} */
  public static Verdict judge(List<Testimony> testimonies, List<JsonObject> log, Kept kept,
      Collection<JsonObject> untold) {
    return new Checker(testimonies, log, kept, untold).verdict();
  }

  private Verdict verdict() {
    var told = count(story.moves());
    var logged = count(Story.moves(log));
    int acked = count(each -> each.accepted());
    var lost = lost(told, logged);
    var duplicated = duplicated(told, logged);
    var unexpected = unexpected(told, logged);
    var recovered = recovered(told);
    complain("acknowledged and then lost", lost);
    complain("had more than one effect", duplicated);
    complain("happened though its player did not ask for it", unexpected);
    var reordered = reordered();
    complain("put before one that was acknowledged before it was sent", reordered);
    int gaps = gaps();
    var matches = matches();
    stories();
    var leaks = LeakScan.of(testimonies, untold);
    complain("told to a seat that may not know", leaks);
    var results = new Results(story, kept);
    complain("not in the database", results.lost());
    complain("in the database more than once", results.duplicated());
    return new Verdict(testimonies.size(), finished(), acked,
        acked - lost.size(), lost.size(), duplicated.size(), unexpected.size(), recovered.size(),
        reordered.size(),
        count(each -> each.sendings() > 1), gaps, leaks.size(), results.lost().size(),
        results.duplicated().size(), story.all("deal_ended").size(),
        matches.isEmpty() ? "" : matches.iterator().next(), List.copyOf(complaints));
  }

  private static Map<Move, Integer> count(List<Move> moves) {
    var count = new HashMap<Move, Integer>();
    moves.forEach(move -> count.merge(move, 1, Integer::sum));
    return count;
  }

  private int count(Predicate<Sent> which) {
    return (int) commands.values().stream().flatMap(List::stream).filter(which).count();
  }

  private List<Move> lost(Map<Move, Integer> told, Map<Move, Integer> logged) {
    var lost = new ArrayList<Move>();
    commands.forEach((move, sent) -> sent.stream().filter(Sent::accepted)
        .filter(each -> !told.containsKey(move) || !logged.containsKey(move))
        .forEach(each -> lost.add(move)));
    return lost;
  }

  /** A card is played once a deal, by whomever; a trump is named once a deal. */
  private Set<String> duplicated(Map<Move, Integer> told, Map<Move, Integer> logged) {
    var duplicated = new TreeSet<String>();
    for (var moves : List.of(story.moves(), Story.moves(log))) {
      var met = new HashSet<String>();
      for (Move move : moves) {
        boolean card = move.type().equals("play_card");
        var once = move.deal() + (card ? " " + move.value() : " trump");
        if (!met.add(once)) duplicated.add(move.toString());
      }
    }
    commands.forEach((move, sent) -> {
      if (sent.stream().anyMatch(Sent::contradicted)) duplicated.add(move + ", answered both ways");
      if (sent.stream().filter(Sent::accepted).count() > 1) duplicated.add(move + ", two ids");
    });
    return duplicated;
  }

  private Set<Move> unexpected(Map<Move, Integer> told, Map<Move, Integer> logged) {
    var seats = new HashSet<Integer>();
    testimonies.forEach(each -> seats.add(each.seat()));
    var unexpected = new HashSet<Move>();
    for (var moves : List.of(told.keySet(), logged.keySet())) {
      for (Move move : moves) {
        boolean asked = commands.getOrDefault(move, List.of()).stream()
            .anyMatch(sent -> sent.outcome() != Outcome.REFUSED);
        if (seats.contains(move.seat()) && !asked) unexpected.add(move);
      }
    }
    return unexpected;
  }

  private Set<Move> recovered(Map<Move, Integer> told) {
    var recovered = new HashSet<Move>();
    commands.forEach((move, sent) -> {
      if (told.containsKey(move) && sent.stream().noneMatch(Sent::accepted)
          && sent.stream().anyMatch(each -> each.outcome() == Outcome.UNKNOWN)) {
        recovered.add(move);
      }
    });
    return recovered;
  }

  /** What was acknowledged comes before whatever was sent later; all clients read one clock. */
  private List<Move> reordered() {
    var reordered = new ArrayList<Move>();
    var placed = new ArrayList<>(story.placed().entrySet());
    Collections.reverse(placed);
    long answered = Long.MAX_VALUE;
    for (var move : placed) {
      for (Sent sent : commands.getOrDefault(move.getValue(), List.of())) {
        if (!sent.accepted()) continue;
        if (sent.sentNanos() > answered) reordered.add(move.getValue());
        answered = Math.min(answered, sent.answeredNanos());
      }
    }
    return reordered;
  }

  /** Numbers up to the newest that were neither delivered to a seat nor covered by a view. */
  private int gaps() {
    int gaps = 0;
    // Comings and goings after the end reach those who stay longer.
    var end = story.all("match_ended");
    long last = end.isEmpty() ? story.last() : end.get(end.size() - 1).getLong("n");
    if (end.size() > 1) complaints.add("The match ended " + end.size() + " times.");
    for (Testimony each : testimonies) {
      long covered = 0;
      var delivered = new HashSet<Long>();
      for (Heard frame : each.heard()) {
        if (frame.is("view")) covered = Math.max(covered, frame.json().getLong("n"));
        Story.events(frame).forEach(event -> delivered.add(event.getLong("n")));
      }
      int missing = 0;
      for (long n = covered + 1; n <= last; n++) if (!delivered.contains(n)) missing++;
      if (missing > 0) {
        complaints.add(each.name() + " was never told " + missing + " of the " + last
            + " events.");
      }
      gaps += missing;
    }
    return gaps;
  }

  private Set<String> matches() {
    var matches = new TreeSet<String>();
    testimonies.forEach(each -> matches.addAll(Story.matches(each)));
    if (matches.size() != 1) {
      complaints.add("The clients were in " + matches.size() + " matches: " + matches + ".");
    }
    int finished = finished();
    if (finished < testimonies.size()) {
      complaints.add("Only " + finished + " of " + testimonies.size()
          + " clients were told the end of the match.");
    }
    return matches;
  }

  private int finished() {
    return (int) testimonies.stream().filter(each -> Story.matches(each).size() == 1)
        .filter(each -> each.heard().stream().anyMatch(Checker::ends)).count();
  }

  private static boolean ends(Heard frame) {
    if (Story.events(frame).stream().anyMatch(event -> Story.is(event, "match_ended"))) return true;
    return frame.is("view")
        && "over".equals(frame.json().getJsonObject("state", new JsonObject()).getString("phase"));
  }

  /** Every line that the story implies must stand in the log, in its place. */
  private void stories() {
    complaints.addAll(story.conflicts().stream().limit(TOLD).toList());
    var expected = story.lines();
    if (expected.size() != log.size()) {
      complaints.add("The match log has " + log.size() + " lines, but the clients were told "
          + expected.size() + ".");
    }
    for (int i = 0; i < Math.min(expected.size(), log.size()); i++) {
      var line = log.get(i);
      if (expected.get(i).stream().allMatch(f -> f.getValue().equals(line.getValue(f.getKey())))) {
        continue;
      }
      complaints.add("Line " + (i + 1) + " of the match log is " + line.encode()
          + ", but the clients were told " + expected.get(i).encode() + ".");
      return;
    }
  }

  private void complain(String what, Collection<?> faults) {
    faults.stream().limit(TOLD).forEach(fault -> complaints.add(fault + " was " + what + "."));
    if (faults.size() > TOLD) {
      complaints.add("And " + (faults.size() - TOLD) + " more like that: " + what + ".");
    }
  }
}
