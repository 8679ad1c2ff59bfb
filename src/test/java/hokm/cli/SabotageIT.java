package hokm.cli;

import static hokm.cli.SabotagedNode.Sabotage.ACKNOWLEDGES_BEFORE_SAVING;
import static hokm.cli.SabotagedNode.Sabotage.FINISHES_TWICE;
import static hokm.cli.SabotagedNode.Sabotage.SENDS_A_VIEW_TO_THE_WRONG_SEAT;
import static org.assertj.core.api.Assertions.assertThat;

import hokm.Seed;
import hokm.chaos.Fault;
import hokm.chaos.Outcome;
import hokm.chaos.Plan;
import hokm.cli.SabotagedNode.Sabotage;
import hokm.local.NodeProcess.Launch;
import hokm.local.RedisServer;
import hokm.local.Stack;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A campaign against nodes that are built wrong: it must say what is wrong with them. */
class SabotageIT {

  @TempDir
  private Path folder;

  @Test
  void aNodeThatAcknowledgesBeforeItSavesIsCaught() throws Exception {
    var found = campaign(Set.of(Fault.KILL), stack -> { },
        ACKNOWLEDGES_BEFORE_SAVING, ACKNOWLEDGES_BEFORE_SAVING, ACKNOWLEDGES_BEFORE_SAVING);
    assertThat(found.complaints()).as("while they play").anyMatch(each ->
        each.matches(".* were told of event \\d+ while Redis had it up to event .*"));
    assertThat(found.complaints()).as("after a death").anyMatch(each ->
        each.contains("was acknowledged and then lost.") || each.contains("to another."));
    assertThat(found.held()).isFalse();
  }

  @Test
  void aSkippedEpochCheckAMatchFinishedTwiceAndAViewForTheWrongSeatAreCaught()
      throws Exception {
    var found = campaign(Set.of(Fault.DEPOSE), SabotageIT::skipTheEpochCheck,
        FINISHES_TWICE, SENDS_A_VIEW_TO_THE_WRONG_SEAT, SENDS_A_VIEW_TO_THE_WRONG_SEAT);
    assertThat(found.complaints()).as("the epoch").anyMatch(each ->
        each.contains("a write of its deposed owner") && each.endsWith("was accepted."));
    assertThat(found.complaints()).as("the match").anyMatch(each ->
        each.contains("so it was finished more than once."));
    assertThat(found.complaints()).as("the view").anyMatch(each ->
        each.contains("too early"));
    assertThat(found.held()).isFalse();
  }

  private Outcome campaign(Set<Fault> faults, Consumer<Stack> ready, Sabotage... nodes)
      throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    long seed = Seed.of("SabotageIT") & Integer.MAX_VALUE;
    var plan = new Plan(seed, Duration.ofSeconds(12), 8, Duration.ofMillis(100),
        Duration.ofSeconds(10), faults, false);
    var outcome = new ChaosRun(folder, node -> new Launch(List.of(), Launch.NODE.flags(),
        SabotagedNode.class.getName(), List.of(nodes[node].name())), ready,
        System.out::println).of(plan);
    outcome.text().forEach(System.out::println);
    return outcome;
  }

  /** Nobody connects to Redis anew in this campaign, so nobody loads the real library again. */
  private static void skipTheEpochCheck(Stack stack) {
    var check = "return epoch > at or (epoch == at and owner ~= by)";
    var library = library();
    assertThat(library).contains(check);
    var vertx = Vertx.vertx();
    try {
      Redis.createClient(vertx, new RedisOptions()
              .setConnectionString(stack.redis().orElseThrow().url())
              .setUser(RedisServer.USER).setPassword(stack.redisPassword().orElseThrow()))
          .send(Request.cmd(Command.FUNCTION).arg("LOAD").arg("REPLACE")
              .arg(library.replace(check, "return false")))
          .toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    } finally {
      vertx.close();
    }
  }

  private static String library() {
    try (var in = SabotageIT.class.getResourceAsStream("/redis/hokm.lua")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
