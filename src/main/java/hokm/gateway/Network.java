package hokm.gateway;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** One address, or all that begin with the same bits: 10.0.0.0/8, fd00::/8, 192.0.2.7. */
record Network(InetAddress base, int bits) {

  /** @return nothing where the text is no such thing; a name is none either */
  static Optional<Network> of(String text) {
    int slash = text.indexOf('/');
    var base = address(slash < 0 ? text : text.substring(0, slash));
    if (base.isEmpty()) return Optional.empty();
    int most = base.get().getAddress().length * Byte.SIZE;
    if (slash < 0) return Optional.of(new Network(base.get(), most));
    var bits = text.substring(slash + 1);
    return bits.matches("[0-9]{1,3}") && Integer.parseInt(bits) <= most
        ? Optional.of(new Network(base.get(), Integer.parseInt(bits))) : Optional.empty();
  }

  /** Without asking a name server. One of IPv4 that is written as one of IPv6 is one of IPv4. */
  static Optional<InetAddress> address(String text) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
    if (bytes == null) return Optional.empty();
    try {
      return Optional.of(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  boolean holds(InetAddress address) {
    byte[] one = base.getAddress();
    byte[] other = address.getAddress();
    if (one.length != other.length) return false;
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> bit % Byte.SIZE;
      if (((one[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) return false;
    }
    return true;
  }
}
