package hokm.alerts;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/** A node that keeps in its heap what it does not need, until hardly anything is free. */
final class FullNode {

  private static final double FULL = 0.9;
  private static final int PIECE = 1 << 19;
  private static final List<byte[]> KEPT = new ArrayList<>();

  private FullNode() {}

  public static void main(String[] arguments) throws Exception {
    var old = ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getName().contains("Tenured")).findFirst().orElseThrow();
    var filling = new Thread(() -> fill(old), "filling");
    filling.setDaemon(true);
    filling.start();
    Method main = Class.forName("hokm.cli.Main").getDeclaredMethod("main", String[].class);
    main.setAccessible(true);
    main.invoke(null, (Object) arguments);
  }

  /** What the node itself needs comes with time, so it is looked at again and again. */
  private static void fill(MemoryPoolMXBean old) {
    while (true) {
      System.gc();
      if (old.getCollectionUsage().getUsed() < FULL * old.getUsage().getMax()) {
        KEPT.add(new byte[PIECE]);
      } else {
        java.util.concurrent.locks.LockSupport.parkNanos(1_000_000_000L);
      }
    }
  }
}
