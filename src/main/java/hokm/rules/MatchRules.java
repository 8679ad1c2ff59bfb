package hokm.rules;

/** What a table may choose. @param target points that win the match, 1 to 13 */
public record MatchRules(int target, FirstHakem firstHakem, Redeal redeal) {

  public enum FirstHakem { FIRST_ACE, RANDOM }

  /** LOW_FIVE lets the hakem throw in five cards with nothing above a ten, at most twice. */
  public enum Redeal { NONE, LOW_FIVE }

  public static final MatchRules DEFAULT =
      new MatchRules(7, FirstHakem.FIRST_ACE, Redeal.NONE);

  public MatchRules {
    if (target < 1 || target > 13) {
      throw new IllegalArgumentException("The target is 1 to 13 points, not " + target);
    }
  }
}
