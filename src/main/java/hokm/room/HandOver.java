package hokm.room;

import java.util.List;

/** Asked of a host: take these rooms, which their owner holds still for it. */
public record HandOver(String from, List<String> rooms, MoveCause cause) {

  static String address(String node) {
    return "handover." + node;
  }

  /** The rooms that were taken; the others stay where they are. */
  public record Taken(List<String> rooms) {}
}
