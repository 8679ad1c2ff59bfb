package hokm.bench;

import io.vertx.core.json.JsonObject;
import java.util.Locale;

/**
 * What sockets and rooms cost in which nothing happens.
 *
 * @param empty live heap, in bytes, before anyone came
 * @param signedIn with four sockets for each room, and no room yet
 * @param seated with the rooms, in each of which a match waits for its first deal
 * @param used while nothing happened
 */
public record IdleFigures(Side side, int rooms, long empty, long signedIn, long seated,
    Reading used, long residentBytes) {

  public double aConnection() {
    return (signedIn - empty) / 4.0 / rooms;
  }

  /** Without its four connections. */
  public double aRoom() {
    return (seated - signedIn) / (double) rooms;
  }

  public double share() {
    return used.share(used.side());
  }

  public JsonObject json() {
    return new JsonObject().put("side", side.name()).put("rooms", rooms)
        .put("sockets", rooms * 4).put("heapBytes", seated)
        .put("heapBytesAConnection", Math.round(aConnection()))
        .put("heapBytesARoom", Math.round(aRoom())).put("residentBytes", residentBytes)
        .put("cpuShare", Figures.rounded(share()))
        .put("redisShare", Figures.rounded(used.share(used.redis())));
  }

  public String text() {
    return String.format(Locale.ROOT, "%-8s idle: %,d rooms, %,d sockets; live heap %.1f MB, of"
        + " it %.1f KB a connection and %.1f KB a room; resident %d MB; %.1f %% of a core,"
        + " Redis %.1f %%.", side.name(), rooms, rooms * 4, seated / 1e6, aConnection() / 1024,
        aRoom() / 1024, residentBytes >> 20, 100 * share(), 100 * used.share(used.redis()));
  }
}
