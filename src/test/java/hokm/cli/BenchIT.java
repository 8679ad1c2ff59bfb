package hokm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Counts what a move does; how fast is for people to measure on a quiet machine. */
class BenchIT {

  /** A second, at most: leases, looks at the outbox, questions whether Redis takes writes. */
  private static final double BACKGROUND_CALLS = 45;
  /** The same, and what each of several connections reads for itself. */
  private static final double BACKGROUND_TRIPS = 150;

  @TempDir
  private Path folder;

  private JsonObject bench(String... arguments) throws IOException {
    var report = folder.resolve("report.json");
    var all = new ArrayList<>(List.of("--seconds", "1", "--warm", "1", "--rounds", "1", "--pin",
        "false", "--jvm", "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1", "--report",
        report.toString()));
    all.addAll(List.of(arguments));
    var said = new StringWriter();
    var command = new CommandLine(new BenchCommand()).setOut(new PrintWriter(said))
        .setErr(new PrintWriter(said));
    assertThat(command.execute(all.toArray(String[]::new))).as(said::toString).isZero();
    return new JsonObject(Files.readString(report));
  }

  private static List<JsonObject> of(JsonObject report, String side) {
    return report.getJsonArray("measurements").stream().map(JsonObject.class::cast)
        .filter(each -> each.getString("side").equals(side)).toList();
  }

  @Test
  void aMoveIsAcceptedHeardByAllAndOneSmallCallOfRedis() throws IOException {
    var report = bench("--rooms", "8", "--rate", "100,max", "--target", "1");
    assertThat(of(report, "node")).hasSize(2).allSatisfy(figures -> {
      assertThat(figures.getLong("moves")).isGreaterThan(90);
      assertThat(figures.getLong("accepted")).isEqualTo(figures.getLong("moves"));
      assertThat(figures.getLong("gaps")).isZero();
      double background = BACKGROUND_CALLS / figures.getDouble("movesPerSecond");
      assertThat(figures.getDouble("callsAMove")).isBetween(1.0, 1.3 + background);
      assertThat(figures.getDouble("roundTripsAMove")).isLessThan(
          1.3 + BACKGROUND_TRIPS / figures.getDouble("movesPerSecond"));
      assertThat(figures.getDouble("redisBytesAMove")).isLessThan(1500);
    });
    assertThat(of(report, "node").get(1).getLong("matchesEnded")).isPositive();
    assertThat(of(report, "baseline")).hasSize(2).allSatisfy(figures -> {
      assertThat(figures.getBoolean("whole")).isTrue();
      double background = BACKGROUND_CALLS / figures.getDouble("movesPerSecond");
      assertThat(figures.getDouble("callsAMove")).isBetween(1.0, 1.1 + background);
    });
    assertThat(report.getJsonArray("comparisons")).hasSize(2);
  }

  @Test
  void aNodeThatSavesNothingIsAskedForByNameOnly() throws IOException {
    var report = bench("--rooms", "2", "--rate", "50", "--durable", "false", "--baseline", "false");
    assertThat(of(report, "forgetful")).singleElement().satisfies(figures -> {
      assertThat(figures.getBoolean("whole")).isTrue();
      assertThat(figures.getDouble("callsAMove"))
          .isLessThan(BACKGROUND_CALLS / figures.getDouble("movesPerSecond"));
    });
  }

  @Test
  void whatRestsIsWeighed() throws IOException {
    var report = bench("--rooms", "400", "--idle", "--baseline", "false");
    var idle = report.getJsonArray("idle").getJsonObject(0);
    assertThat(idle.getInteger("sockets")).isEqualTo(1600);
    assertThat(idle.getLong("heapBytes")).isGreaterThan(1_000_000);
    assertThat(idle.getLong("heapBytesAConnection")).isBetween(1000L, 1_000_000L);
  }
}
