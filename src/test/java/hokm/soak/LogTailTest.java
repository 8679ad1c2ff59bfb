package hokm.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

  @TempDir
  private Path folder;

  @Test
  void warningsAndStackTracesAreFoundOnceAndSentencesAreNot() throws IOException {
    var log = folder.resolve("node.log");
    Files.writeString(log, "09:59:59.000 WARN  Node: Not all is there yet.\n");
    var tail = new LogTail("node1", log);
    Files.writeString(log, """
        10:00:00.000 INFO  Node: Node node1 is ready.
        10:00:01.000 WARN  Thing: Something is odd.
        10:00:02.000 INFO  Node: An INFO line may speak of an Exception: it is none.
        java.lang.IllegalStateException: no
            at hokm.room.HostedRoom.save(HostedRoom.java:1)
        Caused by: java.io.IOException: closed
        10:00:03.000 ERROR Thi""", StandardOpenOption.APPEND);
    assertThat(tail.news()).containsExactly("node1: 10:00:01.000 WARN  Thing: Something is odd.",
        "node1: java.lang.IllegalStateException: no",
        "node1:     at hokm.room.HostedRoom.save(HostedRoom.java:1)",
        "node1: Caused by: java.io.IOException: closed");
    Files.writeString(log, "ng: Worse.\n", StandardOpenOption.APPEND);
    assertThat(tail.news()).containsExactly("node1: 10:00:03.000 ERROR Thing: Worse.");
    assertThat(tail.news()).isEmpty();
    assertThat(tail.count()).isEqualTo(5);
  }
}
