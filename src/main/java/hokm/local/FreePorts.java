package hokm.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports on the loopback address. */
public final class FreePorts {

  private static final int FIRST = 15_000;
  private static final int LAST = 32_000;
  private static final int TRIES = 1000;

  private FreePorts() {}

  /** None that the system gives to connections: one might have it while its server restarts. */
  public static int any() {
    var chance = ThreadLocalRandom.current();
    for (int i = 0; i < TRIES; i++) {
      int port = chance.nextInt(FIRST, LAST);
      if (free(port)) return port;
    }
    throw new IllegalStateException("Of the ports " + FIRST + " to " + LAST + " none is free.");
  }

  public static boolean free(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  /** The port wanted where it is free, otherwise another. */
  public static int near(int wanted) {
    return free(wanted) ? wanted : any();
  }
}
