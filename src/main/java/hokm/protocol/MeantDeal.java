package hokm.protocol;

/**
 * The deal that a move is meant for. A move may be long on its way, and legal by chance in a deal
 * that nobody meant: the next one, or the one of the same number in the next match of the room.
 *
 * @param match its match; empty where the client does not say
 * @param no counts from 1 in each match; 0 where the client does not say
 */
public record MeantDeal(String match, int no) {

  /** Whichever is played when the move comes. */
  public static final MeantDeal ANY = new MeantDeal("", 0);

  /** Whether this may be the deal of that number in that match. */
  public boolean mayBe(String thatMatch, int thatNo) {
    return (match.isEmpty() || match.equals(thatMatch)) && (no == 0 || no == thatNo);
  }
}
