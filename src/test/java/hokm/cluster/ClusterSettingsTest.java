package hokm.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterSettingsTest {

  @Test
  void theListOfMembersMayHoldSpacesAndMayBeEmpty() {
    assertThat(ClusterSettings.members("a:1, b:2\nc:3")).containsExactly("a:1", "b:2", "c:3");
    assertThat(ClusterSettings.members("")).isEmpty();
  }

  @Test
  void aMemberWithoutItsPortIsRefusedWithTheSettingsName() {
    assertThatThrownBy(() -> with(List.of("somewhere"), ""))
        .hasMessage("HOKM_CLUSTER_MEMBERS: host:port,host:port, not somewhere");
  }

  @Test
  void membersAndANameForThemAreNotGivenTogether() {
    assertThatThrownBy(() -> with(List.of("a:1"), "nodes.local"))
        .hasMessageStartingWith("HOKM_CLUSTER_DNS: only without HOKM_CLUSTER_MEMBERS");
  }

  @Test
  void theSecretIsInNoLogAndInNoNameThatPeersSee() {
    var settings = new ClusterSettings("127.0.0.1", 5701, List.of(), "", "127.0.0.1", 0, "s3cret");
    assertThat(settings.toString()).doesNotContain("s3cret");
    var config = HazelcastConfig.of(settings, new Peer("a", true, "127.0.0.1", 1));
    assertThat(config.getClusterName()).startsWith("hokm-").doesNotContain("s3cret");
  }

  @Test
  void theTunedSettingsReachHazelcastAndTheEventBus() {
    var peer = new Peer("a", true, "127.0.0.1", 4000);
    var config = HazelcastConfig.of(ClusterSettings.DEFAULT, peer);
    assertThat(config.getProperty("hazelcast.connection.monitor.max.faults")).isEqualTo("1");
    assertThat(config.getProperty("hazelcast.phone.home.enabled")).isEqualTo("false");
    var join = config.getNetworkConfig().getJoin();
    assertThat(join.getMulticastConfig().isEnabled()).isFalse();
    assertThat(join.getAutoDetectionConfig().isEnabled()).isFalse();
    var bus = HazelcastConfig.bus(config, peer, Optional.empty());
    assertThat(bus.getClusterPingReplyInterval()).isEqualTo(2000);
    assertThat(bus.getPort()).isEqualTo(4000);
  }

  private static ClusterSettings with(List<String> members, String dns) {
    return new ClusterSettings("127.0.0.1", 5701, members, dns, "127.0.0.1", 0, "");
  }
}
