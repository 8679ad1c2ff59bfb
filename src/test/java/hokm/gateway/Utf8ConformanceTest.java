package hokm.gateway;

import static hokm.gateway.Conformance.NOT_UTF8;
import static hokm.gateway.Conformance.OPEN;
import static hokm.gateway.RawFrame.CONTINUATION;
import static hokm.gateway.RawFrame.TEXT;
import static hokm.gateway.RawFrame.hex;
import static org.assertj.core.api.Assertions.assertThat;

import hokm.Seed;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** That text is UTF-8, whole, in pieces cut anywhere, and known to be none as soon as it is. */
class Utf8ConformanceTest {

  private static final int RANDOM_CASES = 200;

  private static final List<String> VALID = List.of(
      "", "48656c6c6f20c2b540c39fc3b6c3a4c3bcc3a0c3a12d5554462d382121", "cebae1bdb9cf83cebcceb5",
      "d8add985d98ae2808cd8aad8b1", "00", "c280", "e0a080", "f0908080", "7f", "dfbf", "efbfbf",
      "f48fbfbf", "ed9fbf", "ee8080", "efbfbd", "f09f8083", "efbfbe", "f09fbfbe", "f09fbfbf",
      "f0afbfbe", "f0bfbfbf", "f18fbfbe", "f19fbfbf", "f1afbfbe", "f1bfbfbf", "f28fbfbe",
      "f29fbfbf", "f2afbfbe", "f2bfbfbf", "f38fbfbe", "f39fbfbf", "f3afbfbe", "f3bfbfbf",
      "f48fbfbe", "efbfbdefbfbd");

  private static final List<String> INVALID = List.of(
      // A surrogate, what is beyond the last character, and what is too long for what it says.
      "cebae1bdb9cf83cebcceb5eda080656469746564", "cebae1bdb9cf83cebcceb5f4908080656469746564",
      "eda080", "edad bf", "edae80", "edafbf", "edb080", "edbe80", "edbfbf", "eda080edb080",
      "eda080edbfbf", "edadbfedb080", "edadbfedbfbf", "edae80edb080", "edafbfedbfbf", "f4908080",
      "f7bfbfbf", "f8888080 80", "fbbfbfbfbf", "fc8480808080", "fdbfbfbfbfbf", "c0af", "e080af",
      "f08080af", "f8808080af", "fc80808080af", "c1bf", "e09fbf", "f08fbfbf", "f8 87bfbfbf",
      "fc83bfbfbfbf", "c080", "e08080", "f0808080", "f880808080", "fc8080808080",
      // What goes on with nothing begun, and what begins and does not go on.
      "80", "bf", "80bf", "80bf80", "80bf80bf", "80bf80bf80bf80", "c020c120c220", "e020e120ef20",
      "f020f120f720", "f820f920fb20", "fc20fd20", "c0", "e080", "f08080", "f8808080",
      "fc80808080", "df", "efbf", "f7bfbf", "fbbfbfbf", "fdbfbfbfbf", "c0e080f08080",
      "cebae1bdb9cf83cebcce", "c3", "e282", "f09f80", "fe", "ff", "fefeffff",
      "cebae1bdb9cf83cebcceb5ff", "61ff");

  private static GatewayScene scene;

  @BeforeAll
  static void start() throws Exception {
    scene = new GatewayScene(Conformance.settings());
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  /** A frame a byte, whatever characters that cuts. */
  private static List<RawFrame> bytewise(byte[] text) {
    var frames = new ArrayList<RawFrame>();
    for (int i = 0; i < text.length; i++) {
      var frame = RawFrame.of(i == 0 ? TEXT : CONTINUATION, new byte[] {text[i]});
      frames.add(i == text.length - 1 ? frame : frame.unfinished());
    }
    return frames.isEmpty() ? List.of(RawFrame.of(TEXT, "")) : frames;
  }

  private static List<RawFrame> cutAt(byte[] text, int place) {
    return List.of(RawFrame.of(TEXT, Arrays.copyOf(text, place)).unfinished(),
        RawFrame.of(CONTINUATION, Arrays.copyOfRange(text, place, text.length)));
  }

  @Test
  void whatIsUtf8IsReadHoweverItIsCut() throws Exception {
    addAll(new Conformance("UTF-8"), VALID, "not_json " + OPEN).holds(scene);
  }

  @Test
  void whatIsNoUtf8ClosesTheSocket() throws Exception {
    addAll(new Conformance("no UTF-8"), INVALID, NOT_UTF8).holds(scene);
  }

  private static Conformance addAll(Conformance cases, List<String> texts, String expected) {
    for (String each : texts) {
      var text = hex(each);
      cases.add(each, expected, RawFrame.of(TEXT, text));
      cases.chopped(each, expected, RawFrame.of(TEXT, text));
      cases.add(each + ", a frame a byte", expected, bytewise(text));
      for (int place = 0; place <= text.length; place++) {
        cases.add(each + ", cut at " + place, expected, cutAt(text, place));
      }
    }
    return cases;
  }

  /** The message is never ended: its first bytes say enough. */
  @Test
  void whatCanBecomeNoUtf8IsKnownAtOnce() throws Exception {
    var cases = new Conformance("no UTF-8, at once");
    for (String each : List.of("ff", "c0", "80", "eda080", "f490", "f48f bfbf ff", "e09f", "f08f",
        "61 c3 28", "f8", "cebae1bdb9cf83cebcceb5f490")) {
      var text = hex(each);
      cases.add(each, NOT_UTF8, RawFrame.of(TEXT, text).unfinished());
      var bytes = new ArrayList<RawFrame>();
      bytewise(text).forEach(frame -> bytes.add(frame.unfinished()));
      cases.add(each + ", a frame a byte", NOT_UTF8, bytes);
    }
    cases.holds(scene);
  }

  @Test
  void aNameIsWhatWasSentHoweverItWasCut() throws Exception {
    var name = "حکم\uD83C\uDCA1a";
    var text = RawFrame.utf8("{\"type\":\"sign_in\",\"version\":1,\"name\":\"" + name + "\"}");
    for (int place = 0; place <= text.length; place++) {
      try (var raw = RawSocket.open(scene.gateway.port())) {
        for (var frame : cutAt(text, place)) raw.write(frame.bytes());
        assertThat(raw.story()).isEqualTo("welcome open");
      }
      assertThat(scene.sessions.of("token" + scene.sessions.made()).name()).isEqualTo(name);
    }
  }

  @Test
  void randomBytesAreTakenForWhatTheyAre() throws Exception {
    long seed = Seed.of("Utf8ConformanceTest");
    var chance = new Random(seed);
    var cases = new Conformance("random bytes");
    for (int i = 0; i < RANDOM_CASES; i++) {
      var text = new byte[1 + chance.nextInt(6)];
      chance.nextBytes(text);
      var frames = chance.nextBoolean() ? bytewise(text) : cutAt(text, chance.nextInt(text.length));
      cases.add("no " + i, isUtf8(text) ? "not_json " + OPEN : NOT_UTF8, frames);
    }
    cases.holds(scene);
  }

  private static boolean isUtf8(byte[] text) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
      return true;
    } catch (CharacterCodingException wrong) {
      return false;
    }
  }
}
