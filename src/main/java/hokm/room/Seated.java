package hokm.room;

import java.util.List;

/** Published to every gateway when a quick match is open: attach these players there. */
public record Seated(String room, List<String> players) {
  public static final String ADDRESS = "gateways.seated";
}
