package hokm.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.persistence.PostgresSettings.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConninfoTest {

  @ParameterizedTest
  @CsvSource(quoteCharacter = '"', nullValues = "none", value = {
      "host=127.0.0.1 port=5433 user=replicator,127.0.0.1:5433",
      "user = replicator host = 'db' port = '6000',db:6000",
      "hostaddr=10.0.0.1 user=x,10.0.0.1:5432",
      "user=x,none"})
  void itTellsWhereItLeads(String conninfo, String endpoint) {
    assertThat(Conninfo.endpoint(conninfo).map(Endpoint::toString).orElse(null))
        .isEqualTo(endpoint);
  }

  @Test
  void onlyTheServerChanges() {
    assertThat(Conninfo.to(new Endpoint("b", 2), "user=replicator password='it''s \\' = host=a'"
        + " channel_binding=prefer host=a port=1 hostaddr='1.2.3.4' sslmode = require"))
        .startsWith("host=b port=2 user=replicator password=")
        .endsWith(" channel_binding=prefer sslmode=require").doesNotContain("1.2.3.4");
  }
}
