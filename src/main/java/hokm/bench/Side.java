package hokm.bench;

import java.net.InetSocketAddress;
import java.util.OptionalLong;

/**
 * What is measured: a node, or the baseline.
 *
 * @param pid of its process; empty where it runs elsewhere
 * @param accepts whether it acknowledges each move with a frame of its own
 */
public record Side(String name, InetSocketAddress address, OptionalLong pid, boolean accepts) {}
