package hokm.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes as processes of their own, killed as a power cut would. */
class ClusterIT {
  private static final int VICTIMS = Integer.getInteger("hokm.victims", 3);
  private static final long GENEROUS_MILLIS = 5000;

  private final List<MemberHandle> members = new ArrayList<>();
  private int port;
  private MemberHandle first;
  private MemberHandle second;

  @BeforeEach
  void twoStay() throws IOException {
    port = MemberHandle.freePort();
    first = member("first", port, "").ready();
    second = member("second", MemberHandle.freePort(), "").ready();
  }

  @AfterEach
  void stop() {
    members.forEach(MemberHandle::kill);
  }

  @Test
  void aKilledMemberIsGoneForAllOthersAndItsBusRefuses() throws IOException {
    var millis = new ArrayList<Long>();
    for (int i = 0; i < VICTIMS; i++) {
      var victim = member("victim" + i, MemberHandle.freePort(), "").ready();
      first.line("joined " + victim.node);
      second.line("joined " + victim.node);
      long killed = victim.kill();
      for (var witness : List.of(first, second)) {
        var seen = witness.line("gone " + victim.node);
        assertThat(seen.get(3)).as("a dead process refuses").isEqualTo("true");
        millis.add(Long.parseLong(seen.get(0)) - killed);
      }
    }
    millis.sort(null);
    System.out.printf("From SIGKILL of a member to onGone(refused): median %d ms of %s%n",
        millis.get(millis.size() / 2), millis);
    assertThat(millis).allMatch(taken -> taken < GENEROUS_MILLIS);
    first.tell("hosts");
    assertThat(first.line("hosts")).endsWith("[first,", "second]");
  }

  @Test
  void aMessageAfterTheWarmUpIsQuick() throws IOException {
    second.tell("greet first");
    long micros = Long.parseLong(second.line("greeted first").get(3));
    System.out.printf("A message and its answer between nodes after the warm-up: %d us%n", micros);
    assertThat(micros).isLessThan(500_000);
    first.tell("greet second");
    assertThat(first.line("greeted second")).hasSize(4);
  }

  @Test
  void aMemberThatLeavesIsGoneAndOneOfAnotherSecretNeverJoins() throws IOException {
    var stranger = member("stranger", MemberHandle.freePort(), "another").ready();
    assertThat(stranger.line("ready")).endsWith("[stranger]");
    second.tell("leave");
    assertThat(first.line("gone second").get(3)).isEqualTo("true");
    assertThat(first.hasSaid("joined stranger")).isFalse();
  }

  @Test
  void membersMayBeNamedByTheNameOfAnotherMachine(@TempDir Path folder) throws IOException {
    var names = folder.resolve("hosts");
    Files.writeString(names, "127.0.0.1 first.example\n127.0.0.1 localhost\n");
    var third = new MemberHandle("third", MemberHandle.freePort(), "first.example:" + port, "",
        "-Djdk.net.hosts.file=" + names, "-Dmember.host=127.0.0.2");
    members.add(third);
    assertThat(third.ready().line("ready").toString()).contains("first", "second", "third");
  }

  @Test
  void aKilledMemberLeavesNothingInTheTemporaryFolder(@TempDir Path folder) throws IOException {
    var victim = new MemberHandle("victim", MemberHandle.freePort(), "127.0.0.1:" + port, "",
        "-Djava.io.tmpdir=" + folder);
    members.add(victim);
    victim.ready();
    victim.kill();
    first.line("gone victim");
    assertThat(folder).isEmptyDirectory();
  }

  private MemberHandle member(String node, int at, String secret) throws IOException {
    var member = new MemberHandle(node, at, "127.0.0.1:" + port, secret);
    members.add(member);
    return member;
  }
}
