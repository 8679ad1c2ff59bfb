package hokm.chaos;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What can be done to the cluster while people play. */
public enum Fault {
  KILL("kill", 40, "the room's node is killed"),
  STOP("stop", 30, "the room's node hangs"),
  DRAIN("drain", 15, "the room's node is told to stop"),
  DEPOSE("depose", 5, "the node's rooms are claimed for another, as by a wrong guess"),
  REDIS_KILL("redis", 20, "Redis is killed and starts again with its file"),
  REDIS_PAUSE("redis", 10, "Redis hangs"),
  REDIS_EMPTY("redis", 5, "Redis is killed and starts again empty"),
  PRIMARY_KILL("postgres", 5, "the PostgreSQL primary is killed"),
  STANDBY_KILL("postgres", 5, "the PostgreSQL standby is killed"),
  CUT("partition", 15, "a node is cut off"),
  CUT_ONE_WAY("partition", 15, "a node is cut off one way"),
  CUT_REDIS("partition", 10, "a node is cut off from Redis"),
  CUT_POSTGRES("partition", 10, "a node is cut off from PostgreSQL"),
  RESET("clients", 5, "every player's connection breaks"),
  HALF_OPEN("clients", 5, "connections of a node's players are half open"),
  STORM("clients", 5, "500 more connect, break, and come back at once"),
  CLOCK_HOUR("clock", 5, "a node's clock is an hour off"),
  CLOCK_90S("clock", 5, "a node's clock is 90 s off"),
  CLOCK_DOUBLE("clock", 5, "a node's clock runs at double speed"),
  DISK_FULL("disk", 5, "the disk of Redis is full"),
  DISK_SLOW("disk", 5, "Redis is slow, as with a slow disk");

  /** Out of 20 more than the sum of all weights, how often two faults come at once. */
  static final int TWO_AT_ONCE = 20;
  public static final String TWO = "two";

  private final String group;
  private final int weight;
  private final String words;

  Fault(String group, int weight, String words) {
    this.group = group;
    this.weight = weight;
    this.words = words;
  }

  /** The word by which the command line knows it. */
  public String group() {
    return group;
  }

  /** What Redis forgets, the living put back; so nothing else may befall them meanwhile. */
  boolean alone() {
    return this == REDIS_EMPTY;
  }

  /** Whether both may come at once. */
  boolean goesWith(Fault other) {
    return !alone() && !other.alone() && !part().equals(other.part());
  }

  /** What reaches the disk of Redis late is lost when it is killed meanwhile. */
  private String part() {
    return group.equals("disk") ? "redis" : group;
  }

  int weight() {
    return weight;
  }

  String words() {
    return words;
  }

  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Every word of the command line. */
  public static List<String> groups() {
    var groups = Arrays.stream(values()).map(Fault::group).distinct()
        .collect(Collectors.toList());
    groups.add(TWO);
    return groups;
  }
}
