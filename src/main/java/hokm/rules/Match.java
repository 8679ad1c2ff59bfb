package hokm.rules;

import static hokm.rules.Ruling.accepted;
import static hokm.rules.Ruling.refused;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The deals until one team has the points, as an immutable value: judge a command, then take its
 * events. Holds every hidden card, so only {@link #seenBy} may leave the server.
 *
 * @param dealNo the deal in progress, being prepared, or last ended; 0 before the first
 * @param hakem absent before the draw; between deals the next hakem
 * @param secret of the deal being prepared or in progress; empty otherwise
 * @param salts empty text where a seat has contributed none
 * @param deal absent between deals
 */
public record Match(MatchRules rules, Phase phase, Optional<Seat> hakem, int dealNo,
    PerTeam score, String secret, PerSeat<String> salts, Optional<Deal> deal,
    Optional<Team> winner) {

  private static final Pattern SALT = Pattern.compile("[0-9a-f]{1,64}");
  private static final PerSeat<String> NO_SALTS = PerSeat.all("");

  public static Match begin(MatchRules rules) {
    return new Match(rules, Phase.DRAWING, Optional.empty(), 0, PerTeam.ZERO, "", NO_SALTS,
        Optional.empty(), Optional.empty());
  }

  public Ruling judge(Command command) {
    return phase == Phase.OVER ? refused(Refusal.MATCH_OVER) : command.on(this);
  }

  public Match after(List<Event> events) {
    var match = this;
    for (Event event : events) match = event.on(match);
    return match;
  }

  /** Whose act the match waits for; absent when it waits for no single seat. */
  public Optional<Seat> turn() {
    return switch (phase) {
      case NAMING_TRUMP -> hakem;
      case PLAYING -> deal.map(d -> d.trick().turn());
      default -> Optional.empty();
    };
  }

  /** The act of one seat. Holds of its hand what is legal, which only that seat may know. */
  public Optional<Turn> awaited() {
    return turn().map(seat -> new Turn(seat, phase == Phase.NAMING_TRUMP, mayThrowIn(seat),
        legal(seat)));
  }

  public SeatView seenBy(Seat seat) {
    return view(seat, deal.map(d -> d.hands().at(seat).cards()).orElse(List.of()), legal(seat),
        mayThrowIn(seat));
  }

  private List<Card> legal(Seat seat) {
    return deal.map(d -> d.legal(seat).cards()).orElse(List.of());
  }

  private boolean mayThrowIn(Seat seat) {
    return deal.map(d -> d.mayThrowIn(seat, rules.redeal())).orElse(false);
  }

  /** What all four seats know. */
  public SeatView seenByAll() {
    return view(null, List.of(), List.of(), false);
  }

  private SeatView view(Seat seat, List<Card> hand, List<Card> legal, boolean mayThrowIn) {
    return new SeatView(seat, rules, phase, dealNo, hakem, turn(),
        deal.flatMap(Deal::trump),
        hand,
        PerSeat.of(each -> deal.map(d -> d.hands().at(each).size()).orElse(0)),
        deal.map(Deal::tricks).orElse(List.of()),
        deal.filter(d -> d.trump().isPresent()).map(Deal::trick),
        deal.map(Deal::tricksWon).orElse(PerTeam.ZERO),
        score,
        legal,
        mayThrowIn,
        salts.map(salt -> !salt.isEmpty()),
        secret.isEmpty() ? "" : Fairness.secretCommit(secret),
        deal.map(Deal::commit).orElse(""),
        winner);
  }

  Ruling drawHakem(Seat start, List<Card> deck) {
    if (phase != Phase.DRAWING) return refused(Refusal.OUT_OF_ORDER);
    if (rules.firstHakem() == MatchRules.FirstHakem.RANDOM) {
      return accepted(List.of(new Event.HakemDrawn(start, List.of(), start)));
    }
    int ace = 0;
    while (deck.get(ace).rank() != Rank.ACE) ace++;
    return accepted(List.of(new Event.HakemDrawn(start, List.copyOf(deck.subList(0, ace + 1)),
        Seat.at((start.number() + ace) % 4))));
  }

  Ruling prepareDeal(String newSecret) {
    if (phase != Phase.BETWEEN_DEALS) return refused(Refusal.OUT_OF_ORDER);
    return accepted(List.of(new Event.DealPrepared(dealNo + 1,
        Fairness.secretCommit(newSecret), newSecret)));
  }

  Ruling contributeSalt(Seat seat, String salt) {
    if (phase != Phase.PREPARING) return refused(Refusal.SALT_NOT_ASKED);
    if (!salts.at(seat).isEmpty()) return refused(Refusal.SALT_NOT_ASKED);
    if (!SALT.matcher(salt).matches()) return refused(Refusal.BAD_SALT);
    return accepted(List.of(new Event.SaltContributed(seat, salt)));
  }

  Ruling beginDeal() {
    if (phase != Phase.PREPARING) return refused(Refusal.OUT_OF_ORDER);
    var chosen = hakem.orElseThrow();
    var deck = Fairness.deck(secret, dealNo, 0, salts);
    var commit = Fairness.deckCommit(deck, Fairness.nonce(secret, dealNo, 0));
    return accepted(List.of(
        new Event.DealBegan(dealNo, chosen, chosen.previous(), commit, deck),
        Deal.firstPacket(chosen, deck)));
  }

  Ruling nameTrump(Seat seat, Suit suit) {
    return deal.map(d -> d.nameTrump(seat, suit)).orElse(refused(Refusal.NO_DEAL));
  }

  Ruling throwIn(Seat seat) {
    if (deal.isEmpty()) return refused(Refusal.NO_DEAL);
    if (!deal.get().mayThrowIn(seat, rules.redeal())) {
      return refused(Refusal.THROW_IN_NOT_ALLOWED);
    }
    int attempt = deal.get().throwIns() + 1;
    var deck = Fairness.deck(secret, dealNo, attempt, salts);
    var commit = Fairness.deckCommit(deck, Fairness.nonce(secret, dealNo, attempt));
    return accepted(List.of(new Event.ThrownIn(seat, commit, deck),
        Deal.firstPacket(seat, deck)));
  }

  Ruling play(Seat seat, Card card) {
    if (deal.isEmpty()) return refused(Refusal.NO_DEAL);
    var ruling = deal.get().play(seat, card);
    return ruling instanceof Ruling.Accepted ok ? accepted(withEnding(ok.events())) : ruling;
  }

  /** A deal ends at once with the seventh trick, and the match with the last point. */
  private List<Event> withEnding(List<Event> events) {
    var next = after(events);
    var after = next.deal.orElseThrow();
    if (after.winner().isEmpty()) return events;
    var ended = after.ending(score);
    var all = new ArrayList<>(events);
    all.add(ended);
    all.add(next.revealing());
    if (ended.score().at(ended.winner()) >= rules.target()) {
      all.add(new Event.MatchEnded(ended.winner(), ended.score()));
    }
    return all;
  }

  /** The revelation that ends the deal in progress; there must be one. */
  public Event.DeckRevealed revealing() {
    var of = deal.orElseThrow();
    return new Event.DeckRevealed(of.deck(), Fairness.nonce(secret, dealNo, of.throwIns()),
        secret, salts.toList());
  }

  Ruling forfeit(Seat seat, String reason) {
    var events = new ArrayList<Event>();
    events.add(new Event.Forfeited(seat, reason));
    if (deal.isPresent()) events.add(revealing());
    events.add(new Event.MatchEnded(seat.team().other(), score));
    return accepted(events);
  }

  Match hakemDrawn(Event.HakemDrawn e) {
    return new Match(rules, Phase.BETWEEN_DEALS, Optional.of(e.hakem()), dealNo, score, secret,
        salts, deal, winner);
  }

  Match dealPrepared(Event.DealPrepared e) {
    return new Match(rules, Phase.PREPARING, hakem, e.no(), score, e.secret(), NO_SALTS,
        Optional.empty(), winner);
  }

  Match saltContributed(Event.SaltContributed e) {
    return new Match(rules, phase, hakem, dealNo, score, secret, salts.with(e.seat(), e.salt()),
        deal, winner);
  }

  Match dealBegan(Event.DealBegan e) {
    return with(Phase.NAMING_TRUMP, Optional.of(Deal.begin(e)));
  }

  Match cardsDealt(Event.CardsDealt e) {
    return with(phase, deal.map(d -> d.dealt(e)));
  }

  Match thrownIn(Event.ThrownIn e) {
    return with(phase, deal.map(d -> d.thrownIn(e)));
  }

  Match trumpNamed(Event.TrumpNamed e) {
    return with(Phase.PLAYING, deal.map(d -> d.named(e.suit())));
  }

  Match cardPlayed(Event.CardPlayed e) {
    return with(phase, deal.map(d -> d.played(e)));
  }

  Match trickWon(Event.TrickWon e) {
    return with(phase, deal.map(d -> d.won(e)));
  }

  Match dealEnded(Event.DealEnded e) {
    var next = deal.orElseThrow().nextHakem(e.winner());
    return new Match(rules, Phase.BETWEEN_DEALS, Optional.of(next), dealNo, e.score(), secret,
        salts, deal, winner);
  }

  Match deckRevealed(Event.DeckRevealed e) {
    return new Match(rules, phase, hakem, dealNo, score, "", NO_SALTS, Optional.empty(), winner);
  }

  Match forfeited(Event.Forfeited e) {
    return this;
  }

  Match matchEnded(Event.MatchEnded e) {
    return new Match(rules, Phase.OVER, hakem, dealNo, e.score(), "", NO_SALTS, Optional.empty(),
        Optional.of(e.winner()));
  }

  private Match with(Phase next, Optional<Deal> changed) {
    return new Match(rules, next, hakem, dealNo, score, secret, salts, changed, winner);
  }
}
