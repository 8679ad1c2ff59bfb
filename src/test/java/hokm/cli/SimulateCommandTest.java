package hokm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.witness.Referee;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SimulateCommandTest {

  private final StringWriter told = new StringWriter();

  private int run(String... arguments) {
    return new CommandLine(new SimulateCommand()).setOut(new PrintWriter(told))
        .setErr(new PrintWriter(told)).execute(arguments);
  }

  @Test
  void writesOneLogAMatchThatTheRefereeAccepts(@TempDir Path dir) throws IOException {
    assertThat(run("--matches", "3", "--seed", "9", "--out", dir.toString())).isZero();
    for (int no = 1; no <= 3; no++) {
      var log = Files.readAllLines(dir.resolve("match-00000" + no + ".jsonl"));
      assertThat(Referee.judge(log)).isEmpty();
    }
    assertThat(told.toString()).contains("matches a second", "deals in a match",
        "the hakem's team wins", "kot", "hakem-kot", "four of a suit");
  }

  @Test
  void theSameSeedWritesTheSameBytes(@TempDir Path one, @TempDir Path two) throws IOException {
    run("--matches", "2", "--seed", "4", "--out", one.toString());
    run("--matches", "2", "--seed", "4", "--out", two.toString());
    assertThat(one.resolve("match-000002.jsonl"))
        .hasSameTextualContentAs(two.resolve("match-000002.jsonl"));
  }

  @Test
  void aNumberOfMatchesBelowOneIsRefusedInOneLine() {
    assertThat(run("--matches", "0")).isEqualTo(2);
    assertThat(told.toString()).contains("--matches: 1 or more, not 0");
  }

  /** What each deal was dealt from, without the rest of the log. */
  private static List<String> decks(Path log) throws IOException {
    return Files.readAllLines(log).stream().map(JsonObject::new)
        .filter(line -> line.getString("t").equals("hand"))
        .map(line -> line.getJsonArray("deck").encode()).toList();
  }

  private static JsonArray bots(Path log) throws IOException {
    return new JsonObject(Files.readAllLines(log).get(0)).getJsonArray("bots");
  }

  @Test
  void ofTwoBotsEachPairOfMatchesPlaysTheSameDealsWithTheSeatsExchanged(@TempDir Path dir)
      throws IOException {
    assertThat(run("--bots", "normal,random", "--matches", "4", "--out", dir.toString())).isZero();
    var one = decks(dir.resolve("match-000001.jsonl"));
    var two = decks(dir.resolve("match-000002.jsonl"));
    int both = Math.min(one.size(), two.size());
    assertThat(one.subList(0, both)).isEqualTo(two.subList(0, both));
    assertThat(decks(dir.resolve("match-000003.jsonl")).get(0)).isNotEqualTo(one.get(0));
    assertThat(bots(dir.resolve("match-000001.jsonl")))
        .containsExactly("normal", "random", "normal", "random");
    assertThat(bots(dir.resolve("match-000002.jsonl")))
        .containsExactly("random", "normal", "random", "normal");
    assertThat(Referee.judge(Files.readAllLines(dir.resolve("match-000002.jsonl")))).isEmpty();
  }

  @Test
  void theWinsOfTheFirstNamedAreCountedWhereverItSits() {
    assertThat(run("--bots", "normal,random", "--matches", "20")).isZero();
    assertThat(told.toString()).containsPattern("normal beats random +(19|20) of 20");
    assertThat(run("--bots", "random,normal", "--matches", "20")).isZero();
    assertThat(told.toString()).containsPattern("random beats normal +[01] of 20")
        .containsPattern("normal thinks +mean [0-9.]+ µs, p99 [0-9.]+ µs a move");
  }

  @Test
  void anOddNumberOfMatchesOfTwoBotsIsRefused() {
    assertThat(run("--bots", "easy,hard", "--matches", "3")).isEqualTo(2);
    assertThat(told.toString()).contains("--matches: an even number for two bots, not 3");
  }

  @Test
  void decksAreTestedWithoutPlaying() {
    assertThat(run("--deals", "2000", "--seed", "1")).isZero();
    assertThat(told.toString()).contains("2000 decks, card by place: chi-square",
        "2601 degrees of freedom", "not rejected at 1 %", "four of a suit in first five");
  }
}
