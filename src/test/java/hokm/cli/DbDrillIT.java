package hokm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DbDrillIT {

  @TempDir
  private Path folder;

  private final StringWriter said = new StringWriter();

  private int drill(String... more) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    var arguments = new ArrayList<>(List.of("db", "drill", "--seed", "1", "--data",
        folder.resolve("data").toString(), "--report", report().toString(), "--html",
        folder.resolve("drill.html").toString()));
    arguments.addAll(List.of(more));
    var out = new PrintWriter(said, true);
    int code = Main.commandLine().setOut(out).setErr(out)
        .execute(arguments.toArray(String[]::new));
    System.out.println(said);
    return code;
  }

  private Path report() {
    return folder.resolve("drill.json");
  }

  @Test
  void nothingThatWasAcknowledgedIsLostWhenThePrimaryDiesOrTheStandbyLagged() throws IOException {
    assertThat(drill("--rounds", "2", "--faults", "kill,lag")).as(said::toString).isZero();
    var report = new JsonObject(Files.readString(report()));
    assertThat(report.getBoolean("held")).isTrue();
    assertThat(report.getJsonArray("seedTests")).hasSize(3);
    assertThat(report.getJsonObject("faults").fieldNames()).containsExactlyInAnyOrder("kill",
        "lag");
    assertThat(report.getJsonObject("faults").getJsonObject("kill").getJsonObject("rejoinedMs")
        .getInteger("count")).isEqualTo(1);
    assertThat(report.getLong("acknowledged")).isGreaterThan(100);
    assertThat(report.getJsonObject("errors")).isEmpty();
    assertThat(Files.readString(folder.resolve("drill.html"))).contains("<svg", "Everything held.");
  }

  @Test
  void acknowledgingAtTheCommitLosesResultsAndTheDrillSeesIt() throws IOException {
    assertThat(drill("--rounds", "1", "--faults", "lag", "--ack", "primary"))
        .as(said::toString).isEqualTo(1);
    assertThat(new JsonObject(Files.readString(report())).getLong("lost")).isPositive();
    assertThat(said.toString()).contains("Not everything held.");
  }

  @Test
  void aFaultThatIsNotKnownIsNamedWithThoseThatAre() {
    var errors = new StringWriter();
    assertThat(Main.commandLine().setErr(new PrintWriter(errors, true))
        .execute("db", "drill", "--faults", "flood")).isEqualTo(2);
    assertThat(errors.toString()).contains("--faults: some of [kill, fast-stop, freeze")
        .contains("flood");
  }
}
