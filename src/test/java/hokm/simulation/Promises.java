package hokm.simulation;

import hokm.room.Lease;
import hokm.room.RoomStore;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Holds all that is said and saved against the promises of docs/architecture.md. */
final class Promises {

  private final World world;
  private final Map<String, RoomStory> stories = new LinkedHashMap<>();
  private final List<String> broken = new ArrayList<>();
  private SimulatedCluster cluster;
  private boolean look;
  private boolean mayForget;

  Promises(World world) {
    this.world = world;
  }

  void watch(SimulatedCluster of) {
    cluster = of;
  }

  /** In whole sentences, the first of them the cause of the others. */
  List<String> broken() {
    return broken;
  }

  void broken(String what) {
    world.trace.say(() -> "BROKEN: " + what);
    broken.add(what);
  }

  Map<String, RoomStory> stories() {
    return stories;
  }

  private RoomStory story(String room) {
    return stories.computeIfAbsent(room, code -> new RoomStory(code, this::broken));
  }

  void saved(Lease lease, long version, Buffer snapshot) {
    world.trace.say(() -> "Redis takes version " + version + " of " + lease);
    story(lease.room()).saved(lease, version, snapshot);
    look = true;
  }

  void savedBefore(Lease lease, long version, Buffer snapshot) {
    world.trace.say(() -> "Redis has version " + version + " of " + lease + " already");
    story(lease.room()).savedBefore(version, snapshot);
  }

  void claimed(RoomStore.Claimed claimed) {
    world.trace.say(() -> "Redis gives " + claimed.lease() + " at " + claimed.version());
    story(claimed.lease().room()).claimed(claimed.lease());
    look = true;
  }

  void closed(String room) {
    world.trace.say(() -> "Redis has closed room " + room);
    story(room).close();
  }

  /** The store will forget: then guests may have to sign in anew, and no more than that. */
  void mayForget() {
    mayForget = true;
  }

  void redisIsBack() {
    look = true;
    stories.values().removeIf(story -> story.told() == 0
        && cluster.redis().model().row(story.room()).isEmpty() && keepers(story).isEmpty());
    stories.values().stream()
        .filter(story -> cluster.redis().model().row(story.room()).isPresent())
        .forEach(RoomStory::reopen);
  }

  /** Something has changed that may have lost what was told. */
  void look() {
    look = true;
  }

  /** A frame leaves for a player. */
  void told(ModelPlayer player, String frame, JsonObject json) {
    var type = json.getString("type");
    switch (type) {
      case "view", "events" -> {
        story(json.getString("room")).told(frame, json, player.id(), player.toString());
        look = true;
      }
      case "turn" -> story(json.getString("room")).turn(json, player.id(), player.toString());
      case "emote" -> story(json.getString("room")).word(json, player.toString());
      case "accepted" -> accepted(player, json);
      default -> { }
    }
  }

  /** A frame leaves for one who only looks on. */
  void toldAside(String name, String frame, JsonObject json) {
    switch (json.getString("type")) {
      case "view", "events" -> story(json.getString("room")).toldAside(frame, json, name);
      case "emote" -> story(json.getString("room")).word(json, name);
      case "turn", "matched" -> broken(name + ", who only looks on, was told " + frame);
      default -> { }
    }
  }

  private void accepted(ModelPlayer player, JsonObject json) {
    var room = json.getString("room", player.room());
    player.commands().stream().filter(each -> each.id.equals(json.getString("id"))).findFirst()
        .filter(each -> !story(room).has(each, player.id()))
        .ifPresent(each -> broken(each.id + " of " + player + ", " + each.message
            + ", was accepted, but is not saved"));
  }

  /** At the end, since what is resent may find its first effect late. */
  void sitsOnce(ModelPlayer player) {
    var rooms = stories.values().stream().filter(story -> !story.closed())
        .filter(story -> story.newest().seatOf(player.id()).isPresent())
        .map(RoomStory::room).toList();
    if (rooms.size() > 1 && !mayForget) broken(player + " sits in rooms " + rooms);
  }

  void displaced(ModelPlayer player) {
    broken(player + " was displaced, though it has no newer socket");
  }

  void forgotten(ModelPlayer player) {
    if (!mayForget) broken("The session of " + player + " was lost");
  }

  void saidToBeClosed(ModelPlayer player) {
    var story = stories.get(player.room());
    if (story == null || !story.closed()) {
      broken(player + " was told that room " + player.room() + " is closed, and it is not");
    }
  }

  /** After every step: what anyone was told is in the store, or with a live owner. */
  void afterStep() {
    if (!look) return;
    look = false;
    for (var story : stories.values()) {
      if (story.told() > 0 && !story.closed() && !durable(story)) {
        broken("Room " + story.room() + ": event " + story.told()
            + " was told, and neither Redis nor a live owner has it");
      }
    }
  }

  private List<SimulatedNode.Known> keepers(RoomStory story) {
    return cluster.running().stream().flatMap(node -> node.keeps(story.room()).stream()).toList();
  }

  /** Whether a store that forgets all now can be given it back. */
  boolean keptByNodes() {
    return stories.values().stream().filter(story -> story.told() > 0 && !story.closed())
        .allMatch(this::kept);
  }

  private boolean durable(RoomStory story) {
    var row = cluster.redis().model().row(story.room());
    if (row.isPresent() && story.lastOf(row.get().version()) >= story.told()) return true;
    return kept(story);
  }

  private boolean kept(RoomStory story) {
    return keepers(story).stream().anyMatch(known -> story.lastOf(known.version()) >= story.told());
  }
}
