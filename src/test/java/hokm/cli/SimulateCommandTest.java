package hokm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.witness.Referee;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
