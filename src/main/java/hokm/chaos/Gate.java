package hokm.chaos;

import io.netty.channel.ChannelOption;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A way for TCP connections that can be disturbed. What does not pass is not lost but waits, as it
 * does with a network that is cut and mended.
 */
final class Gate {

  private static final int CONNECT_MILLIS = 2000;
  private static final int LISTEN_SECONDS = 5;

  private final Vertx vertx;
  private final SocketAddress to;
  private final NetClient client;
  private final Set<Pipe> pipes = ConcurrentHashMap.newKeySet();
  private volatile boolean thereStalled;
  private volatile boolean backStalled;
  private int port;

  private Gate(Vertx vertx, SocketAddress to) {
    this.vertx = vertx;
    this.to = to;
    this.client = vertx.createNetClient(new NetClientOptions()
        .setConnectTimeout(CONNECT_MILLIS).setTcpNoDelay(true));
  }

  /** Blocks until it listens. @param at an address of this machine; port 0 for any */
  static Gate open(Vertx vertx, SocketAddress at, SocketAddress to) {
    var gate = new Gate(vertx, to);
    var listening = vertx.createNetServer(new NetServerOptions().setHost(at.host())
        .setPort(at.port()).setTcpNoDelay(true)).connectHandler(gate::accept).listen();
    try {
      gate.port = listening.toCompletionStage().toCompletableFuture()
          .get(LISTEN_SECONDS, TimeUnit.SECONDS).actualPort();
      return gate;
    } catch (Exception failed) {
      throw new IllegalStateException("No way to " + to + " could be opened.", failed);
    }
  }

  int port() {
    return port;
  }

  private void accept(NetSocket near) {
    near.pause();
    var context = vertx.getOrCreateContext();
    client.connect(to).onFailure(refused -> reset(near)).onSuccess(far ->
        pipes.add(new Pipe(context, near, far)));
  }

  /** What is sent there, or back, waits from now on. */
  void stall(boolean there, boolean back) {
    thereStalled = there;
    backStalled = back;
    pipes.forEach(Pipe::look);
  }

  void mend() {
    stall(false, false);
  }

  /** Whoever is connected now hears nothing more, nor that it is over; others pass. */
  void strand() {
    pipes.forEach(pipe -> {
      pipe.stranded = true;
      pipe.look();
    });
  }

  /** Ends for good what was stranded. */
  void clear() {
    pipes.stream().filter(pipe -> pipe.stranded).forEach(Pipe::reset);
  }

  /** Every connection breaks. @return how many */
  int reset() {
    var all = Set.copyOf(pipes);
    all.forEach(Pipe::reset);
    return all.size();
  }

  private static void reset(NetSocket socket) {
    ((NetSocketInternal) socket).channelHandlerContext().channel().config()
        .setOption(ChannelOption.SO_LINGER, 0);
    socket.close();
  }

  /** Two sockets; each call runs on their event loop. */
  private final class Pipe {
    private final Context context;
    private final NetSocket near;
    private final NetSocket far;
    private volatile boolean stranded;
    private boolean nearFull;
    private boolean farFull;
    private boolean ended;

    Pipe(Context context, NetSocket near, NetSocket far) {
      this.context = context;
      this.near = near;
      this.far = far;
      near.handler(bytes -> {
        far.write(bytes);
        if (far.writeQueueFull()) {
          farFull = true;
          apply();
          far.drainHandler(drained -> {
            farFull = false;
            apply();
          });
        }
      });
      far.handler(bytes -> {
        near.write(bytes);
        if (near.writeQueueFull()) {
          nearFull = true;
          apply();
          near.drainHandler(drained -> {
            nearFull = false;
            apply();
          });
        }
      });
      near.closeHandler(gone -> end());
      far.closeHandler(gone -> end());
      near.exceptionHandler(broken -> end());
      far.exceptionHandler(broken -> end());
      apply();
    }

    void look() {
      context.runOnContext(go -> {
        apply();
        if (ended) end();
      });
    }

    private void apply() {
      if (stranded || thereStalled || farFull) near.pause();
      else near.resume();
      if (stranded || backStalled || nearFull) far.pause();
      else far.resume();
    }

    /** The end of one side does not pass where nothing does. */
    private void end() {
      ended = true;
      if (stranded || thereStalled || backStalled) return;
      pipes.remove(this);
      near.close();
      far.close();
    }

    void reset() {
      context.runOnContext(go -> {
        pipes.remove(this);
        Gate.reset(near);
        Gate.reset(far);
      });
    }
  }
}
