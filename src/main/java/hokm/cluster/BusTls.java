package hokm.cluster;

import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Nodes show each other certificates on the event bus, and talk to nobody without one.
 *
 * @param certificate of this node, PEM
 * @param key its key, PKCS 8 in PEM
 * @param authority that has signed those of all nodes, PEM; it should sign nothing else
 */
public record BusTls(Path certificate, Path key, Path authority) {

  /** A hung process still accepts connections, and never shakes hands. */
  private static final long HANDSHAKE_MILLIS = 2000;

  EventBusOptions on(EventBusOptions bus) {
    return bus.setSsl(true).setClientAuth(ClientAuth.REQUIRED).setKeyCertOptions(shown())
        .setTrustOptions(trusted());
  }

  /** Whom the certificate names does not matter: the authority signs nodes alone. */
  NetClientOptions on(NetClientOptions client) {
    client.setSsl(true).setKeyCertOptions(shown()).setTrustOptions(trusted())
        .setSslHandshakeTimeout(HANDSHAKE_MILLIS).setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    return client.setHostnameVerificationAlgorithm("");
  }

  private PemKeyCertOptions shown() {
    return new PemKeyCertOptions().setCertPath(certificate.toString()).setKeyPath(key.toString());
  }

  private PemTrustOptions trusted() {
    return new PemTrustOptions().addCertPath(authority.toString());
  }
}
