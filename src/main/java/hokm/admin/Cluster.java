package hokm.admin;

import hokm.room.Bans.Ban;
import hokm.room.Edge;
import hokm.room.HandOver;
import hokm.room.Membership;
import hokm.room.MoveRoom;
import hokm.room.Owner;
import hokm.room.RoomStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** All nodes, as one that an operator has asked reaches them. Every answer comes within 5 s. */
final class Cluster {

  private final String node;
  private final Membership membership;
  private final RoomStore directory;
  private final Edge edge;

  Cluster(String node, Membership membership, RoomStore directory, Edge edge) {
    this.node = node;
    this.membership = membership;
    this.directory = directory;
    this.edge = edge;
  }

  private Future<JsonObject> ask(String who, String what, JsonObject with) {
    return edge.bus().request(NodeEnd.address(who), with.put("do", what));
  }

  /** @return by their nodes; without those that did not answer in time */
  private Future<Map<String, JsonObject>> askAll(String what, JsonObject with) {
    var answers = new TreeMap<String, JsonObject>();
    var asked = membership.nodes().stream().map(who -> ask(who, what, with.copy())
        .onSuccess(answer -> answers.put(who, answer))).toList();
    return Future.join(asked).transform(done -> Future.succeededFuture(answers));
  }

  private JsonArray silent(Map<String, JsonObject> answers) {
    return new JsonArray(membership.nodes().stream()
        .filter(each -> !answers.containsKey(each)).sorted().toList());
  }

  Future<Reply> nodes() {
    return askAll("node", new JsonObject()).map(answers -> {
      var all = new JsonArray();
      answers.values().forEach(all::add);
      silent(answers).forEach(each ->
          all.add(new JsonObject().put("node", each).put("state", "silent")));
      return Reply.ok(new JsonObject().put("asked", node).put("nodes", all));
    });
  }

  Future<Reply> rooms(String after, int most) {
    return askAll("rooms", new JsonObject().put("after", after).put("most", most))
        .map(answers -> {
          var all = new ArrayList<JsonObject>();
          var counts = new JsonObject();
          answers.forEach((who, answer) -> {
            counts.put(who, answer.getInteger("all"));
            answer.getJsonArray("rooms").forEach(room -> all.add((JsonObject) room));
          });
          all.sort(Comparator.comparing(room -> room.getString("room")));
          var page = all.subList(0, Math.min(most, all.size()));
          var body = new JsonObject().put("rooms", new JsonArray(List.copyOf(page)))
              .put("perNode", counts).put("silent", silent(answers));
          if (page.size() == most) body.put("next", page.get(most - 1).getString("room"));
          return Reply.ok(body);
        });
  }

  /** @param then is given the room's owner, who is present */
  private Future<Reply> atOwner(String code, Function<Owner, Future<Reply>> then) {
    return edge.timers().here(directory.owner(code)).transform(found -> {
      if (found.failed()) {
        return refused(503, "unavailable", "Nobody can say where room " + code + " is: "
            + found.cause().getMessage());
      }
      if (found.result().isEmpty()) {
        return refused(404, "no_room", "There is no room " + code + ".");
      }
      var owner = found.result().get();
      return membership.nodes().contains(owner.node()) ? then.apply(owner)
          : refused(503, "no_owner", "Room " + code + " is at node " + owner.node()
              + ", which is gone; another takes it over in a moment.");
    });
  }

  private static Future<Reply> refused(int status, String code, String message) {
    return Future.succeededFuture(Reply.refused(status, code, message));
  }

  private static Future<Reply> silent(String who, String and) {
    return refused(504, "no_answer", "Node " + who + " did not answer in time; " + and);
  }

  private static Future<Reply> elsewhere(String code) {
    return refused(409, "moved", "Room " + code + " is on its way to another node, or over; look"
        + " again.");
  }

  Future<Reply> room(String code) {
    return atOwner(code, owner -> ask(owner.node(), "room", new JsonObject().put("room", code))
        .transform(answer -> {
          if (answer.failed()) return silent(owner.node(), "it has room " + code + ".");
          return answer.result().isEmpty() ? elsewhere(code)
              : owners(code).map(owners -> Reply.ok(answer.result().put("owners", owners)));
        }));
  }

  /** Its last changes of owner and their causes; null while the store does not tell. */
  private Future<JsonArray> owners(String code) {
    return edge.timers().here(directory.history(code)).map(changes -> {
      var all = new JsonArray();
      changes.forEach(each -> all.add(new JsonObject().put("epoch", each.epoch())
          .put("at", Instant.ofEpochMilli(each.at()).toString())
          .put("cause", each.cause().word()).put("from", each.from())
          .put("to", each.to())));
      return all;
    }).otherwise((JsonArray) null);
  }

  Future<Reply> close(String code, String reason) {
    var with = new JsonObject().put("room", code).put("reason", reason);
    return atOwner(code, owner -> ask(owner.node(), "close", with).transform(answer -> {
      if (answer.failed()) {
        return refused(503, "not_closed", "Node " + owner.node() + " could not say that room "
            + code + " is closed (" + answer.cause().getMessage() + "); look again.");
      }
      return answer.result().getBoolean("was") ? Future.succeededFuture(Reply.ok(new JsonObject()
          .put("room", code).put("closed", true))) : elsewhere(code);
    }));
  }

  /** @param to empty for the host with the fewest rooms */
  Future<Reply> move(String code, Optional<String> to) {
    return atOwner(code, owner -> hosts().compose(hosts -> {
      if (to.flatMap(wanted -> pick(wanted, hosts.keySet())).equals(Optional.of(owner.node()))) {
        return refused(409, "already_there", "Room " + code + " is at node " + owner.node()
            + " already.");
      }
      hosts.remove(owner.node());
      var target = to.isPresent() ? pick(to.get(), hosts.keySet()) : fewest(hosts);
      return target.isPresent() ? move(code, owner.node(), target.get())
          : refused(409, "no_other_node", hosts.isEmpty() ? "No other node takes rooms now."
              : "Node " + to.orElseThrow() + " is not one of those that take rooms now: "
                  + String.join(", ", hosts.keySet()) + ".");
    }));
  }

  private Future<Reply> move(String code, String from, String to) {
    return edge.bus().<HandOver.Taken>request(MoveRoom.address(from), new MoveRoom(code, to))
        .transform(answer -> {
          if (answer.failed()) {
            return silent(from, "room " + code + " may or may not have moved; look again.");
          }
          return answer.result().rooms().contains(code)
              ? Future.succeededFuture(Reply.ok(new JsonObject().put("room", code)
                  .put("from", from).put("to", to)))
              : refused(409, "not_taken", "Node " + to + " did not take room " + code
                  + ", or " + from + " could not hold it still; it goes on at " + from + ".");
        });
  }

  private static Optional<String> fewest(Map<String, Integer> hosts) {
    return hosts.entrySet().stream().min(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
  }

  /** Those that take rooms, and how many they have. */
  private Future<Map<String, Integer>> hosts() {
    return askAll("node", new JsonObject()).map(answers -> {
      var hosts = new TreeMap<String, Integer>();
      answers.forEach((who, facts) -> {
        if (membership.hosts().contains(who) && facts.getString("state").equals("up")) {
          hosts.put(who, facts.getInteger("rooms"));
        }
      });
      return hosts;
    });
  }

  /** By its whole id, or by its name where only one has it. */
  private static Optional<String> pick(String wanted, Iterable<String> among) {
    var named = new ArrayList<String>();
    for (String each : among) {
      if (each.equals(wanted)) return Optional.of(each);
      if (each.matches("\\Q" + wanted + "\\E-[0-9a-f]{6}")) named.add(each);
    }
    return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
  }

  Future<Reply> drain(String wanted) {
    var who = pick(wanted, membership.nodes());
    if (who.isEmpty()) {
      return refused(404, "no_node", "There is no one node " + wanted + ".");
    }
    return hosts().compose(hosts -> {
      hosts.remove(who.get());
      if (hosts.isEmpty() && membership.hosts().contains(who.get())) {
        return refused(409, "last_host", "No other node would take the rooms of " + who.get()
            + "; stop it if that is what you want.");
      }
      return ask(who.get(), "drain", new JsonObject()).transform(answer -> answer.failed()
          ? silent(who.get(), "look whether it drains.")
          : Future.succeededFuture(new Reply(202, answer.result().put("state", "leaving"))));
    });
  }

  /** As another node knows them. */
  Future<List<Ban>> bans() {
    return askAll("bans", new JsonObject()).compose(answers -> answers.values().stream()
        .findFirst().map(answer -> Future.succeededFuture(
            RecordsOnBus.bans(answer.getJsonArray("bans"))))
        .orElseGet(() -> Future.failedFuture("No node knows who is banned.")));
  }
}
