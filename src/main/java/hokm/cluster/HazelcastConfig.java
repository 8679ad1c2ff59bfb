package hokm.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.YamlConfigBuilder;
import io.vertx.core.eventbus.EventBusOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

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
    network.getInterfaces().setEnabled(true).addInterface(settings.host());
    config.setProperty("hazelcast.socket.bind.any", "false");
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

  static EventBusOptions bus(Config config, Peer self) {
    return new EventBusOptions()
        .setHost(self.busHost())
        .setPort(self.busPort())
        .setClusterPingInterval(number(config, "hokm.bus.ping.interval.millis"))
        .setClusterPingReplyInterval(number(config, "hokm.bus.ping.reply.millis"))
        .setConnectTimeout(number(config, "hokm.bus.connect.timeout.millis"))
        .setReconnectAttempts(number(config, "hokm.bus.reconnect.attempts"));
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
