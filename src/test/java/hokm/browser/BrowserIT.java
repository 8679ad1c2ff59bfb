package hokm.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The page in a real Chromium, on real nodes and servers that are really killed. Each test is a
 * script of src/test/browser, which fails also at any error on the console, any answer of 400 and
 * above, and any request to another origin. What they saw is in target/browser/shots.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BrowserIT {

  private static final Path SCRIPTS = Path.of("src/test/browser").toAbsolutePath();
  private static final Path HOME = Path.of("target/browser").toAbsolutePath();
  private static final Duration INSTALL = Duration.ofMinutes(2);
  private static final Duration DEADLINE = Duration.ofMinutes(2);
  /** Faults come last, since what they kill needs a while to be back. */
  private static final int LATE = 1;

  private static Ground ground;
  private static Control control;

  @BeforeAll
  static void start() throws Exception {
    Programs.node();
    Programs.chromium();
    install();
    Script.clear(HOME.resolve("shots"));
    ground = Ground.start(HOME.resolve("stack"));
    control = new Control(ground);
  }

  @AfterAll
  static void stop() throws IOException {
    if (control != null) control.close();
    if (ground != null) ground.close();
  }

  /** Once; afterwards only when what is to be installed has changed. */
  private static void install() throws IOException, InterruptedException {
    var npm = Programs.npm().toString();
    var lock = HOME.resolve("package-lock.json");
    if (Files.exists(HOME.resolve("node_modules/playwright-core")) && Files.exists(lock)
        && Files.mismatch(lock, SCRIPTS.resolve("package-lock.json")) < 0) {
      return;
    }
    Files.createDirectories(HOME);
    for (String file : List.of("package.json", "package-lock.json", ".npmrc")) {
      Files.copy(SCRIPTS.resolve(file), HOME.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    new Script(HOME, Map.of(), HOME.resolve("logs/npm.log"))
        .run(INSTALL, List.of(npm, "ci", "--prefer-offline"));
  }

  private static void holds(String script) throws IOException, InterruptedException {
    var temporary = Files.createDirectories(HOME.resolve("tmp"));
    var environment = Map.of("CHROMIUM", Programs.chromium().toString(), "TMPDIR",
        temporary.toString());
    var printed = new Script(SCRIPTS, environment, HOME.resolve("logs/" + script + ".log"))
        .run(DEADLINE, List.of(Programs.node().toString(), script + ".test.mjs", ground.page(),
            control.url(), HOME.resolve("shots").toString()));
    printed.lines().filter(line -> line.startsWith("# Seen: "))
        .forEach(line -> System.out.println(script + ": " + line.substring(2)));
  }

  @Test
  void aMatchIsPlayedToItsEndByClicks() throws Exception {
    holds("match");
  }

  @Test
  void theLobbyLeadsToATableSoonAndSaysWhenThereIsNoNetwork() throws Exception {
    holds("lobby");
  }

  @Test
  void twoBrowsersSitInOneRoomByItsLink() throws Exception {
    holds("room");
  }

  @Test
  void aReloadInMidTrickComesBackToTheSameTrick() throws Exception {
    holds("reload");
  }

  @Test
  void whatWasPlayedIsInTheRecordAndCanBeReplayedAndChecked() throws Exception {
    holds("record");
  }

  @Test
  void theFirstLoadIsSmall() throws Exception {
    holds("load");
  }

  @Test
  void persianIsWrittenFromRightToLeftAndMirrorsNoTable() throws Exception {
    holds("persian");
  }

  @Test
  void aWholeDealIsPlayedByKeyboardAlone() throws Exception {
    holds("keyboard");
  }

  @Test
  void aPhoneShowsTheWholeTableAndAFingerReachesAll() throws Exception {
    holds("phone");
  }

  @Test
  void aSecondTabTakesTheSeatAndTheFirstSaysSo() throws Exception {
    holds("tabs");
  }

  @Test
  void everyTextStandsOutFromItsGround() throws Exception {
    holds("contrast");
  }

  @Test
  void liveRegionsAnnounceTurnCardAndTrick() throws Exception {
    holds("announce");
  }

  @Test
  @Order(LATE)
  void theStatusPageShowsALostNodeAndThatItRunsAgain() throws Exception {
    holds("status");
  }

  @Test
  @Order(LATE)
  void playGoesOnWhenTheRoomsNodeTheGatewayOrThePrimaryIsKilled() throws Exception {
    holds("outages");
  }

  @Test
  @Order(LATE)
  void aMatchGoesOnWhileThreeServersDieUnderItsOpenPage() throws Exception {
    holds("deaths");
  }
}
