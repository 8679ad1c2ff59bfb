package hokm.gateway;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The proxies whose word is taken for whom they speak for; nobody else's X-Forwarded-For is. */
record Proxies(List<Network> trusted) {

  /** Of IPv6 a household has 64 bits to choose from, so those are not looked at. */
  private static final int HOME_BYTES = 8;
  private static final int CHAIN = 16;
  private static final Pattern WITH_PORT = Pattern.compile("\\[(.*)](:\\d+)?|([0-9.]+):\\d+");

  static Proxies of(List<String> networks) {
    return new Proxies(networks.stream().map(text -> Network.of(text).orElseThrow()).toList());
  }

  boolean trusts(String remote) {
    return Network.address(remote).filter(this::trusts).isPresent();
  }

  private boolean trusts(InetAddress address) {
    return trusted.stream().anyMatch(network -> network.holds(address));
  }

  /**
   * Where a request comes from: the nearest address that is no proxy of ours. Each proxy writes
   * behind the others whom it was asked by, so the list is read from its end.
   *
   * @param remote whoever the connection is with
   * @param forwarded the values of X-Forwarded-For
   */
  String visitor(String remote, List<String> forwarded) {
    var nearest = Network.address(remote);
    if (nearest.isEmpty()) return remote;
    var chain = new ArrayList<>(List.of(String.join(",", forwarded).split(",", -1)));
    Collections.reverse(chain);
    for (String each : chain.subList(0, Math.min(CHAIN, chain.size()))) {
      var before = trusts(nearest.get()) ? named(each.strip()) : Optional.<InetAddress>empty();
      if (before.isEmpty()) break;
      nearest = before;
    }
    return home(nearest.get());
  }

  private static Optional<InetAddress> named(String text) {
    var port = WITH_PORT.matcher(text);
    if (!port.matches()) return Network.address(text);
    return Network.address(port.group(1) == null ? port.group(3) : port.group(1));
  }

  private static String home(InetAddress address) {
    return address instanceof Inet6Address
        ? HexFormat.of().formatHex(address.getAddress(), 0, HOME_BYTES) + "/64"
        : address.getHostAddress();
  }
}
