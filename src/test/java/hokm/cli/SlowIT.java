package hokm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SlowIT {

  @TempDir
  private Path folder;

  @Test
  void clientsThatHoldWhatTheyShouldNotAreDroppedInTimeAndOthersPlayOn() throws Exception {
    var report = folder.resolve("report.json");
    var said = new StringWriter();
    new CommandLine(new SlowCommand()).setOut(new PrintWriter(said)).execute("--sockets", "10",
        "--rooms", "4", "--rate", "20", "--seconds", "3", "--report", report.toString());
    assertThat(report).as(said::toString).exists();
    var json = new JsonObject(Files.readString(report));
    assertThat(json.getJsonArray("wrong")).as(said::toString).isEmpty();
    assertThat(json.getJsonObject("kinds").fieldNames()).hasSize(6);
    assertThat(json.getLong("tooSlow")).isPositive();
    for (var kind : json.getJsonObject("kinds")) {
      var figures = (JsonObject) kind.getValue();
      assertThat(figures.getLong("dropped")).isEqualTo(figures.getLong("sockets")).isPositive();
      assertThat(figures.getDouble("keptMostS")).isLessThan(figures.getDouble("boundS"));
    }
    assertThat(json.getJsonObject("movesWith").getLong("moves")).isGreaterThan(100);
  }
}
