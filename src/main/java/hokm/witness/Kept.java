package hokm.witness;

import hokm.witness.Story.Move;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What the database holds of one match, a row each.
 *
 * @param matches ended matches of this id
 * @param deals as they stand, in any order
 * @param moves cards only; the trump stands with its deal
 */
public record Kept(List<End> matches, List<Deal> deals, List<Move> moves) {

  /** @param winner a team, -1 while the match runs */
  public record End(int winner, int northSouth, int eastWest) {}

  /** @param winner a team; @param northSouth the match's score after it */
  public record Deal(int no, int winner, String kind, int northSouth, int eastWest) {}

  public static final Kept NOTHING = new Kept(List.of(), List.of(), List.of());

  /** @param match as GET /api/matches/{id} tells it; @param log its lines */
  static Kept of(JsonObject match, List<JsonObject> log) {
    var score = match.getJsonArray("score");
    var deals = match.getJsonArray("deals").stream().map(JsonObject.class::cast)
        .map(deal -> new Deal(deal.getInteger("no"), deal.getInteger("winner"),
            deal.getString("kind"), deal.getJsonArray("score").getInteger(0),
            deal.getJsonArray("score").getInteger(1))).toList();
    return new Kept(List.of(new End(match.getInteger("winner"), score.getInteger(0),
        score.getInteger(1))), deals, Story.moves(log).stream()
            .filter(move -> move.type().equals("play_card")).toList());
  }
}
