package hokm.room;

/**
 * A host tells everyone every second. Of one that hangs the others tell that it is leaving.
 *
 * @param rooms that it hosts
 * @param leaving whether it gives its rooms away and takes no others
 */
public record HostLoad(String node, int rooms, boolean leaving) {
  static final String ADDRESS = "hosts.load";
}
