package hokm.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.config.MemberAttributeConfig;
import java.util.Optional;

/**
 * What a node tells the others about itself as it joins.
 *
 * @param node its id, a new one at each start
 * @param rooms whether it runs game rooms
 */
record Peer(String node, boolean rooms, String busHost, int busPort) {
  private static final String NODE = "hokm.node";
  private static final String ROOMS = "hokm.rooms";
  private static final String BUS_HOST = "hokm.bus.host";
  private static final String BUS_PORT = "hokm.bus.port";

  void describe(MemberAttributeConfig attributes) {
    attributes.setAttribute(NODE, node);
    attributes.setAttribute(ROOMS, String.valueOf(rooms));
    attributes.setAttribute(BUS_HOST, busHost);
    attributes.setAttribute(BUS_PORT, String.valueOf(busPort));
  }

  /** @return empty for a member that is none of our nodes */
  static Optional<Peer> of(Member member) {
    String node = member.getAttribute(NODE);
    if (node == null) return Optional.empty();
    return Optional.of(new Peer(node, Boolean.parseBoolean(member.getAttribute(ROOMS)),
        member.getAttribute(BUS_HOST), Integer.parseInt(member.getAttribute(BUS_PORT))));
  }
}
