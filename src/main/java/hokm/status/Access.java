package hokm.status;

import io.netty.util.NetUtil;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Who may look. With a token, whoever shows it. Without one only this machine, and only at a node
 * that listens to nobody else; a proxy's request is a stranger's, wherever the proxy runs.
 *
 * @param listens the address that the node's HTTP server was told to listen at
 */
record Access(StatusSettings settings, String listens) {

  private static final List<String> OF_A_PROXY = List.of("X-Forwarded-For", "X-Forwarded-Host",
      "X-Forwarded-Proto", "X-Real-IP", "Forwarded", "Via");

  /** @param status as in HTTP */
  record Refusal(int status, String code, String sentence) {}

  private static final Refusal NO_TOKEN = new Refusal(401, "status_token",
      "The status needs the token that HOKM_STATUS_TOKEN has, as `Authorization: Bearer …`.");
  private static final Refusal CLOSED = new Refusal(403, "status_closed",
      "This node tells its status only with a token; set HOKM_STATUS_TOKEN. Without one it answers"
          + " this machine alone, while HOKM_HTTP_HOST is a loopback address.");

  /**
   * @param remote the address that the request came from
   * @param host that it was meant for. A page elsewhere whose name was made to lead here has its
   *     own name there
   * @param old whether it speaks HTTP/1.0, as nginx does to what it stands before and no browser
   */
  Optional<Refusal> refusal(String remote, String host, boolean old, MultiMap headers) {
    if (!settings.token().isEmpty()) {
      return shown(headers.get("Authorization")) ? Optional.empty() : Optional.of(NO_TOKEN);
    }
    boolean local = loopback(listens) && loopback(remote) && !old
        && loopback(host)
        && OF_A_PROXY.stream().noneMatch(headers::contains);
    return local ? Optional.empty() : Optional.of(CLOSED);
  }

  private boolean shown(String authorization) {
    if (authorization == null || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return false;
    }
    // Takes as long for a wrong token that begins right.
    return MessageDigest.isEqual(bytes(authorization.substring(7).strip()),
        bytes(settings.token()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static boolean loopback(String host) {
    var name = host.toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", "");
    if (name.equals("localhost")) return true;
    var address = NetUtil.createInetAddressFromIpAddressString(name);
    return address != null && address.isLoopbackAddress();
  }
}
