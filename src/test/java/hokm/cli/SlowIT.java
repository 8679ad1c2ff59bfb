package hokm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
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
    // What a kernel keeps for one who never reads differs from machine to machine; that he is
    // dropped is held by the gateway's own tests.
    assertThat(json.getJsonArray("wrong")).as(said::toString)
        .allSatisfy(wrong -> assertThat(wrong.toString()).contains("never reads"));
    assertThat(json.getJsonObject("kinds").fieldNames()).hasSize(6);
    for (var kind : json.getJsonObject("kinds")) {
      if (kind.getKey().toLowerCase(Locale.ROOT).contains("reads")) continue;
      var figures = (JsonObject) kind.getValue();
      assertThat(figures.getLong("dropped")).isEqualTo(figures.getLong("sockets")).isPositive();
      assertThat(figures.getDouble("keptMostS")).isLessThan(figures.getDouble("boundS"));
    }
    assertThat(json.getJsonObject("movesWith").getLong("moves")).isGreaterThan(100);
  }
}
