package hokm.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A deal drawn by hand: who holds what, what is trump, and what is played. Hands may be short;
 * the first seat named is hakem and leads.
 */
public final class Scenario {

  private Match match;
  private List<Event> last = List.of();

  private Scenario(Match match) {
    this.match = match;
  }

  /** @param cards such as "AS 3S", from the first seat on in the order of play */
  public static Scenario hands(Seat first, String... cards) {
    var hands = PerSeat.all(Hand.EMPTY);
    for (int i = 0; i < cards.length; i++) {
      hands = hands.with(Seat.at((first.number() + i) % 4), Hand.of(cards(cards[i])));
    }
    var deal = new Deal(1, first, Card.deck(), "commit", 0, hands, Optional.empty(), List.of(),
        Trick.ledBy(first), PerTeam.ZERO);
    return new Scenario(new Match(MatchRules.DEFAULT, Phase.NAMING_TRUMP, Optional.of(first), 1,
        PerTeam.ZERO, "secret", PerSeat.all(""), Optional.of(deal), Optional.empty()));
  }

  /** Nothing is dealt after it: the hands stand as they were drawn. */
  public Scenario trump(Seat hakem, Suit suit) {
    match = new Event.TrumpNamed(hakem, suit).on(match);
    return this;
  }

  public Scenario target(int points) {
    match = new Match(new MatchRules(points, MatchRules.FirstHakem.FIRST_ACE,
        MatchRules.Redeal.NONE), match.phase(), match.hakem(), match.dealNo(), match.score(),
        match.secret(), match.salts(), match.deal(), match.winner());
    return this;
  }

  public Scenario score(int northSouth, int eastWest) {
    match = new Match(match.rules(), match.phase(), match.hakem(), match.dealNo(),
        new PerTeam(northSouth, eastWest), match.secret(), match.salts(), match.deal(),
        match.winner());
    return this;
  }

  /** Tricks that the teams have already; their cards don't matter. */
  public Scenario tricks(int northSouth, int eastWest) {
    var deal = match.deal().orElseThrow();
    var taken = new ArrayList<Trick>();
    while (taken.size() < northSouth + eastWest) taken.add(Trick.ledBy(deal.hakem()));
    return with(new Deal(deal.no(), deal.hakem(), deal.deck(), deal.commit(), deal.throwIns(),
        deal.hands(), deal.trump(), taken, deal.trick(), new PerTeam(northSouth, eastWest)));
  }

  public Scenario leads(Seat seat) {
    var deal = match.deal().orElseThrow();
    return with(new Deal(deal.no(), deal.hakem(), deal.deck(), deal.commit(), deal.throwIns(),
        deal.hands(), deal.trump(), deal.tricks(), Trick.ledBy(seat), deal.tricksWon()));
  }

  private Scenario with(Deal deal) {
    match = new Match(match.rules(), match.phase(), match.hakem(), match.dealNo(), match.score(),
        match.secret(), match.salts(), Optional.of(deal), match.winner());
    return this;
  }

  /** Each card by the seat whose turn it is; all must be accepted. */
  public Scenario play(String cards) {
    for (Card card : cards(cards)) accepts(new Command.PlayCard(match.turn().orElseThrow(), card));
    return this;
  }

  public Scenario accepts(Command command) {
    var ruling = match.judge(command);
    assertThat(ruling).as("%s", command).isInstanceOf(Ruling.Accepted.class);
    last = ((Ruling.Accepted) ruling).events();
    match = match.after(last);
    return this;
  }

  /** The refused command changes nothing, so the scenario goes on as before. */
  public Scenario refuses(Seat seat, String card, Refusal reason) {
    return refuses(new Command.PlayCard(seat, Card.of(card)), reason);
  }

  public Scenario refuses(Command command, Refusal reason) {
    assertThat(match.judge(command)).as("%s", command).isEqualTo(new Ruling.Refused(reason));
    return this;
  }

  /** The last command's last event, leaving out the deck that is shown after a deal. */
  public Scenario ended(Event event) {
    var told = last.stream().filter(e -> !(e instanceof Event.DeckRevealed)).toList();
    assertThat(told.get(told.size() - 1)).isEqualTo(event);
    return this;
  }

  public Scenario told(Event event) {
    assertThat(last).contains(event);
    return this;
  }

  public Match match() {
    return match;
  }

  static List<Card> cards(String text) {
    return Arrays.stream(text.trim().split(" +")).map(Card::of).toList();
  }
}
