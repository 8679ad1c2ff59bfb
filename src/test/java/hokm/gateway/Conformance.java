package hokm.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Named cases of one section, in the order of Autobahn's test suite: what a client sends, and in a
 * few words what must come of it. Each has a socket of its own.
 */
final class Conformance {

  /** @param chopped whether each byte is sent by itself */
  private record Case(List<RawFrame> frames, boolean chopped, String expected) {}

  static final String OPEN = "open";
  static final String BAD = "bad_frame closed 1002";
  static final String LARGE = "frame_too_large closed 1009";
  static final String NOT_UTF8 = "not_utf8 closed 1007";
  static final String NOT_TEXT = "not_text closed 1003";

  private final String section;
  private final Map<String, Case> cases = new LinkedHashMap<>();

  Conformance(String section) {
    this.section = section;
  }

  Conformance add(String name, String expected, RawFrame... frames) {
    return add(name, expected, List.of(frames));
  }

  Conformance add(String name, String expected, List<RawFrame> frames) {
    put(name, new Case(frames, false, expected));
    return this;
  }

  Conformance chopped(String name, String expected, RawFrame... frames) {
    put(name + ", byte for byte", new Case(List.of(frames), true, expected));
    return this;
  }

  private void put(String name, Case added) {
    if (cases.put(name, added) != null) throw new IllegalArgumentException("Twice: " + name);
  }

  /** Every client may send as much as it likes, so that each case meets its own rule. */
  static GatewaySettings settings() {
    return GatewayScene.with(100_000, 100_000, 100_000);
  }

  void holds(GatewayScene scene) throws IOException {
    var wrong = new ArrayList<String>();
    for (var each : cases.entrySet()) {
      var expected = each.getValue().expected();
      var told = play(scene, each.getValue());
      if (!told.equals(expected)) {
        wrong.add(each.getKey() + ": " + told + ", not " + expected);
      }
    }
    System.out.printf("Conformance, %s: %d cases, %d of them not as they must be.%n", section,
        cases.size(), wrong.size());
    assertThat(wrong).as(section).isEmpty();
    await().atMost(Duration.ofSeconds(5))
        .until(() -> scene.sockets.get() == 0);
  }

  private static String play(GatewayScene scene, Case played) throws IOException {
    try (var raw = RawSocket.open(scene.gateway.port())) {
      for (var frame : played.frames()) {
        if (played.chopped()) raw.chop(frame.bytes());
        else raw.write(frame.bytes());
      }
      return raw.story();
    } catch (SocketException gone) {
      return "reset";
    }
  }
}
