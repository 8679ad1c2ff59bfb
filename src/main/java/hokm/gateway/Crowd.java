package hokm.gateway;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who comes to the gateways of one node. On any thread. */
public final class Crowd {

  private static final int REMEMBERED = 50_000;

  private static final Logger LOG = LoggerFactory.getLogger(Crowd.class);
  private static final long MINUTE = 60_000;

  private final Proxies proxies;
  private final Visitors addresses;
  private final Visitors players;

  private final AtomicLong warned = new AtomicLong();

  public Crowd(GatewaySettings settings) {
    this.proxies = Proxies.of(settings.trustedProxies());
    this.addresses = new Visitors(REMEMBERED, settings.shares());
    this.players = new Visitors(REMEMBERED, Shares.ofPlayer(settings.newRooms()));
  }

  Proxies proxies() {
    return proxies;
  }

  /** @param address as {@link Proxies} tells it */
  Visitor at(String address, long now) {
    return addresses.of(address, now);
  }

  /** Once a minute: it may be a proxy, which speaks for many. */
  void warn(String gateway, Turned why, long now) {
    long last = warned.get();
    if (now - last < MINUTE || !warned.compareAndSet(last, now)) return;
    LOG.warn("Gateway {} turns connections of one address away ({}). If that is a proxy of yours,"
        + " name it in HOKM_TRUSTED_PROXIES.", gateway, why.word());
  }

  Visitor player(String id, long now) {
    return players.of(id, now);
  }
}
