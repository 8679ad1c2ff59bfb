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

/** A minute of it; TrendTest tells what is flat from what is not, and an hour says which it is. */
class SoakIT {

  @TempDir
  private Path folder;

  @Test
  void peopleComeAndGoAndNothingIsStuckNorLogged() throws Exception {
    long seed = Seed.of("SoakIT") & Integer.MAX_VALUE;
    var report = folder.resolve("report.json");
    var said = new StringWriter();
    new CommandLine(new SoakCommand()).setOut(new PrintWriter(said)).execute("--minutes", "0.8",
        "--every", "6", "--rooms", "12", "--rate", "120", "--seed", Long.toString(seed),
        "--report", report.toString());
    assertThat(report).as(said::toString).exists();
    var json = new JsonObject(Files.readString(report));
    assertThat(json.getJsonArray("complaints")).as(json::encodePrettily).isEmpty();
    assertThat(json.getJsonArray("badLog")).isEmpty();
    var counts = json.getJsonObject("counts");
    assertThat(counts.getLong("matches")).isGreaterThan(5);
    assertThat(counts.getLong("moves")).isGreaterThan(500);
    assertThat(counts.getLong("socketsCut")).isPositive();
    assertThat(counts.getLong("quickMatches")).isPositive();
    assertThat(counts.getLong("rematches")).isPositive();
    assertThat(json.getJsonArray("trends")).hasSize(2 * 6 + 3).allSatisfy(each -> {
      var trend = (JsonObject) each;
      assertThat(trend.getInteger("points")).isGreaterThanOrEqualTo(4);
      if (trend.getString("measure").contains("heap")) {
        assertThat(trend.getDouble("first")).isBetween(5e6, 250e6);
      }
    });
  }
}
