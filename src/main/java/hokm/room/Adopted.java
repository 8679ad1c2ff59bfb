package hokm.room;

import java.util.List;

/** Published to every gateway after a take-over: attach the sockets of these rooms again. */
public record Adopted(List<String> rooms, List<Owner> owners) {
  public static final String ADDRESS = "gateways.adopted";
}
