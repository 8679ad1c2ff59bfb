package hokm.room;

/**
 * Where a room lives: a node, and which of its game-room verticles.
 *
 * @param node the id of one run of a node; a restarted node is a new one
 * @param loop 0 for the node's first game-room verticle
 */
public record Owner(String node, int loop) {

  /** The bus address on which the verticle takes {@link Ask}s. */
  public String address() {
    return "room." + this;
  }

  @Override
  public String toString() {
    return node + "." + loop;
  }

  public static Owner of(String text) {
    int dot = text.lastIndexOf('.');
    return new Owner(text.substring(0, dot), Integer.parseInt(text.substring(dot + 1)));
  }
}
