package hokm.snapshots;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The names of things in Redis. A room, its outbox and the list of its owner share one of a fixed
 * number of hash tags, so that a Redis Cluster can hold them.
 */
final class Keys {

  static final int SHARDS = 16;
  static final String OWNERS = "owners";
  static final String WAITING = "{mm}:waiting";
  static final String NAMES = "{mm}:names";
  static final String TABLES = "{mm}:tables";

  private Keys() {}

  static int shard(String room) {
    return Math.floorMod(room.hashCode(), SHARDS);
  }

  private static String tag(int shard) {
    return "{" + (shard < 10 ? "0" : "") + shard + "}";
  }

  static String room(String room) {
    return tag(shard(room)) + ":room:" + room;
  }

  static String closed(String room) {
    return tag(shard(room)) + ":closed:" + room;
  }

  static String own(int shard, String node) {
    return tag(shard) + ":own:" + node;
  }

  static String outbox(int shard) {
    return tag(shard) + ":outbox";
  }

  static String node(String node) {
    return "node:" + node;
  }

  static String lease(String name) {
    return "lease:" + name;
  }

  static String session(String tokenHash) {
    return "session:" + tokenHash;
  }

  static String place(String player) {
    return "{mm}:place:" + player;
  }

  static List<Integer> shards() {
    return IntStream.range(0, SHARDS).boxed().toList();
  }
}
