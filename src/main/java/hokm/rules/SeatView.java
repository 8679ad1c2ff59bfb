package hokm.rules;

import java.util.List;
import java.util.Optional;

/**
 * All that one seat may know of a match, and nothing else. The bots see this and only this.
 *
 * @param seat null for one who only looks on
 * @param hand the seat's own cards, clubs to spades, low to high
 * @param handSizes how many cards each seat holds
 * @param tricks the complete tricks of the deal in progress, oldest first
 * @param trick the trick on the table; empty of cards before its lead; absent outside PLAYING
 * @param turn whose act the match waits for; absent when it waits for no single seat
 * @param legal what this seat may play now; empty when it is not its turn to play
 * @param mayThrowIn whether this seat may throw in its five cards now
 * @param salted which seats have contributed a salt to the deal being prepared
 * @param dealCommit the commitment to the deck in play; empty before DealBegan
 */
public record SeatView(
    Seat seat,
    MatchRules rules,
    Phase phase,
    int dealNo,
    Optional<Seat> hakem,
    Optional<Seat> turn,
    Optional<Suit> trump,
    List<Card> hand,
    PerSeat<Integer> handSizes,
    List<Trick> tricks,
    Optional<Trick> trick,
    PerTeam tricksWon,
    PerTeam score,
    List<Card> legal,
    boolean mayThrowIn,
    PerSeat<Boolean> salted,
    String secretCommit,
    String dealCommit,
    Optional<Team> winner) {

  /** Without what the seat may do where it is another's. */
  public Optional<Turn> awaited() {
    return turn.map(awaited -> new Turn(awaited, phase == Phase.NAMING_TRUMP, mayThrowIn, legal));
  }
}
