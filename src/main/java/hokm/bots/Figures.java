package hokm.bots;

import hokm.rules.Card;
import hokm.rules.DealKind;
import hokm.rules.Event;
import hokm.rules.Hand;
import hokm.rules.Seat;
import hokm.rules.Suit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What RULES' sanity bands speak of, counted over matches. */
public final class Figures {

  private int matches;
  private long dealsSquared;
  private int deals;
  private int hakemWon;
  private int kot;
  private int hakemKot;
  private int firstFives;
  private int longFives;

  public void add(List<Event> match) {
    int before = deals;
    Seat hakem = null;
    for (Event event : match) {
      if (event instanceof Event.DealBegan e) hakem = e.hakem();
      if (event instanceof Event.CardsDealt e && e.count() == 5 && e.seat() == hakem) {
        firstFives++;
        if (fourOfASuit(e.cards())) longFives++;
      }
      if (event instanceof Event.DealEnded e) count(e, hakem);
    }
    matches++;
    dealsSquared += (long) (deals - before) * (deals - before);
  }

  private void count(Event.DealEnded e, Seat hakem) {
    deals++;
    if (e.winner() == hakem.team()) hakemWon++;
    if (e.kind() == DealKind.KOT) kot++;
    if (e.kind() == DealKind.HAKEM_KOT) hakemKot++;
  }

  private static boolean fourOfASuit(List<Card> cards) {
    return Stream.of(Suit.values()).anyMatch(suit -> Hand.of(cards).only(suit).size() >= 4);
  }

  public double dealsAMatch() {
    return (double) deals / matches;
  }

  public double hakemsTeamWins() {
    return (double) hakemWon / deals;
  }

  public double kot() {
    return (double) kot / deals;
  }

  public double hakemKot() {
    return (double) hakemKot / deals;
  }

  public double fourOfASuit() {
    return (double) longFives / firstFives;
  }

  /** Each figure with its standard error, one a line. */
  @Override
  public String toString() {
    double spread = Math.sqrt(
        Math.max(0, (double) dealsSquared / matches - dealsAMatch() * dealsAMatch()) / matches);
    return String.format(Locale.ROOT, "deals in a match            %6.2f  ± %.2f%n",
            dealsAMatch(), spread)
        + share("the hakem's team wins", hakemsTeamWins(), deals)
        + share("kot", kot(), deals)
        + share("hakem-kot", hakemKot(), deals)
        + share("four of a suit in first five", fourOfASuit(), firstFives);
  }

  private static String share(String what, double share, int of) {
    return String.format(Locale.ROOT, "%-28s%5.2f %% ± %.2f %%%n", what, 100 * share,
        100 * Math.sqrt(share * (1 - share) / of));
  }
}
