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

/** Kills a node process and the primary with SIGKILL while four clients play. */
class DemoIT {

  @TempDir
  private Path folder;

  @Test
  void nothingIsLostWhenTheRoomsNodeAndThePrimaryAreKilledInPlay() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    long seed = Seed.of("DemoIT") & Long.MAX_VALUE;
    var report = folder.resolve("report.json");
    var page = folder.resolve("report.html");
    int status = new CommandLine(new DemoCommand()).execute("--seed", Long.toString(seed),
        "--data", folder.resolve("data").toString(), "--report", report.toString(), "--html",
        page.toString());
    var json = new JsonObject(Files.readString(report));
    assertThat(json.getJsonArray("complaints")).as(json.encodePrettily()).isEmpty();
    assertThat(status).isZero();
    assertThat(json.getBoolean("passed")).isTrue();
    assertThat(json.getInteger("clients")).isEqualTo(4);
    assertThat(json.getInteger("clientsRecovered")).isEqualTo(4);
    assertThat(json.getInteger("ackedMoves")).isGreaterThan(100);
    for (String zero : new String[] {"lostMoves", "duplicatedMoves", "sequenceGaps", "leaks"}) {
      assertThat(json.getInteger(zero)).as(zero).isZero();
    }
    var node = json.getJsonObject("node");
    assertThat(node.getLong("firstMoveMs")).isBetween(1L, 1999L);
    assertThat(node.getString("survivor")).isNotEqualTo(node.getString("killed"));
    var database = json.getJsonObject("database");
    assertThat(database.getLong("firstWriteMs")).isBetween(1L, 4999L);
    assertThat(database.getString("promoted")).isNotEqualTo(database.getString("killed"));
    assertThat(database.getInteger("lostResults")).isZero();
    assertThat(database.getInteger("duplicatedResults")).isZero();
    assertThat(Files.readString(page)).contains("Everything held.", "<svg");
  }
}
