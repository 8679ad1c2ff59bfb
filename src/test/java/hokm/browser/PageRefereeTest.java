package hokm.browser;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.Seed;
import hokm.protocol.MatchLog;
import hokm.rules.Command;
import hokm.rules.MatchRules;
import hokm.rules.MatchRules.FirstHakem;
import hokm.rules.MatchRules.Redeal;
import hokm.rules.Seat;
import hokm.rules.TestPlay;
import hokm.witness.Referee;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The referee that a browser runs, beside the one of the witnesses: they judge each log alike. */
class PageRefereeTest {

  private static final Pattern LINE = Pattern.compile("Line (\\d+)\\b.*");
  private static final Pattern JUDGED = Pattern.compile("(log-\\d+) (\\d+) (\\S+)");

  @TempDir
  private Path folder;
  private Random random;

  @BeforeEach
  void seed() {
    random = new Random(Seed.of("PageRefereeTest"));
  }

  private record Judged(int first, Set<String> checks) {}

  private Map<String, Judged> judged() throws Exception {
    var judged = new HashMap<String, Judged>();
    var printed = PageModules.run("judge.log", List.of("judge.mjs", folder.toString()));
    JUDGED.matcher(printed).results().forEach(found -> judged.put(found.group(1),
        new Judged(Integer.parseInt(found.group(2)), Set.of(found.group(3).split(",")))));
    return judged;
  }

  @Test
  void findsNothingToBlameInMatchesThatTheRulesMade() throws Exception {
    for (int no = 100; no < 160; no++) Files.write(folder.resolve("log-" + no), text(match()));
    var judged = judged();
    assertThat(judged).hasSize(60);
    var seen = new HashSet<String>();
    judged.forEach((name, log) -> {
      assertThat(log.first()).as(name).isZero();
      seen.addAll(log.checks());
    });
    assertThat(seen).contains("hakemDrawn", "throwIn", "thrownCommit", "shuffle", "secretCommit",
        "commit", "nonce", "forfeit", "handEnd", "matchEnd", "whole");
  }

  @Test
  void blamesWhateverTheWitnessesBlameAtTheSameLineOrBefore() throws Exception {
    var first = new HashMap<String, Integer>();
    for (int no = 1000; no < 1400; no++) {
      var lines = match();
      tamper(lines);
      Files.write(folder.resolve("log-" + no), text(lines));
      first.put("log-" + no, firstBlamed(lines));
    }
    var judged = judged();
    assertThat(judged.keySet()).isEqualTo(first.keySet());
    int blamed = 0;
    for (var log : first.entrySet()) {
      int witness = log.getValue();
      if (witness == 0) continue;
      blamed++;
      assertThat(judged.get(log.getKey()).first()).as(log.getKey()).isBetween(1, witness);
    }
    assertThat(blamed).isGreaterThan(200);
  }

  /** @return 0 where the witnesses find nothing to blame */
  private static int firstBlamed(List<JsonObject> lines) {
    return Referee.judge(text(lines)).stream().map(complaint -> {
      var line = LINE.matcher(complaint);
      return line.matches() ? Integer.parseInt(line.group(1)) : lines.size();
    }).findFirst().orElse(0);
  }

  private List<JsonObject> match() {
    var rules = new MatchRules(1 + random.nextInt(3), pick(FirstHakem.values()),
        pick(Redeal.values()));
    var play = new TestPlay(rules, random);
    int steps = random.nextInt(3) > 0 ? Integer.MAX_VALUE : 1 + random.nextInt(200);
    while (steps-- > 0 && !play.over()) play.step();
    if (!play.over()) play.give(new Command.Forfeit(Seat.at(random.nextInt(4)), "left"));
    var lines = new ArrayList<JsonObject>();
    lines.add(MatchLog.game(rules));
    lines.addAll(MatchLog.lines(play.events()));
    return lines;
  }

  private <T> T pick(T[] all) {
    return all[random.nextInt(all.length)];
  }

  private static List<String> text(List<JsonObject> lines) {
    return lines.stream().map(JsonObject::encode).toList();
  }

  private void tamper(List<JsonObject> lines) {
    int at = random.nextInt(lines.size());
    switch (random.nextInt(6)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
      case 2 -> Collections.swap(lines, at, random.nextInt(lines.size()));
      default -> change(lines, at);
    }
  }

  private void change(List<JsonObject> lines, int at) {
    var line = new JsonObject(lines.get(at).encode());
    var names = new ArrayList<>(line.fieldNames());
    names.remove("t");
    if (names.isEmpty()) return;
    var name = names.get(random.nextInt(names.size()));
    line.put(name, other(line.getValue(name)));
    lines.set(at, line);
  }

  private Object other(Object value) {
    if (value instanceof Integer number) return (number + 1 + random.nextInt(3)) % 4;
    if (value instanceof JsonArray list && list.size() > 1) {
      var all = new ArrayList<Object>(list.stream().toList());
      Collections.swap(all, random.nextInt(all.size()), random.nextInt(all.size()));
      return new JsonArray(all);
    }
    if (!(value instanceof String text)) return value;
    return switch (text.length()) {
      case 1 -> "CDHS".substring(random.nextInt(4)).substring(0, 1);
      case 2 -> "" + "23456789TJQKA".charAt(random.nextInt(13)) + "CDHS".charAt(random.nextInt(4));
      default -> text.substring(0, text.length() - 1) + random.nextInt(10);
    };
  }
}
