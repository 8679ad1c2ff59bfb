package hokm.simulation;

import io.vertx.core.json.JsonObject;

/** Whoever is at the far end of a socket. */
interface Peer {

  void opened(PlayerSocket by);

  void ended(PlayerSocket by, int status);

  void heard(PlayerSocket by, JsonObject frame);

  /** A frame leaves for it. */
  void told(String frame, JsonObject json);
}
