package hokm.simulation;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Those who want to sit in one room together, and what they have told each other of it; or those
 * who want a quick match, with whomever.
 */
final class Party {

  final boolean quick;
  final int target;
  final String redeal;
  /** Matches that they would play after their first. */
  final int rematches;
  final List<ModelPlayer> players = new ArrayList<>();
  /** Empty until its creator knows it. */
  String room = "";

  Party(boolean quick, int target, String redeal, int rematches) {
    this.quick = quick;
    this.target = target;
    this.redeal = redeal;
    this.rematches = rematches;
  }

  /** What a player of it needs before there is play: a room, a seat in it, and a full table. */
  Optional<JsonObject> wish(ModelPlayer player, boolean dealt) {
    boolean creator = players.get(0) == player;
    String type = "";
    var wish = new JsonObject();
    if (quick) {
      if (!player.seated()) type = "quick_match";
    } else if (player.seated()) {
      if (creator && seated() && players.size() < 4 && !dealt) type = "add_bots";
    } else if (creator) {
      type = "create_room";
      wish.put("target", target).put("redeal", redeal);
    } else if (!room.isEmpty()) {
      type = "join_room";
      wish.put("room", room);
    }
    return type.isEmpty() ? Optional.empty() : Optional.of(wish.put("type", type));
  }

  boolean seated() {
    return players.stream().allMatch(ModelPlayer::seated);
  }

  boolean done() {
    return players.stream().allMatch(ModelPlayer::done);
  }
}
