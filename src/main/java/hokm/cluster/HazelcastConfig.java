package hokm.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.YamlConfigBuilder;
import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.spi.MemberAddressProvider;
import io.vertx.core.eventbus.EventBusOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** conf/hazelcast.yaml and the settings of this node, put together. */
final class HazelcastConfig {
  private static final String FILE = "conf/hazelcast.yaml";

  private HazelcastConfig() {}

  static Config of(ClusterSettings settings, Peer self) {
    Config config = tuned();
    config.setClusterName(clusterName(settings.secret()));
    self.describe(config.getMemberAttributeConfig());
    var network = config.getNetworkConfig();
    network.setPort(settings.port()).setPortAutoIncrement(false);
    network.getMemberAddressProviderConfig().setEnabled(true)
        .setImplementation(new OwnAddress(settings.host(), settings.port()));
    var join = network.getJoin();
    if (settings.dns().isEmpty()) {
      var tcp = join.getTcpIpConfig().setEnabled(true);
      tcp.addMember(settings.host() + ":" + settings.port());
      settings.members().forEach(tcp::addMember);
    } else {
      join.getKubernetesConfig().setEnabled(true)
          .setProperty("service-dns", settings.dns())
          .setProperty("service-port", String.valueOf(settings.port()));
    }
    return config;
  }

  /**
   * Where this node listens. Hazelcast's own list of interfaces would pin that too, but it also
   * passes over every other member whose name leads to an address that is not on the list.
   */
  private record OwnAddress(String host, int port) implements MemberAddressProvider {

    @Override
    public InetSocketAddress getBindAddress() {
      return new InetSocketAddress(host, port);
    }

    @Override
    public InetSocketAddress getBindAddress(EndpointQualifier qualifier) {
      return getBindAddress();
    }

    @Override
    public InetSocketAddress getPublicAddress() {
      return getBindAddress();
    }

    @Override
    public InetSocketAddress getPublicAddress(EndpointQualifier qualifier) {
      return getBindAddress();
    }
  }

  static EventBusOptions bus(Config config, Peer self, Optional<BusTls> tls) {
    var options = new EventBusOptions()
        .setHost(self.busHost())
        .setPort(self.busPort())
        .setClusterPingInterval(number(config, "hokm.bus.ping.interval.millis"))
        .setClusterPingReplyInterval(number(config, "hokm.bus.ping.reply.millis"))
        .setConnectTimeout(number(config, "hokm.bus.connect.timeout.millis"))
        .setReconnectAttempts(number(config, "hokm.bus.reconnect.attempts"));
    return tls.map(each -> each.on(options)).orElse(options);
  }

  private static int number(Config config, String property) {
    return Integer.parseInt(config.getProperty(property));
  }

  private static Config tuned() {
    try (var file = HazelcastConfig.class.getClassLoader().getResourceAsStream(FILE)) {
      return new YamlConfigBuilder(file).build();
    } catch (IOException e) {
      throw new UncheckedIOException("The class path should hold " + FILE + ".", e);
    }
  }

  /** Peers see the name, so it holds a digest and not the secret. */
  private static String clusterName(String secret) {
    if (secret.isEmpty()) return "hokm";
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(("hokm cluster " + secret).getBytes(StandardCharsets.UTF_8));
      return "hokm-" + HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
