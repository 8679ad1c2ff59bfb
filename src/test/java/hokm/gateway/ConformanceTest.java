package hokm.gateway;

import static hokm.gateway.Conformance.BAD;
import static hokm.gateway.Conformance.LARGE;
import static hokm.gateway.Conformance.NOT_TEXT;
import static hokm.gateway.Conformance.OPEN;
import static hokm.gateway.RawFrame.BINARY;
import static hokm.gateway.RawFrame.CLOSE;
import static hokm.gateway.RawFrame.CONTINUATION;
import static hokm.gateway.RawFrame.PING;
import static hokm.gateway.RawFrame.PONG;
import static hokm.gateway.RawFrame.TEXT;
import static hokm.gateway.RawFrame.hex;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** RFC 6455 at the gateway, over real sockets and byte by byte; UTF-8 has a test of its own. */
class ConformanceTest {

  private static final String WORDS = "{\"type\":\"sign_in\",\"version\":1,\"name\":\"Ann\"}";
  private static final RawFrame SIGN_IN = RawFrame.of(TEXT, WORDS);

  private static GatewayScene scene;

  @BeforeAll
  static void start() throws Exception {
    scene = new GatewayScene(Conformance.settings());
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  private static RawFrame text(int length) {
    return RawFrame.of(TEXT, "x".repeat(length));
  }

  private static RawFrame piece(String text) {
    return RawFrame.of(TEXT, text).unfinished();
  }

  private static RawFrame more(String text) {
    return RawFrame.of(CONTINUATION, text).unfinished();
  }

  private static RawFrame end(String text) {
    return RawFrame.of(CONTINUATION, text);
  }

  @Test
  void framesOfEveryLengthAreReadAndNoLongerOnes() throws Exception {
    var cases = new Conformance("framing");
    for (int length : List.of(0, 1, 125, 126, 127, 128, 4095, 4096)) {
      cases.add("text of " + length, "not_json " + OPEN, text(length));
    }
    for (int length : List.of(4097, 8192, 65_535, 65_536, 200_000)) {
      cases.add("text of " + length, LARGE, text(length));
    }
    for (int length : List.of(0, 1, 125, 126, 4096)) {
      cases.add("bytes of " + length, NOT_TEXT, RawFrame.of(BINARY, new byte[length]));
    }
    cases.add("a message", "welcome " + OPEN, SIGN_IN)
        .chopped("a message", "welcome " + OPEN, SIGN_IN)
        .chopped("text of 300", "not_json " + OPEN, text(300))
        .add("short text whose length is written in two bytes", BAD, text(20).withLengthIn(2))
        .add("short text whose length is written in eight bytes", BAD, text(20).withLengthIn(8))
        .add("longer text whose length is written in eight bytes", BAD, text(200).withLengthIn(8))
        .add("text without a mask", BAD, SIGN_IN.unmasked())
        .add("a ping without a mask", BAD, RawFrame.of(PING, "").unmasked())
        .add("a close without a mask", BAD, RawFrame.close(1000, "").unmasked())
        .holds(scene);
  }

  @Test
  void lengthsThatNobodyWillSendAreNotWaitedFor() throws Exception {
    for (String head : List.of("81ff 0000000080000000", "81ff 7fffffffffffffff",
        "81ff 8000000000000000", "81ff ffffffffffffffff", "89ff 0000000000010000")) {
      try (var raw = RawSocket.open(scene.gateway.port())) {
        raw.write(hex(head + "37fa213d"));
        assertThat(raw.story()).as(head).isIn(LARGE, BAD);
      }
    }
  }

  @Test
  void pingsAreAnsweredAndPongsAreNot() throws Exception {
    var cases = new Conformance("pings and pongs");
    for (String payload : List.of("", "48656c6c6f", "00fffefdfcfb00ff", "78".repeat(125))) {
      cases.add("a ping of " + payload, "PONG(" + payload + ") " + OPEN,
          RawFrame.of(PING, hex(payload)));
      cases.chopped("a ping of " + payload, "PONG(" + payload + ") " + OPEN,
          RawFrame.of(PING, hex(payload)));
      cases.add("a pong of " + payload, OPEN, RawFrame.of(PONG, hex(payload)));
    }
    var ten = new ArrayList<RawFrame>();
    var answers = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      ten.add(RawFrame.of(PING, new byte[] {(byte) i}));
      answers.append("PONG(").append(HexFormat.of().toHexDigits((byte) i)).append(") ");
    }
    cases.add("ten pings at once", answers + OPEN, ten)
        .chopped("ten pings", answers + OPEN, ten.toArray(RawFrame[]::new))
        .add("a ping of 126", BAD, RawFrame.of(PING, new byte[126]))
        .add("a pong of 126", BAD, RawFrame.of(PONG, new byte[126]))
        .add("a pong, then a ping", "PONG(6f6b) " + OPEN, RawFrame.of(PONG, "x"),
            RawFrame.of(PING, "ok"))
        .holds(scene);
  }

  @Test
  void reservedBitsAreRefusedOnEveryFrame() throws Exception {
    var cases = new Conformance("reserved bits");
    for (int bits = 1; bits <= 7; bits++) {
      cases.add("text with " + bits, BAD, SIGN_IN.withReserved(bits));
      for (int opcode : List.of(BINARY, CLOSE, PING, PONG)) {
        cases.add("opcode " + opcode + " with " + bits, BAD,
            RawFrame.of(opcode, "").withReserved(bits));
      }
      cases.add("the second piece with " + bits, BAD, piece("a"), end("b").withReserved(bits));
      cases.chopped("text before it, and a ping with " + bits, "welcome " + BAD, SIGN_IN,
          RawFrame.of(PING, "").withReserved(bits));
    }
    cases.holds(scene);
  }

  @Test
  void reservedOpcodesAreRefused() throws Exception {
    var cases = new Conformance("opcodes");
    for (int opcode : List.of(3, 4, 5, 6, 7, 11, 12, 13, 14, 15)) {
      cases.add("opcode " + opcode, BAD, RawFrame.of(opcode, ""));
      cases.add("opcode " + opcode + " with a payload", BAD, RawFrame.of(opcode, "payload"));
      cases.add("opcode " + opcode + " after text", "welcome " + BAD, SIGN_IN,
          RawFrame.of(opcode, ""));
      cases.chopped("opcode " + opcode + " between pings", "PONG(61) " + BAD,
          RawFrame.of(PING, "a"), RawFrame.of(opcode, "x"), RawFrame.of(PING, "b"));
    }
    cases.holds(scene);
  }

  @Test
  void messagesComeInPiecesAndControlFramesBetweenThem() throws Exception {
    var half = WORDS.length() / 2;
    var first = piece(WORDS.substring(0, half));
    var second = end(WORDS.substring(half));
    var ping = RawFrame.of(PING, "p");
    new Conformance("fragmentation")
        .add("two pieces", "welcome " + OPEN, first, second)
        .chopped("two pieces", "welcome " + OPEN, first, second)
        .add("a ping between", "PONG(70) welcome " + OPEN, first, ping, second)
        .chopped("a ping between", "PONG(70) welcome " + OPEN, first, ping, second)
        .add("a pong between", "welcome " + OPEN, first, RawFrame.of(PONG, "p"), second)
        .add("pings around each of five", "PONG(70) PONG(70) PONG(70) not_json " + OPEN,
            piece("a"), ping, more("b"), ping, more("c"), ping, more("d"), end("e"))
        .add("empty pieces alone", "not_json " + OPEN, piece(""), more(""), end(""))
        .add("an empty first piece", "welcome " + OPEN, piece(""), end(WORDS))
        .add("an empty piece between", "welcome " + OPEN, first, more(""), second)
        .add("an empty last piece", "welcome " + OPEN, piece(WORDS), end(""))
        .add("two messages in pieces", "welcome already_signed_in " + OPEN, first, second, first,
            second)
        .add("a close between", "closed 1000", first, RawFrame.close(1000, ""), second)
        .add("a ping in pieces", BAD, ping.unfinished(), end("x"))
        .add("a pong in pieces", BAD, RawFrame.of(PONG, "").unfinished(), end("x"))
        .add("a close in pieces", BAD, RawFrame.close(1000, "").unfinished())
        .add("a last piece of nothing", BAD, end(WORDS))
        .add("a piece of nothing", BAD, more(WORDS), end(""))
        .add("a piece after a whole message", "welcome " + BAD, SIGN_IN, end("x"))
        .add("a piece after the last", "welcome " + BAD, first, second, end("x"))
        .add("text before the last piece", BAD, first, SIGN_IN)
        .add("bytes before the last piece", BAD, first, RawFrame.of(BINARY, "x"))
        .add("bytes in pieces", NOT_TEXT, RawFrame.of(BINARY, "x").unfinished(), end("y"))
        .add("pieces of 4096 bytes together", "not_json " + OPEN, piece("x".repeat(4000)),
            end("x".repeat(96)))
        .add("pieces of 4097 bytes together", LARGE, piece("x".repeat(4000)),
            end("x".repeat(97)))
        .add("64 pieces", "not_json " + OPEN, pieces(64))
        .add("65 pieces", LARGE, pieces(65))
        .add("an endless message", LARGE, pieces(1000))
        .holds(scene);
  }

  private static List<RawFrame> pieces(int count) {
    var all = new ArrayList<RawFrame>(List.of(piece("x")));
    all.addAll(Collections.nCopies(count - 2, more("")));
    all.add(end("x"));
    return all;
  }

  @Test
  void closesAreAnsweredWithTheirOwnStatusAndBadOnesRefused() throws Exception {
    var cases = new Conformance("closing");
    for (int status : List.of(1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013,
        1014, 3000, 3999, 4000, 4999)) {
      cases.add("status " + status, "closed " + status, RawFrame.close(status, "bye"));
    }
    for (int status : List.of(0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000,
        32_768, 65_535)) {
      cases.add("status " + status, BAD, RawFrame.close(status, ""));
      cases.add("status " + status + " with a reason", BAD, RawFrame.close(status, "bye"));
    }
    cases.add("no status", "closed 1000", RawFrame.of(CLOSE, ""))
        .chopped("a status", "closed 1000", RawFrame.close(1000, "bye"))
        .add("half a status", BAD, RawFrame.of(CLOSE, hex("03")))
        .add("a reason of 123", "closed 1000", RawFrame.close(1000, "x".repeat(123)))
        .add("a reason of 124", BAD, RawFrame.close(1000, "x".repeat(124)))
        .add("a reason that is no UTF-8", Conformance.NOT_UTF8,
            RawFrame.close(1000, hex("cebae1bdb9cf83cebcceb5eda080656469746564")))
        .add("two closes", "closed 1000", RawFrame.close(1000, ""), RawFrame.close(1001, ""))
        .add("a ping after the close", "closed 1000", RawFrame.close(1000, ""),
            RawFrame.of(PING, "late"))
        .add("text after the close", "closed 1000", RawFrame.close(1000, ""), SIGN_IN)
        .add("text before the close", "welcome closed 1000", SIGN_IN, RawFrame.close(1000, ""))
        .holds(scene);
  }

  @Test
  void manyMessagesAtOnceAreAllAnswered() throws Exception {
    var many = Collections.nCopies(200, text(20));
    new Conformance("many messages")
        .add("200 messages at once", "not_json ".repeat(200) + OPEN, many)
        .chopped("50 messages", "not_json ".repeat(50) + OPEN,
            many.subList(0, 50).toArray(RawFrame[]::new))
        .holds(scene);
  }

  @Test
  void noExtensionIsAgreedOn() throws Exception {
    for (String offer : List.of("permessage-deflate",
        "permessage-deflate; client_max_window_bits; server_no_context_takeover",
        "permessage-bzip2, permessage-deflate", "x-webkit-deflate-frame")) {
      try (var raw = new RawSocket(scene.gateway.port())) {
        var answer = raw.ask(RawSocket.upgrade("/ws", "Sec-WebSocket-Extensions: " + offer));
        assertThat(answer).startsWith("HTTP/1.1 101 ").doesNotContainIgnoringCase("extensions");
        raw.write(SIGN_IN.withReserved(4).bytes());
        assertThat(raw.story()).as(offer).isEqualTo(BAD);
      }
    }
  }

  @Test
  void whatIsNoHandshakeIsRefused() throws Exception {
    var right = RawSocket.upgrade("/ws");
    refused("426", right.replace("Version: 13", "Version: 12"));
    refused("400", right.replace("Sec-WebSocket-Key", "Sec-WebSocket-Kee"));
    refused("400", right.replace("AAAA==", "AAA=="));
    refused("400", right.replace("Sec-WebSocket-Key: A", "Sec-WebSocket-Key: \u0001A"));
    refused("400", right.replace("Connection: Upgrade", "Connection: close"));
    refused("400", right.replace("Upgrade: websocket", "Upgrade: h2c"));
    refused("405", right.replace("GET", "POST"));
  }

  private static void refused(String status, String request) throws Exception {
    try (var raw = new RawSocket(scene.gateway.port())) {
      assertThat(raw.ask(request)).as(request).startsWith("HTTP/1.1 " + status);
    }
  }
}
