package hokm.rules;

import java.util.List;

/**
 * What a match can be asked. Chance and secrets enter here as arguments, so a match that is given
 * the same commands is the same match.
 */
public sealed interface Command {

  /** Judged in the order in which a player would explain it; never throws for bad play. */
  Ruling on(Match match);

  /**
   * The first command of a match.
   *
   * @param start the first seat to get a card turned up; the hakem himself when the rule is random
   * @param deck all 52 in the order in which they are turned up
   */
  record DrawHakem(Seat start, List<Card> deck) implements Command {
    @Override
    public Ruling on(Match match) {
      return match.drawHakem(start, deck);
    }
  }

  /**
   * Commits the server to a secret before any seat's salt is known.
   *
   * @param secret 32 random bytes as 64 hex digits, never used twice
   */
  record PrepareDeal(String secret) implements Command {
    @Override
    public Ruling on(Match match) {
      return match.prepareDeal(secret);
    }
  }

  /** @param salt 1 to 64 hex digits; a seat contributes once a deal */
  record ContributeSalt(Seat seat, String salt) implements Command {
    @Override
    public Ruling on(Match match) {
      return match.contributeSalt(seat, salt);
    }
  }

  /** Shuffles with the secret and the salts that came, and deals the hakem his five. */
  record BeginDeal() implements Command {
    @Override
    public Ruling on(Match match) {
      return match.beginDeal();
    }
  }

  record NameTrump(Seat seat, Suit suit) implements Command {
    @Override
    public Ruling on(Match match) {
      return match.nameTrump(seat, suit);
    }
  }

  record ThrowIn(Seat seat) implements Command {
    @Override
    public Ruling on(Match match) {
      return match.throwIn(seat);
    }
  }

  record PlayCard(Seat seat, Card card) implements Command {
    @Override
    public Ruling on(Match match) {
      return match.play(seat, card);
    }
  }

  /** @param reason one word for the record, such as left */
  record Forfeit(Seat seat, String reason) implements Command {
    @Override
    public Ruling on(Match match) {
      return match.forfeit(seat, reason);
    }
  }
}
