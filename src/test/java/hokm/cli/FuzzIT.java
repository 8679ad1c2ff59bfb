package hokm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.Seed;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FuzzIT {

  @TempDir
  private Path folder;

  @Test
  void someTwentyThousandFramesBreakNothing() throws Exception {
    long seed = Seed.of("FuzzIT") & Integer.MAX_VALUE;
    var report = folder.resolve("report.json");
    var said = new StringWriter();
    int status = new CommandLine(new FuzzCommand()).setOut(new PrintWriter(said)).execute(
        "--frames", "20000", "--sockets", "24", "--nodes", "1", "--seed", Long.toString(seed),
        "--report", report.toString());
    assertThat(report).as(said::toString).exists();
    var json = new JsonObject(Files.readString(report));
    assertThat(json.getJsonArray("parts")).hasSize(2).allSatisfy(each -> {
      var part = (JsonObject) each;
      assertThat(part.getJsonArray("wrong")).as(json::encodePrettily).isEmpty();
      assertThat(part.getJsonObject("outcomes").getLong("matches of honest people that ended"))
          .isPositive();
    });
    var raised = json.getJsonArray("parts").getJsonObject(1);
    assertThat(raised.getJsonObject("sent").fieldNames()).hasSizeGreaterThan(25);
    assertThat(raised.getJsonObject("outcomes").fieldNames())
        .contains("accepted", "refused: not_json", "refused: bad_field", "closed as we had said");
    assertThat(status).as(said::toString).isZero();
  }
}
