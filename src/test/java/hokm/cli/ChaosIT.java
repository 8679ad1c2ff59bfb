package hokm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.Seed;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A short campaign on real processes and servers. */
class ChaosIT {

  @TempDir
  private Path folder;

  @Test
  void nothingIsLostWhileOneFaultAfterAnotherStrikes() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    long seed = Seed.of("ChaosIT") & Integer.MAX_VALUE;
    var report = folder.resolve("report.json");
    var page = folder.resolve("report.html");
    int status = new CommandLine(new ChaosCommand()).execute("--minutes", "1.5", "--seed",
        Long.toString(seed), "--rooms", "12", "--faults",
        "kill,stop,drain,depose,redis,postgres,two",
        "--data", folder.resolve("data").toString(), "--report", report.toString(), "--html",
        page.toString());
    var json = new JsonObject(Files.readString(report));
    var found = json.getJsonObject("found");
    assertThat(found.getJsonArray("sentences")).as(json.encodePrettily()).isEmpty();
    assertThat(status).isZero();
    assertThat(json.getInteger("faults")).isGreaterThan(4);
    assertThat(found.getLong("matches")).isGreaterThan(10);
    assertThat(found.getLong("clientsRecovered")).isEqualTo(found.getLong("clients"));
    assertThat(found.getLong("okMoves")).isEqualTo(found.getLong("ackedMoves"))
        .isGreaterThan(500);
    assertThat(found.getLong("looksAtRedis")).isGreaterThan(100);
    assertThat(Files.readString(page)).contains("Everything held.", "<svg");
  }
}
