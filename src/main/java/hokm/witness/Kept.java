package hokm.witness;

import hokm.witness.Story.Move;
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
}
