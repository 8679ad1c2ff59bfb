package hokm.rules;

import hokm.rules.MatchRules.Redeal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** A match that plays itself by chance, one accepted command a step. */
public final class TestPlay {

  private final Random random;
  private final List<Event> events = new ArrayList<>();
  private Match match;

  public TestPlay(MatchRules rules, Random random) {
    this.random = random;
    this.match = Match.begin(rules);
  }

  static TestPlay toTheEndOfTheFirstDeal(MatchRules rules, Random random) {
    var play = new TestPlay(rules, random);
    while (play.events.stream().noneMatch(Event.DeckRevealed.class::isInstance)) play.step();
    return play;
  }

  /** @return the events of the step */
  public List<Event> step() {
    return give(next());
  }

  public List<Event> give(Command command) {
    if (!(match.judge(command) instanceof Ruling.Accepted ok)) {
      throw new AssertionError(match.judge(command) + " for " + command + " at " + match);
    }
    match = match.after(ok.events());
    events.addAll(ok.events());
    return ok.events();
  }

  private Command next() {
    return switch (match.phase()) {
      case DRAWING -> new Command.DrawHakem(seat(), shuffled());
      case BETWEEN_DEALS -> new Command.PrepareDeal(hex(32));
      case PREPARING -> preparing();
      case NAMING_TRUMP -> naming(match.turn().orElseThrow());
      case PLAYING -> playing(match.turn().orElseThrow());
      case OVER -> throw new AssertionError("A match that is over waits for nothing.");
    };
  }

  /** One seat in ten is late with its salt. */
  private Command preparing() {
    var seat = seat();
    if (random.nextInt(10) == 0) return new Command.BeginDeal();
    return match.salts().at(seat).isEmpty()
        ? new Command.ContributeSalt(seat, hex(8)) : new Command.BeginDeal();
  }

  private Command naming(Seat hakem) {
    boolean throwsIn = match.rules().redeal() == Redeal.LOW_FIVE
        && match.judge(new Command.ThrowIn(hakem)) instanceof Ruling.Accepted;
    return throwsIn ? new Command.ThrowIn(hakem)
        : new Command.NameTrump(hakem, Suit.values()[random.nextInt(4)]);
  }

  private Command playing(Seat seat) {
    var legal = match.seenBy(seat).legal();
    return new Command.PlayCard(seat, legal.get(random.nextInt(legal.size())));
  }

  private Seat seat() {
    return Seat.at(random.nextInt(4));
  }

  private List<Card> shuffled() {
    var deck = new ArrayList<>(Card.deck());
    Collections.shuffle(deck, random);
    return deck;
  }

  private String hex(int bytes) {
    byte[] raw = new byte[bytes];
    random.nextBytes(raw);
    return HexFormat.of().formatHex(raw);
  }

  /** The first event of its kind. */
  <E extends Event> E the(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).findFirst().orElseThrow();
  }

  public Match match() {
    return match;
  }

  public List<Event> events() {
    return events;
  }

  public boolean over() {
    return match.phase() == Phase.OVER;
  }
}
