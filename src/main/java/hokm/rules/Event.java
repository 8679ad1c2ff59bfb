package hokm.rules;

import java.util.List;

/** What happened, in the order in which it did. Telling may not be refused. */
public sealed interface Event {

  Match on(Match match);

  /**
   * The same event without what this seat may not know yet.
   *
   * @param viewer null for one who only looks on
   */
  default Event seenBy(Seat viewer) {
    return this;
  }

  /** @param cards as turned up, one a seat from start; empty when the hakem was drawn at random */
  record HakemDrawn(Seat start, List<Card> cards, Seat hakem) implements Event {
    @Override
    public Match on(Match match) {
      return match.hakemDrawn(this);
    }
  }

  /**
   * @param secretCommit sha256 of the secret's text, hex
   * @param secret empty for every viewer until the deck is revealed
   */
  record DealPrepared(int no, String secretCommit, String secret) implements Event {
    @Override
    public Match on(Match match) {
      return match.dealPrepared(this);
    }

    @Override
    public Event seenBy(Seat viewer) {
      return new DealPrepared(no, secretCommit, "");
    }
  }

  record SaltContributed(Seat seat, String salt) implements Event {
    @Override
    public Match on(Match match) {
      return match.saltContributed(this);
    }
  }

  /**
   * @param commit sha256 over the deck and its nonce, as MATCH-LOG.md has it
   * @param deck all 52 in deal order; empty for every viewer
   */
  record DealBegan(int no, Seat hakem, Seat dealer, String commit, List<Card> deck)
      implements Event {
    @Override
    public Match on(Match match) {
      return match.dealBegan(this);
    }

    @Override
    public Event seenBy(Seat viewer) {
      return new DealBegan(no, hakem, dealer, commit, List.of());
    }
  }

  /** One packet. @param cards empty for every viewer but the seat itself */
  record CardsDealt(Seat seat, int count, List<Card> cards) implements Event {
    @Override
    public Match on(Match match) {
      return match.cardsDealt(this);
    }

    @Override
    public Event seenBy(Seat viewer) {
      return viewer == seat ? this : new CardsDealt(seat, count, List.of());
    }
  }

  /** The hakem's five went back; a new deck from the same secret and salts is dealt from. */
  record ThrownIn(Seat seat, String commit, List<Card> deck) implements Event {
    @Override
    public Match on(Match match) {
      return match.thrownIn(this);
    }

    @Override
    public Event seenBy(Seat viewer) {
      return new ThrownIn(seat, commit, List.of());
    }
  }

  record TrumpNamed(Seat seat, Suit suit) implements Event {
    @Override
    public Match on(Match match) {
      return match.trumpNamed(this);
    }
  }

  record CardPlayed(Seat seat, Card card) implements Event {
    @Override
    public Match on(Match match) {
      return match.cardPlayed(this);
    }
  }

  /** @param no 1 to 13 */
  record TrickWon(int no, Seat seat) implements Event {
    @Override
    public Match on(Match match) {
      return match.trickWon(this);
    }
  }

  /** @param score of the match, this deal included */
  record DealEnded(Team winner, PerTeam tricks, DealKind kind, PerTeam score) implements Event {
    @Override
    public Match on(Match match) {
      return match.dealEnded(this);
    }
  }

  /**
   * After the deal everything about it is public.
   *
   * @param salts of seats 0 to 3, empty where none came
   */
  record DeckRevealed(List<Card> deck, String nonce, String secret, List<String> salts)
      implements Event {
    @Override
    public Match on(Match match) {
      return match.deckRevealed(this);
    }
  }

  record Forfeited(Seat seat, String reason) implements Event {
    @Override
    public Match on(Match match) {
      return match.forfeited(this);
    }
  }

  record MatchEnded(Team winner, PerTeam score) implements Event {
    @Override
    public Match on(Match match) {
      return match.matchEnded(this);
    }
  }
}
