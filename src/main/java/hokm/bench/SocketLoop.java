package hokm.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * All sockets of the generator, on the thread that calls. The bare selector: what is between the
 * node and the clock must cost next to nothing, since it shares its core with Redis.
 */
public final class SocketLoop implements AutoCloseable {

  private static final int LARGEST_READ = 256 * 1024;
  private static final long LOOK_MILLIS = 20;
  /** What a kernel keeps for whoever reads nothing is to be the other side's. */
  private static final int DEAF_BYTES = 4096;

  private final Selector selector;
  private final ByteBuffer in = ByteBuffer.allocateDirect(LARGEST_READ);
  private final byte[] bytes = new byte[LARGEST_READ * 2];
  private final ByteBuffer out = ByteBuffer.allocateDirect(LARGEST_READ);

  public SocketLoop() {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  LeanSocket open(InetSocketAddress address, LeanSocket.Reader reader) {
    return open(address, Optional.empty(), reader);
  }

  /** @param from an address of this machine that it comes from, where it is not to be any */
  public LeanSocket open(InetSocketAddress address, Optional<InetAddress> from,
      LeanSocket.Reader reader) {
    var socket = connect(address, from, true, reader);
    socket.raw(LeanSocket.request(address).getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /**
   * A connection on which nothing has been said yet.
   *
   * @param reads false for one that reads nothing, not even its end, which it finds when it writes
   */
  public LeanSocket connect(InetSocketAddress address, Optional<InetAddress> from, boolean reads,
      LeanSocket.Reader reader) {
    try {
      var channel = SocketChannel.open();
      if (!reads) channel.setOption(StandardSocketOptions.SO_RCVBUF, DEAF_BYTES);
      if (from.isPresent()) channel.bind(new InetSocketAddress(from.get(), 0));
      channel.connect(address);
      channel.socket().setTcpNoDelay(true);
      channel.configureBlocking(false);
      var socket = new LeanSocket(this, channel, reader);
      channel.register(selector, reads ? SelectionKey.OP_READ : 0, socket);
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException("No socket to " + address + ": " + e.getMessage(), e);
    }
  }

  /** Reads what has come; waits for something a little while unless told not to. */
  public void turn(boolean waiting) {
    try {
      if (waiting) selector.select(SocketLoop::read, LOOK_MILLIS);
      else selector.selectNow(SocketLoop::read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void read(SelectionKey key) {
    ((LeanSocket) key.attachment()).read();
  }

  /** @param what is waited for, as the complaint says it when it does not come in time */
  void until(BooleanSupplier done, int seconds, String what) {
    long deadline = System.nanoTime() + seconds * 1_000_000_000L;
    while (!done.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("After " + seconds + " s still not: " + what + ".");
      }
      turn(true);
    }
  }

  /** Ends a wait that is under way, or the next one. From any thread. */
  void wake() {
    selector.wakeup();
  }

  ByteBuffer in() {
    return in;
  }

  byte[] bytes() {
    return bytes;
  }

  ByteBuffer out() {
    return out;
  }

  @Override
  public void close() {
    try {
      for (var key : selector.keys()) key.channel().close();
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
