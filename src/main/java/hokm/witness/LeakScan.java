package hokm.witness;

import hokm.witness.Testimony.Heard;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads every frame that the seats received and finds each card, and each secret of the shuffle,
 * that its reader could not know yet. Judges by the order of the events and by the decks that were
 * revealed afterwards; of the server's code it uses nothing.
 */
public final class LeakScan {

  /** @param what the card, or the secret's name */
  public record Leak(String name, int seat, String what, String frame) {
    @Override
    public String toString() {
      return name + " (seat " + seat + ") was shown " + what + " too early in " + frame;
    }
  }

  private static final Pattern CARD = Pattern.compile("(10|[2-9TJQKA])[CDHS]");
  private static final Pattern WORDS = Pattern.compile("[\\s,;:.|'\"(){}\\[\\]]+");

  private final Story story;
  private final List<Leak> leaks = new ArrayList<>();

  private LeakScan(Story story) {
    this.story = story;
  }

  /** @param testimonies of one room; any number of its seats, the more the better */
  public static List<Leak> of(List<Testimony> testimonies) {
    return of(testimonies, List.of());
  }

  /** @param untold as in {@link Story#of(List, Collection)} */
  public static List<Leak> of(List<Testimony> testimonies, Collection<JsonObject> untold) {
    var scan = new LeakScan(Story.of(testimonies, untold));
    testimonies.forEach(scan::read);
    return scan.leaks;
  }

  private void read(Testimony testimony) {
    var known = knownTo(testimony.seat());
    long reached = 0;
    for (Heard frame : testimony.heard()) {
      var json = frame.json();
      reached = Math.max(reached, newest(json));
      secrets(testimony, frame, reached);
      long at = newest(json);
      switch (json.getString("type")) {
        case "events" -> {
          for (JsonObject event : Story.events(frame)) {
            boolean open = Story.is(event, "hakem_drawn");
            if (!open) cards(testimony, frame, event, at(known, event.getLong("n")));
          }
          json.remove("events");
          cards(testimony, frame, json, at(known, at));
        }
        case "view" -> cards(testimony, frame, json, at(known, at));
        case "turn" -> cards(testimony, frame, json, at(known, reached));
        default -> cards(testimony, frame, json, Set.of());
      }
    }
  }

  /** The number of the newest event in it; 0 where it has none. */
  static long newest(JsonObject frame) {
    var events = frame.getJsonArray("events");
    if (events != null) return events.getJsonObject(events.size() - 1).getLong("n");
    return "view".equals(frame.getString("type")) ? frame.getLong("n") : 0;
  }

  private static Set<String> at(NavigableMap<Long, Set<String>> known, long n) {
    var entry = known.floorEntry(n);
    return entry == null ? Set.of() : entry.getValue();
  }

  /** For each event the cards of the deal that the seat may know once it has happened. */
  private NavigableMap<Long, Set<String>> knownTo(int seat) {
    var known = new TreeMap<Long, Set<String>>();
    var now = new HashSet<String>();
    var packets = packets();
    for (var entry : story.events().entrySet()) {
      var event = entry.getValue();
      switch (event.getString("event")) {
        case "deal_prepared", "deal_began", "thrown_in" -> now.clear();
        case "cards_dealt" -> {
          if (event.getInteger("seat") == seat) now.addAll(packets.get(entry.getKey()));
        }
        case "card_played" -> now.add(event.getString("card"));
        case "deck_revealed" -> now.addAll(texts(event.getJsonArray("deck")));
        default -> { }
      }
      known.put(entry.getKey(), Set.copyOf(now));
    }
    return known;
  }

  /** What each packet held: by the deck where it was revealed, else by what its owner was told. */
  private Map<Long, List<String>> packets() {
    var packets = new TreeMap<Long, List<String>>();
    var deal = new TreeMap<Long, List<String>>();
    for (var entry : story.events().entrySet()) {
      var event = entry.getValue();
      if (Story.is(event, "cards_dealt")) {
        deal.put(entry.getKey(), texts(event.getJsonArray("cards", new JsonArray())));
      } else if (Story.is(event, "deck_revealed")) {
        cut(texts(event.getJsonArray("deck")), deal);
      }
      boolean over = Set.of("deal_began", "thrown_in", "deck_revealed")
          .contains(event.getString("event"));
      if (over) {
        packets.putAll(deal);
        deal.clear();
      }
    }
    packets.putAll(deal);
    return packets;
  }

  /** More than a deck is of two deals, between which something was told to nobody. */
  private void cut(List<String> deck, Map<Long, List<String>> packets) {
    int from = 0;
    for (var packet : packets.entrySet()) {
      int count = story.events().get(packet.getKey()).getInteger("count");
      if (from + count > deck.size()) return;
      packet.setValue(deck.subList(from, from + count));
      from += count;
    }
  }

  private static List<String> texts(JsonArray cards) {
    return cards.stream().map(String.class::cast).toList();
  }

  private void secrets(Testimony testimony, Heard frame, long reached) {
    for (var reveal : story.events().tailMap(reached, false).values()) {
      if (!Story.is(reveal, "deck_revealed")) continue;
      for (String name : List.of("secret", "nonce")) {
        var secret = reveal.getString(name, "");
        if (!secret.isEmpty() && frame.text().contains(secret)) {
          leak(testimony, "the " + name + " of a deal", frame);
        }
      }
    }
  }

  private void cards(Testimony testimony, Heard frame, Object json, Set<String> known) {
    if (json instanceof JsonObject object) {
      for (var field : object) {
        cards(testimony, frame, field.getKey(), known);
        cards(testimony, frame, field.getValue(), known);
      }
    } else if (json instanceof JsonArray array) {
      array.forEach(each -> cards(testimony, frame, each, known));
    } else if (json instanceof String text) {
      for (String word : WORDS.split(text)) {
        if (CARD.matcher(word).matches() && !known.contains(word.replace("10", "T"))) {
          leak(testimony, word, frame);
        }
      }
    }
  }

  private void leak(Testimony testimony, String what, Heard frame) {
    leaks.add(new Leak(testimony.name(), testimony.seat(), what, frame.text()));
  }
}
