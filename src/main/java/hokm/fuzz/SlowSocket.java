package hokm.fuzz;

import hokm.bench.LeanSocket;
import hokm.bench.SocketLoop;
import io.vertx.core.json.JsonObject;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** One slow client, from its connection until the server has dropped it. One thread's. */
final class SlowSocket implements LeanSocket.Reader {

  private static final long STEP = TimeUnit.MILLISECONDS.toNanos(250);
  private static final int FRAME = 1000;
  /** Steps that one who does not read gives the server for each answer that it can't see. */
  private static final int BLIND = 4;
  /** A step: a little less than the server allows. */
  private static final int ASKS = 4;

  private final SlowKind kind;
  private final LeanSocket socket;
  private final InetSocketAddress server;
  private final Random chance;
  private final long openedNanos = System.nanoTime();
  private long stepAt;
  private int step;
  private boolean greeted;
  private byte[] bytes = new byte[0];
  private long keptNanos = -1;
  private String why = "";

  SlowSocket(SlowKind kind, SocketLoop loop, InetSocketAddress server, int number,
      Random chance) {
    this.kind = kind;
    this.server = server;
    this.chance = chance;
    this.stepAt = openedNanos;
    this.socket = loop.connect(server, Sources.of(server, number), kind != SlowKind.NEVER_READS,
        this);
    socket.mute();
    if (kind == SlowKind.HEAD_BY_BYTES) bytes = ascii(LeanSocket.request(server));
    else if (kind != SlowKind.NO_WORD) socket.raw(ascii(LeanSocket.request(server)));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  SlowKind kind() {
    return kind;
  }

  /** Empty while it is still there. */
  Optional<Double> keptSeconds() {
    return keptNanos < 0 ? Optional.empty() : Optional.of(keptNanos / 1e9);
  }

  String why() {
    return why;
  }

  void turn(long now) {
    if (keptNanos >= 0 || now < stepAt) return;
    stepAt = now + STEP;
    switch (kind) {
      case HEAD_BY_BYTES -> next();
      case FRAME_BY_BYTES, NEVER_ANSWERS -> {
        if (greeted) next();
        else if (socket.upgraded() && step++ == 0) say(signIn());
      }
      case NEVER_READS -> blind(step++);
      default -> { }
    }
  }

  private void blind(int at) {
    if (at == BLIND) say(signIn());
    else if (at == 2 * BLIND) say(command("create_room").put("target", 13));
    else if (at == 3 * BLIND) say(command("add_bots"));
    for (int i = 0; at > 4 * BLIND && i < ASKS; i++) say(new JsonObject().put("type", "sync"));
  }

  private static JsonObject command(String type) {
    return new JsonObject().put("type", type).put("id", type);
  }

  /** The next byte, while there is one. */
  private void next() {
    if (step < bytes.length) socket.raw(new byte[] {bytes[step++]});
  }

  private JsonObject signIn() {
    return new JsonObject().put("type", "sign_in").put("version", 1).put("name", "Slow");
  }

  private void say(JsonObject message) {
    socket.raw(Packed.text(message.encode(), chance));
  }

  @Override
  public void frame(byte[] frame, int from, int to) {
    if (greeted || !new String(frame, from, to - from, StandardCharsets.UTF_8)
        .contains("\"welcome\"")) {
      return;
    }
    greeted = true;
    step = 0;
    if (kind == SlowKind.FRAME_BY_BYTES) {
      bytes = Packed.text("{\"type\":\"ping\"" + " ".repeat(FRAME) + "}", chance);
    }
  }

  @Override
  public void closed(String how) {
    keptNanos = System.nanoTime() - openedNanos;
    why = how;
  }
}
