package hokm.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hokm.room.BadSetting;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {

  private static final Proxies OURS = Proxies.of(List.of("10.0.0.0/8", "192.0.2.7", "fd00::/16",
      "::1"));

  /** Who is asked by, what X-Forwarded-For says, and whose the request is. */
  @ParameterizedTest
  @CsvSource(delimiter = ';', nullValues = "-", textBlock = """
      203.0.113.9;-;203.0.113.9
      203.0.113.9;198.51.100.1;203.0.113.9
      10.1.2.3;-;10.1.2.3
      10.1.2.3;198.51.100.1;198.51.100.1
      10.1.2.3;6.6.6.6, 198.51.100.1;198.51.100.1
      10.1.2.3;6.6.6.6,198.51.100.1 , 10.9.9.9;198.51.100.1
      10.1.2.3;10.0.0.1, 10.0.0.2;10.0.0.1
      10.1.2.3;198.51.100.1, nonsense;10.1.2.3
      10.1.2.3;198.51.100.1,;10.1.2.3
      10.1.2.3;198.51.100.1:5678;198.51.100.1
      10.1.2.3;[2001:db8:1:2:3::9]:443;20010db800010002/64
      192.0.2.7;198.51.100.1;198.51.100.1
      192.0.2.8;198.51.100.1;192.0.2.8
      ::1;198.51.100.1;198.51.100.1
      fd00:0:0:1::5;2001:db8:1:2:aaaa::1;20010db800010002/64
      fd01::5;198.51.100.1;fd01000000000000/64
      ::ffff:10.1.2.3;198.51.100.1;198.51.100.1
      2001:db8::1;-;20010db800000000/64
      10.1.2.3;localhost;10.1.2.3
      """)
  void aRequestComesFromTheNearestAddressThatIsNoProxyOfOurs(String remote, String forwarded,
      String visitor) {
    assertThat(OURS.visitor(remote, forwarded == null ? List.of() : List.of(forwarded)))
        .isEqualTo(visitor);
  }

  @Test
  void severalHeadersAreOneList() {
    assertThat(OURS.visitor("10.1.2.3", List.of("6.6.6.6", "198.51.100.1, 10.0.0.4")))
        .isEqualTo("198.51.100.1");
  }

  @Test
  void aLongListIsNotReadToItsEnd() {
    assertThat(OURS.visitor("10.1.2.3", List.of("198.51.100.1" + ", 10.0.0.1".repeat(500))))
        .isEqualTo("10.0.0.1");
  }

  @Test
  void byDefaultNobodyIsBelieved() {
    assertThat(Proxies.of(GatewaySettings.DEFAULT.trustedProxies())
        .visitor("127.0.0.1", List.of("198.51.100.1"))).isEqualTo("127.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nginx", "10.0.0.0/33", "10.0.0.0/", "::/129", "10.0.0", "10.0.0.0/-1"})
  void whatIsNoAddressOrNetworkStopsTheStart(String proxy) {
    var d = GatewaySettings.DEFAULT;
    assertThatThrownBy(() -> new GatewaySettings(d.host(), 0, List.of(), 1, 1, 1, 1,
        Duration.ZERO, Duration.ofMillis(2), Duration.ofMillis(3), 0, Shares.UNLIMITED,
        List.of(proxy), d.http()))
        .isInstanceOf(BadSetting.class).hasMessageContaining("HOKM_TRUSTED_PROXIES")
        .hasMessageContaining(proxy);
  }
}
