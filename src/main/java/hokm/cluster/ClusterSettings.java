package hokm.cluster;

import static hokm.room.BadSetting.require;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where this node listens for its peers and how it finds them.
 *
 * @param host address at which Hazelcast listens and which it tells the others
 * @param port its port; taken as it is, never the next free one, since others were told of it
 * @param members host:port of nodes to join, this one's own may be among them; empty to be alone
 * @param dns instead of members: a name that resolves to the address of every node, as that of a
 *     headless service; empty for none
 * @param busHost address of the event bus
 * @param busPort its port, 0 for any
 * @param secret nodes with different secrets don't join each other; empty for none. It keeps apart
 *     clusters that share a network by mistake, not an attacker who can listen
 * @param busTls empty for a bus that anyone who reaches its port may use
 */
public record ClusterSettings(String host, int port, List<String> members, String dns,
    String busHost, int busPort, String secret, Optional<BusTls> busTls) {

  public static final ClusterSettings DEFAULT =
      new ClusterSettings("127.0.0.1", 5701, List.of(), "", "127.0.0.1", 0, "");

  /** Without TLS on the event bus. */
  public ClusterSettings(String host, int port, List<String> members, String dns, String busHost,
      int busPort, String secret) {
    this(host, port, members, dns, busHost, busPort, secret, Optional.empty());
  }

  private static final Pattern MEMBER = Pattern.compile("[A-Za-z0-9._-]+:\\d{1,5}");

  public ClusterSettings {
    require(!host.isBlank(), "HOKM_CLUSTER_HOST: an address of this machine", host);
    require(port > 0 && port < 65_536, "HOKM_CLUSTER_PORT: 1 to 65535", port);
    members = List.copyOf(members);
    for (String member : members) {
      require(MEMBER.matcher(member).matches(),
          "HOKM_CLUSTER_MEMBERS: host:port,host:port", member);
    }
    require(members.isEmpty() || dns.isEmpty(),
        "HOKM_CLUSTER_DNS: only without HOKM_CLUSTER_MEMBERS", dns);
    require(!busHost.isBlank(), "HOKM_BUS_HOST: an address of this machine", busHost);
    require(busPort >= 0 && busPort < 65_536, "HOKM_BUS_PORT: 0 to 65535", busPort);
  }

  /** @param text host:port,host:port as in HOKM_CLUSTER_MEMBERS; empty for none */
  public static List<String> members(String text) {
    return Pattern.compile("[,\\s]+").splitAsStream(text).filter(part -> !part.isEmpty()).toList();
  }

  ClusterSettings at(String address, String busAddress) {
    return new ClusterSettings(address, port, members, dns, busAddress, busPort, secret, busTls);
  }

  @Override
  public String toString() {
    return "ClusterSettings[" + host + ":" + port + ", members=" + members + ", dns=" + dns
        + ", bus=" + busHost + ":" + busPort + "]";
  }
}
