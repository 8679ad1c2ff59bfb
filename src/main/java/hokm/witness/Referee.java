package hokm.witness;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Judges a match log by its text alone, as a stranger would: the rules and the sums are done again
 * here, and no class that made the log is used.
 */
public final class Referee {

  private static final String RANKS = "23456789TJQKA";

  private final List<String> complaints = new ArrayList<>();
  private Set<String> next = Set.of("game");
  private int line;
  private int target = 7;
  private boolean firstAce = true;
  private boolean lowFive;
  private int drawn = -1;
  private int hakem = -1;
  private int deals;
  private final int[] score = new int[2];
  private RefereedDeal deal;
  private int forfeiter = -1;

  private Referee() {}

  /** @return one sentence a fault, with its line; empty when the log is a whole and fair match */
  public static List<String> judge(List<String> lines) {
    var referee = new Referee();
    try {
      for (String text : lines) referee.read(new JsonObject(text));
    } catch (Halt atFirstLineThatMakesNoSense) {
      return referee.complaints;
    } catch (RuntimeException unreadable) {
      referee.complaints.add("Line " + referee.line + " can't be read: " + unreadable);
      return referee.complaints;
    }
    referee.check(referee.next.isEmpty(), "The log breaks off before match_end.");
    return referee.complaints;
  }

  private void read(JsonObject json) {
    line++;
    var kind = json.getString("t");
    if (!next.contains(kind)) {
      complaints.add("Line " + line + ": " + kind + " where " + next + " must come.");
      throw new Halt();
    }
    next = switch (kind) {
      case "game" -> game(json);
      case "draw" -> draw(json);
      case "hakem" -> hakem(json);
      case "hand" -> hand(json);
      case "deal" -> packet(json);
      case "redeal" -> redeal(json);
      case "trump" -> trump(json);
      case "play" -> play(json);
      case "trick" -> trick(json);
      case "hand_end" -> handEnd(json);
      case "reveal" -> reveal(json);
      case "forfeit" -> forfeit(json);
      default -> matchEnd(json);
    };
  }

  private Set<String> game(JsonObject json) {
    check(json.getInteger("players") == 4, "Hokm is played by four.");
    var rules = json.getJsonObject("rules");
    target = rules.getInteger("target", 7);
    firstAce = rules.getString("hakem", "first_ace").equals("first_ace");
    lowFive = !rules.getString("redeal", "none").equals("none");
    check(target >= 1 && target <= 13, "The target is 1 to 13.");
    return Set.of(firstAce ? "draw" : "hakem");
  }

  private Set<String> draw(JsonObject json) {
    var cards = cards(json.getJsonArray("cards"));
    check(Set.copyOf(cards).size() == cards.size(), "A card is turned up twice.");
    for (int i = 0; i < cards.size(); i++) {
      boolean ace = cards.get(i).charAt(0) == 'A';
      check(ace == (i == cards.size() - 1), "The draw ends with the first ace.");
    }
    drawn = (json.getInteger("start") + cards.size() - 1) % 4;
    return Set.of("hakem");
  }

  private Set<String> hakem(JsonObject json) {
    hakem = json.getInteger("seat");
    check(hakem >= 0 && hakem <= 3, "A seat is 0 to 3.");
    check(!firstAce || hakem == drawn, "The hakem is seat " + drawn + ", who got the ace.");
    return Set.of("hand", "forfeit");
  }

  private Set<String> hand(JsonObject json) {
    deals++;
    same(deals, json.getInteger("no"), "number of the deal");
    same(hakem, json.getInteger("hakem"), "hakem");
    same((hakem + 3) % 4, json.getInteger("dealer"), "dealer");
    deal = new RefereedDeal(deals, hakem, json.getString("secretCommit"), this::check);
    deal.deck(cards(json.getJsonArray("deck")), json.getString("commit"));
    return Set.of("deal");
  }

  private Set<String> packet(JsonObject json) {
    deal.packet(json.getInteger("seat"), cards(json.getJsonArray("cards")));
    if (deal.packets() == 1) {
      return lowFive ? Set.of("trump", "redeal", "forfeit") : Set.of("trump", "forfeit");
    }
    return deal.packets() == 12 ? Set.of("play", "forfeit") : Set.of("deal");
  }

  private Set<String> redeal(JsonObject json) {
    same(hakem, json.getInteger("seat"), "seat that throws in");
    deal.throwIn(cards(json.getJsonArray("deck")), json.getString("commit"));
    return Set.of("deal");
  }

  private Set<String> trump(JsonObject json) {
    same(hakem, json.getInteger("seat"), "seat that names the trump");
    var suit = json.getString("suit");
    check(Set.of("C", "D", "H", "S").contains(suit), "A suit is one of C D H S.");
    deal.trump(suit.charAt(0));
    return Set.of("deal");
  }

  private Set<String> play(JsonObject json) {
    var card = json.getString("card");
    checkCard(card);
    deal.play(json.getInteger("seat"), card);
    return deal.onTable() == 4 ? Set.of("trick") : Set.of("play", "forfeit");
  }

  private Set<String> trick(JsonObject json) {
    int winner = deal.takeTrick();
    same(deal.tricks(), json.getInteger("no"), "number of the trick");
    same(winner, json.getInteger("winner"), "winner of the trick");
    return deal.winner() >= 0 ? Set.of("hand_end") : Set.of("play", "forfeit");
  }

  private Set<String> handEnd(JsonObject json) {
    int winner = deal.winner();
    boolean shutOut = deal.won(1 - winner) == 0;
    int points = !shutOut ? 1 : winner == hakem % 2 ? 2 : 3;
    var kind = List.of("win", "kot", "hakem_kot").get(points - 1);
    score[winner] += points;
    same(winner, json.getInteger("winner"), "winner of the deal");
    same(List.of(deal.won(0), deal.won(1)), json.getJsonArray("tricks").getList(), "tricks");
    same(points, json.getInteger("points"), "points");
    same(kind, json.getString("kind"), "kind");
    same(List.of(score[0], score[1]), json.getJsonArray("score").getList(), "score");
    if (winner != hakem % 2) hakem = (hakem + 1) % 4;
    return Set.of("reveal");
  }

  private Set<String> reveal(JsonObject json) {
    var salts = json.getJsonArray("salts");
    deal.reveal(cards(json.getJsonArray("deck")), json.getString("nonce"),
        json.getString("secret"), salts == null ? null : strings(salts));
    deal = null;
    boolean over = forfeiter >= 0 || score[0] >= target || score[1] >= target;
    return over ? Set.of("match_end") : Set.of("hand", "forfeit");
  }

  private Set<String> forfeit(JsonObject json) {
    forfeiter = json.getInteger("seat");
    check(forfeiter >= 0 && forfeiter <= 3, "A seat is 0 to 3.");
    check(!Objects.toString(json.getString("reason"), "").isEmpty(), "A forfeit has a reason.");
    return Set.of(deal == null ? "match_end" : "reveal");
  }

  private Set<String> matchEnd(JsonObject json) {
    int winner = forfeiter >= 0 ? 1 - forfeiter % 2 : score[0] >= target ? 0 : 1;
    same(winner, json.getInteger("winner"), "winner of the match");
    same(List.of(score[0], score[1]), json.getJsonArray("score").getList(), "score");
    return Set.of();
  }

  private List<String> cards(JsonArray array) {
    var cards = strings(array);
    cards.forEach(this::checkCard);
    return cards;
  }

  private static List<String> strings(JsonArray array) {
    return array.stream().map(String.class::cast).toList();
  }

  private void checkCard(String card) {
    check(card.length() == 2 && RANKS.indexOf(card.charAt(0)) >= 0
        && "CDHS".indexOf(card.charAt(1)) >= 0, card + " is no card.");
  }

  private void same(Object right, Object told, String what) {
    check(right.equals(told), "The " + what + " is " + right + ", not " + told + ".");
  }

  private void check(boolean holds, String complaint) {
    if (!holds) complaints.add("Line " + line + ": " + complaint);
  }

  /** What follows a line out of place can't be judged. */
  private static final class Halt extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
