package hokm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hokm.local.FreePorts;
import hokm.local.PostgresFolder;
import hokm.local.PostgresPrograms;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the PostgreSQL that is installed here. */
class DbCommandIT {

  @TempDir
  private Path temp;
  private Path data;
  private int first;
  private boolean made;

  private record Said(int code, String out, String err) {}

  @BeforeEach
  void installed() throws IOException {
    assumeTrue(DbPlace.find(System.getenv("PATH"), DbPlace.DEBIAN).isPresent(),
        "install PostgreSQL 15 or newer, to which this test belongs");
    // As root the servers run as nobody, who must reach them.
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
    data = temp.resolve("servers");
    first = freeNeighbours();
  }

  /** The first of two ports in a row that are free. */
  private static int freeNeighbours() {
    return Stream.generate(FreePorts::any).filter(port -> FreePorts.free(port + 1)).findFirst()
        .orElseThrow();
  }

  @AfterEach
  void stop() {
    if (made) run("stop");
  }

  private Said run(String command, Object... more) {
    var out = new StringWriter();
    var err = new ByteArrayOutputStream();
    var before = System.err;
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      var line = Stream.concat(Stream.of("db", command, "--data", data.toString()),
          Stream.of(more).map(Object::toString)).toArray(String[]::new);
      int code = Main.commandLine().setOut(new PrintWriter(out)).execute(line);
      return new Said(code, out.toString(), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setErr(before);
    }
  }

  private void setup() {
    var said = run("setup", "--port", first);
    assertThat(said.code()).as(said.toString()).isZero();
    made = true;
  }

  private JsonObject server(int port) {
    return new JsonObject(run("status", "--json").out()).getJsonArray("servers").stream()
        .map(JsonObject.class::cast)
        .filter(each -> each.getString("server").equals("127.0.0.1:" + port)).findFirst()
        .orElseThrow();
  }

  private List<String> roles(int... ports) {
    return IntStream.of(ports).mapToObj(port -> server(port).getString("role")).toList();
  }

  private void kill(String folder) throws IOException {
    var pid = Files.readAllLines(data.resolve("postgres").resolve(folder)
        .resolve("postmaster.pid")).get(0);
    var postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    postmaster.destroyForcibly();
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !postmaster.isAlive());
  }

  @Test
  void aSetupLeavesAPrimaryAndAStandbyAndSaysWhatANodeNeeds() throws IOException {
    setup();
    assertThat(roles(first, first + 1)).containsExactly("primary", "standby");
    assertThat(server(first).getJsonArray("slots").getJsonObject(0).getString("name"))
        .isEqualTo("standby_slot_1");
    assertThat(Files.readAllLines(data.resolve("endpoints")))
        .containsExactly("127.0.0.1:" + first, "127.0.0.1:" + (first + 1));
    for (String name : List.of("secrets.properties", "passwords/game_user", "postgres/pgpass")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(name))))
          .isEqualTo("rw-------");
    }
    assertThat(run("status").out()).contains("standby_1, streaming", "The primary at 127.0.0.1:"
        + first + " answers");
    assertThat(run("setup", "--port", first).err()).contains("--data: a folder that is empty");
    assertThat(run("stop", "--bin", programsThatSay("postgres (PostgreSQL) 99.1")).err())
        .contains("--bin: programs of PostgreSQL ", ", not 99");
  }

  private Path programsThatSay(String version) throws IOException {
    var folder = Files.createTempDirectory(temp, "programs");
    for (String name : List.of("initdb", "pg_ctl", "postgres")) {
      Files.writeString(folder.resolve(name), "#!/bin/sh\necho '" + version + "'\n");
      assertThat(folder.resolve(name).toFile().setExecutable(true)).isTrue();
    }
    return folder;
  }

  @Test
  void aServerThatHangsIsToldAsSuchAndDoesNotHoldTheStatusUp() {
    setup();
    var bin = DbPlace.find(System.getenv("PATH"), DbPlace.DEBIAN).orElseThrow();
    var hung = new PostgresFolder(data, PostgresPrograms.installed(bin), line -> { }).open()
        .primary();
    hung.pause();
    try {
      long since = System.nanoTime();
      var said = run("status");
      assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(30));
      assertThat(said.code()).isEqualTo(1);
      assertThat(said.out()).contains("127.0.0.1:" + first + "  does not answer");
    } finally {
      hung.resume();
    }
  }

  @Test
  void rolesChangeAndTheOldPrimaryComesBackRewound() throws IOException {
    setup();
    assertThat(run("promote", first + 1).err()).contains("two are one too many");
    var switched = run("promote", first + 1, "--switch");
    assertThat(switched.code()).as(switched.toString()).isZero();
    assertThat(roles(first, first + 1)).containsExactly("standby", "primary");
    assertThat(server(first).getJsonArray("slots")).isEmpty();

    kill("two");
    assertThat(run("status").code()).isEqualTo(1);
    assertThat(run("promote", first).code()).isZero();
    var rejoined = run("rejoin", first + 1);
    assertThat(rejoined.code()).as(rejoined.toString()).isZero();
    assertThat(rejoined.out()).doesNotContain("copied anew");
    assertThat(roles(first, first + 1)).containsExactly("primary", "standby");
    assertThat(server(first).getInteger("timeline")).isEqualTo(3);
  }

  @Test
  void thePrintedCommandsOfARejoinDoWhatARejoinDoes() throws Exception {
    setup();
    kill("one");
    assertThat(run("promote", first + 1).code()).isZero();
    var printed = run("rejoin", first, "--print");
    assertThat(printed.out()).contains("pg_rewind", "pg_basebackup")
        .doesNotContain(Files.readString(data.resolve("passwords/replicator")));
    var shell = new ProcessBuilder("sh", "-euc", printed.out()).redirectErrorStream(true)
        .redirectOutput(temp.resolve("rejoin.out").toFile()).start();
    assertThat(shell.waitFor()).as(Files.readString(temp.resolve("rejoin.out"))).isZero();
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() ->
        server(first + 1).getJsonArray("senders").size() == 1);
    assertThat(roles(first, first + 1)).containsExactly("standby", "primary");
  }

  @Test
  void aStandbyIsAddedAndAnotherTakenAway() throws IOException {
    setup();
    int third = FreePorts.any();
    assertThat(run("add-standby", "--port", third).code()).isZero();
    assertThat(roles(first, first + 1, third)).containsExactly("primary", "standby", "standby");
    assertThat(run("remove-standby", first).err()).contains("is the primary");
    assertThat(run("remove-standby", first + 1).code()).isZero();
    assertThat(Files.readAllLines(data.resolve("endpoints")))
        .containsExactly("127.0.0.1:" + first, "127.0.0.1:" + third);
    assertThat(server(first).getJsonArray("slots").size()).isEqualTo(1);
    assertThat(run("promote", 1).err()).contains("No server here has port 1");
  }

  @Test
  void whatIsWrongIsSaidInALineAndLeavesNothingBehind() throws IOException {
    assertThat(run("status").err()).contains("a folder that ./hokm db setup has made");
    assertThat(run("promote", first).err()).contains("a folder that ./hokm db setup has made");
    assertThat(run("setup", "--bin", temp).err()).contains("--bin: the folder with PostgreSQL's");
    try (var taken = new java.net.ServerSocket(first + 1, 1,
        java.net.InetAddress.getLoopbackAddress())) {
      assertThat(run("setup", "--port", first).err())
          .contains("--port: a port that is free, not " + taken.getLocalPort());
    }
    assertThat(data).doesNotExist();
    assertThat(run("setup", "--bin", programsThatSay("postgres (PostgreSQL) 14.9")).err())
        .contains("PostgreSQL 15 or newer, not 14");
  }
}
