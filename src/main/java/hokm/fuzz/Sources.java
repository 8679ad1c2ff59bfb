package hokm.fuzz;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Where clients come from. */
final class Sources {

  private static final int A_BYTE = 250;

  private Sources() {}

  /** Where the server is on this machine, each has an address of its own, as it would elsewhere. */
  static Optional<InetAddress> of(InetSocketAddress server, int number) {
    if (!server.getAddress().isLoopbackAddress() || !manyLoopbacks()) return Optional.empty();
    try {
      return Optional.of(InetAddress.getByAddress(new byte[] {127, 0,
          (byte) (1 + number / A_BYTE), (byte) (1 + number % A_BYTE)}));
    } catch (UnknownHostException never) {
      throw new IllegalStateException(never);
    }
  }

  /** Elsewhere only 127.0.0.1 is there. */
  private static boolean manyLoopbacks() {
    return System.getProperty("os.name").startsWith("Linux");
  }
}
