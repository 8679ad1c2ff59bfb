package hokm.witness;

import hokm.witness.Story.Move;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;

/** Holds the database's rows of a match against what its clients were told of it. */
public record Results(List<String> lost, List<String> duplicated) {

  public Results(Story story, Kept kept) {
    this(new ArrayList<>(), new ArrayList<>());
    int no = 0;
    for (JsonObject event : story.events().values()) {
      if (Story.is(event, "deal_began")) no = event.getInteger("no");
      if (Story.is(event, "deal_ended")) deal(told(no, event), kept.deals());
      if (Story.is(event, "match_ended")) {
        row("The end of the match", told(event), kept.matches());
      }
    }
    moves(story, kept.moves());
  }

  private static Kept.Deal told(int no, JsonObject event) {
    var score = event.getJsonArray("score");
    return new Kept.Deal(no, event.getInteger("winner"), event.getString("kind"),
        score.getInteger(0), score.getInteger(1));
  }

  private static Kept.End told(JsonObject event) {
    JsonArray score = event.getJsonArray("score");
    return new Kept.End(event.getInteger("winner"), score.getInteger(0), score.getInteger(1));
  }

  /** A row of the same number that says something else is beside the point, not a second one. */
  private void deal(Kept.Deal told, List<Kept.Deal> rows) {
    row("Deal " + told.no(), told, rows);
    long same = rows.stream().filter(row -> row.no() == told.no()).count();
    if (same > 1 && Collections.frequency(rows, told) < 2) {
      duplicated.add("Deal " + told.no() + " in " + same + " rows that differ");
    }
  }

  private <T> void row(String what, T told, List<T> rows) {
    int rowsLikeIt = Collections.frequency(rows, told);
    if (rowsLikeIt == 0) lost.add(what + ", " + told + ",");
    if (rowsLikeIt > 1) duplicated.add(what + ", " + told + ",");
  }

  private void moves(Story story, List<Move> rows) {
    var played = new HashSet<Move>();
    int deals = story.all("deal_ended").size();
    for (Move move : story.moves()) {
      if (move.type().equals("play_card") && move.deal() <= deals) played.add(move);
    }
    var held = new HashSet<Move>();
    for (Move row : rows) {
      if (!held.add(row)) duplicated.add("The row of " + row);
    }
    played.removeAll(held);
    played.forEach(move -> lost.add("The row of " + move));
  }
}
