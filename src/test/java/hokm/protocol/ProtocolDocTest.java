package hokm.protocol;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import hokm.gateway.GatewaySettings;
import hokm.room.RoomSettings;
import hokm.rules.Card;
import hokm.rules.Command;
import hokm.rules.Event;
import hokm.rules.Fairness;
import hokm.rules.MatchRules;
import hokm.rules.PerSeat;
import hokm.rules.Phase;
import hokm.rules.Seat;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Holds docs/protocol.md against the code. */
class ProtocolDocTest {

  private static final String ROOM = "K7PM2Q";
  private static final TimeLeft LEFT = new TimeLeft(Optional.of(Duration.ofSeconds(9)),
      Optional.of(Duration.ofSeconds(60)));
  private static final DocPage PAGE = DocPage.read("docs/protocol.md");

  /** A record's name as a type is spelt, such as sign_in. */
  private static String spelt(Class<?> record) {
    return record.getSimpleName().replaceAll("(?<=.)(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }

  private static Stream<Class<?>> records(Class<?> sealed) {
    return Arrays.stream(sealed.getPermittedSubclasses())
        .flatMap(each -> each.isInterface() ? records(each) : Stream.of(each));
  }

  @Test
  void everyClientMessageHasAnExampleThatIsReadAsIt() {
    var types = records(ClientMessage.class).collect(toMap(ProtocolDocTest::spelt, t -> t));
    var parts = PAGE.parts("What a client sends");
    assertThat(parts.keySet()).isEqualTo(types.keySet());
    parts.forEach((type, part) -> assertThat(ClientMessages.read(part.example().encode()))
        .isInstanceOfSatisfying(ClientMessages.Good.class,
            good -> assertThat(good.message()).isInstanceOf(types.get(type))));
  }

  @Test
  void whatAClientMayLeaveOutIsWhatThePageCallsOptional() {
    PAGE.parts("What a client sends").forEach((type, part) -> {
      for (String field : part.example().fieldNames()) {
        var without = part.example();
        without.remove(field);
        var read = ClientMessages.read(without.encode());
        if (part.optional().contains(field)) {
          assertThat(read).as(type + " without " + field).isInstanceOf(ClientMessages.Good.class);
        } else {
          assertThat(read).as(type + " without " + field).isInstanceOfSatisfying(
              ClientMessages.Bad.class,
              bad -> assertThat(bad.code()).isEqualTo(ErrorCode.MISSING_FIELD));
        }
      }
    });
  }

  @Test
  void everyServerFrameHasAnExampleWithItsKeys() {
    var made = Arrays.stream(Frames.class.getDeclaredMethods())
        .filter(m -> Modifier.isPublic(m.getModifiers()) && m.getReturnType() == String.class)
        .map(m -> m.getName().replaceAll("(?=[A-Z])", "_").toLowerCase(Locale.ROOT))
        .collect(toSet());
    // Made by EventFrames.
    made.add("events");
    var samples = frames().stream().map(JsonObject::new)
        .collect(groupingBy(json -> json.getString("type")));
    assertThat(samples.keySet()).isEqualTo(made);
    holds(PAGE.parts("What the server sends"), samples, "type", Set.of("turn", "events[]"));
  }

  @Test
  void everyEventHasAnExampleWithItsKeys() {
    var made = Stream.concat(records(TableEvent.class).filter(t -> t != TableEvent.Played.class),
        records(Event.class)).map(ProtocolDocTest::spelt).collect(toSet());
    var samples = events().stream().collect(groupingBy(json -> json.getString("event")));
    assertThat(samples.keySet()).isEqualTo(made);
    holds(PAGE.parts("Events"), samples, "event", Set.of());
  }

  @Test
  void theTurnIsAsThePageShowsIt() {
    var samples = frames().stream().map(JsonObject::new)
        .filter(json -> json.containsKey("turn")).map(json -> json.getJsonObject("turn"))
        .collect(groupingBy(json -> json.getString("act")));
    holds(PAGE.parts("The turn"), samples, "act", Set.of());
  }

  private static void holds(Map<String, DocPage.Part> parts,
      Map<String, List<JsonObject>> samples, String named, Set<String> whole) {
    assertThat(parts.keySet()).isEqualTo(samples.keySet());
    parts.forEach((name, part) -> {
      var shapes = samples.get(name).stream().map(json -> Shape.of(json, whole)).toList();
      assertThat(part.examples()).isNotEmpty()
          .allMatch(example -> example.getString(named).equals(name));
      var told = part.examples().stream().map(json -> Shape.of(json, whole)).toList();
      assertThat(Shape.union(told)).as(name).isEqualTo(Shape.union(shapes));
      assertThat(part.optional()).as(name).isEqualTo(Shape.optional(shapes));
    });
  }

  private static List<String> frames() {
    var frames = new ArrayList<>(List.of(
        Frames.welcome("p", "Shirin", "t", Optional.empty(), "n"),
        Frames.welcome("p", "Shirin", "t", Optional.of(ROOM), "n"), Frames.ping(), Frames.pong(),
        Frames.resumed("p", "Shirin", Optional.empty(), "n"),
        Frames.resumed("p", "Shirin", Optional.of(ROOM), "n"), Frames.accepted("c"),
        Frames.accepted("c", ROOM), Frames.accepted("c", ROOM, Seat.SOUTH),
        Frames.error(Optional.empty(), ErrorCode.NOT_JSON),
        Frames.error(Optional.of("c"), ErrorCode.NOT_YOUR_TURN), Frames.queued("c"),
        Frames.matched(ROOM, Seat.EAST), Frames.roomPaused(ROOM, StopCause.OWNER_LOST),
        Frames.roomResumed(ROOM), Frames.roomClosed(ROOM),
        Frames.roomClosed(ROOM, "The tournament is cancelled."),
        Frames.emote(ROOM, Seat.EAST, Emote.WOW)));
    frames.addAll(viewsAndEvents(new SampleMatch()));
    return frames;
  }

  private static List<String> viewsAndEvents(SampleMatch play) {
    var frames = new ArrayList<String>();
    frames.add(Frames.view(new RoomView(ROOM, 1, Seat.SOUTH, SampleMatch.RULES,
        PerSeat.all((Occupant) null).with(Seat.SOUTH, person()), "",
        Optional.empty(), List.of(), TimeLeft.NONE)));
    frames.add(view(play));
    for (Phase phase : List.of(Phase.NAMING_TRUMP, Phase.PLAYING)) {
      play.until(phase);
      frames.addAll(turns(play));
    }
    for (int i = 0; i < 5; i++) play.step();
    frames.add(view(play));
    frames.add(Frames.view(new RoomView(ROOM, 9, null, SampleMatch.RULES,
        PerSeat.all(new Occupant("p", "Shirin", Optional.empty(), true)), "m",
        Optional.of(play.match().seenByAll()), List.of(), TimeLeft.NONE)));
    play.until(Phase.OVER);
    frames.add(view(play));
    return frames;
  }

  private static String view(SampleMatch play) {
    var seat = play.match().turn().orElse(Seat.SOUTH);
    return Frames.view(new RoomView(ROOM, 9, seat, SampleMatch.RULES,
        PerSeat.of(at -> at == Seat.EAST ? bot() : person()), "m",
        Optional.of(play.match().seenBy(seat)), List.of(Seat.WEST), LEFT));
  }

  private static Occupant person() {
    return new Occupant("p", "Shirin", Optional.empty(), true);
  }

  private static Occupant bot() {
    return new Occupant("bot1", "Bot 2", Optional.of(BotLevel.HARD), true);
  }

  private static List<String> turns(SampleMatch play) {
    var frames = new ArrayList<String>();
    var happened = List.of(new TableEvent.Numbered(1, new TableEvent.SeatAway(Seat.SOUTH)));
    var inTurn = play.match().awaited();
    for (Seat seat : Seat.values()) {
      frames.add(new EventFrames(ROOM, happened, inTurn, LEFT).to(seat));
      frames.add(new EventFrames(ROOM, happened, inTurn, TimeLeft.NONE).to(seat));
    }
    frames.add(new EventFrames(ROOM, happened, Optional.empty(), LEFT).to(Seat.SOUTH));
    frames.add(Frames.turn(ROOM, inTurn.orElseThrow(), LEFT, Seat.SOUTH));
    return frames;
  }

  /** Every event as two seats hear it. */
  private static List<JsonObject> events() {
    var play = new SampleMatch();
    play.until(Phase.OVER);
    var events = new ArrayList<TableEvent>(List.of(
        new TableEvent.SeatTaken(Seat.EAST, "p", "Shirin", Optional.empty()),
        new TableEvent.SeatTaken(Seat.EAST, "b", "Bot 2", Optional.of(BotLevel.EASY)),
        new TableEvent.SeatLeft(Seat.EAST), new TableEvent.SeatAway(Seat.EAST),
        new TableEvent.SeatBack(Seat.EAST), new TableEvent.RematchWanted(Seat.EAST),
        new TableEvent.TimeGivenBack(Seat.EAST, StopCause.MOVED, 40),
        new TableEvent.MatchStarted("m", SampleMatch.RULES),
        new TableEvent.Played(new Event.ThrownIn(Seat.EAST, "c", Card.deck())),
        new TableEvent.Played(new Event.Forfeited(Seat.EAST, "left"))));
    play.events.forEach(event -> events.add(new TableEvent.Played(event)));
    return events.stream().flatMap(event -> Stream.of(Seat.SOUTH, Seat.EAST)
        .map(seat -> EventJson.of(new TableEvent.Numbered(1, event), seat))).toList();
  }

  @Test
  void everyErrorCodeHasItsRowAndSentence() {
    var codes = new LinkedHashMap<String, String>();
    for (var code : ErrorCode.values()) codes.put("`" + code.code() + "`", code.sentence());
    var rows = PAGE.head("Errors").rows().stream().collect(toMap(r -> r.get(0), r -> r.get(1)));
    assertThat(rows).isEqualTo(codes);
  }

  private static Map<String, String> limits() {
    return PAGE.head("Limits").rows().stream()
        .collect(toMap(row -> row.get(0), row -> row.get(1)));
  }

  @Test
  void theLimitsOfAddressesAndPlayersAreThoseOfTheDefaultSettings() {
    var gateway = GatewaySettings.DEFAULT;
    var shares = gateway.shares();
    assertThat(limits())
        .containsEntry("messages, pings and pongs of all sockets of one address",
            rate(shares.messagesPerSecond(), "second", 2 * shares.messagesPerSecond()))
        .containsEntry("sockets of one address", shares.connections()
            + "; of other HTTP connections as many more")
        .containsEntry("new sockets of one address",
            rate(shares.connectsPerSecond(), "second", shares.connections()))
        .containsEntry("new rooms of a player, by `create_room` or `quick_match`",
            rate(gateway.newRooms(), "minute", gateway.newRooms()))
        .containsEntry("new rooms of one address",
            rate(shares.roomsPerMinute(), "minute", shares.roomsPerMinute()))
        .containsEntry("requests of one address under `/api/`",
            rate(shares.requestsPerSecond(), "second", 2 * shares.requestsPerSecond()))
        .containsEntry("an HTTP connection", gateway.http().head().toSeconds()
            + " s for its first request's head, " + gateway.http().idle().toSeconds()
            + " s between an answer and the next request, "
            + gateway.http().answer().toSeconds() + " s until an answer is read");
  }

  private static String rate(int many, String time, int atOnce) {
    return many + " a " + time + " on average, " + atOnce + " at once";
  }

  @Test
  void theLimitsAreThoseOfTheDefaultSettings() {
    var gateway = GatewaySettings.DEFAULT;
    var room = RoomSettings.DEFAULT;
    assertThat(limits())
        .containsEntry("one message", ClientMessages.FRAME_BYTES
            + " bytes of UTF-8, in at most 64 frames")
        .containsEntry("messages, pings and pongs of a socket", gateway.messagesPerSecond()
            + " a second on average, " + gateway.burst() + " at once")
        .containsEntry("errors of a socket", gateway.errors() + " in 10 s")
        .containsEntry("signing in", "within " + gateway.signIn().toSeconds()
            + " s (looked at every " + gateway.ping().toMillis() / 8 + " ms)")
        .containsEntry("silence", gateway.silence().toSeconds() + " s")
        .containsEntry("a turn", room.turn().toMillis() + " ms, then what is left of the seat's"
            + " bank: " + room.bank().toMillis() + " ms for a whole match")
        .containsEntry("away in a match", room.away().toMillis()
            + " ms after `seat_away`, and never longer than a turn's own time")
        .containsEntry("waiting for salts", room.dealPause().toMillis() + " ms");
    assertThat(PAGE.head("When the connection breaks").text())
        .contains("not heard of you for " + gateway.ping().toMillis() / 1000.0 + " s,")
        .contains("After " + gateway.silence().toSeconds() + " s without");
    assertThat(PAGE.parts("Events").get("seat_away").text())
        .contains("for " + room.grace().toMillis() + " ms");
    assertThat(PAGE.head("").text()).contains("version " + Frames.VERSION);
    assertThat(PAGE.parts("What a client sends").get("create_room").example())
        .isEqualTo(EventJson.rules(MatchRules.DEFAULT).put("type", "create_room")
            .put("id", "c1"));
  }

  @Test
  void theFairDealOfTheExampleIsTheOneThatTheRulesDeal() {
    var told = PAGE.head("A fair deal that anyone can check").example();
    var secret = told.getString("secret");
    var salts = told.getJsonArray("salts");
    var bySeat = PerSeat.of(seat -> salts.getString(seat.number()));
    var deck = Fairness.deck(secret, 1, 0, bySeat);
    var nonce = Fairness.nonce(secret, 1, 0);
    assertThat(told.getString("deck")).isEqualTo(text(deck));
    assertThat(told.getString("nonce")).isEqualTo(nonce);
    assertThat(told.getString("secretCommit")).isEqualTo(Fairness.secretCommit(secret));
    assertThat(told.getString("commit")).isEqualTo(Fairness.deckCommit(deck, nonce));

    var events = PAGE.parts("Events");
    assertThat(events.get("deal_prepared").example().getString("secretCommit"))
        .isEqualTo(told.getString("secretCommit"));
    assertThat(events.get("deal_began").example().getString("commit"))
        .isEqualTo(told.getString("commit"));
    assertThat(events.get("cards_dealt").example().getJsonArray("cards"))
        .isEqualTo(EventJson.cards(deck.subList(0, 5)));
    assertThat(events.get("deck_revealed").example()).isEqualTo(EventJson.of(
        new TableEvent.Numbered(61, new TableEvent.Played(
            new Event.DeckRevealed(deck, nonce, secret, bySeat.toList()))), Seat.SOUTH));
    assertThat(events.get("thrown_in").example().getString("commit")).isEqualTo(
        Fairness.deckCommit(Fairness.deck(secret, 1, 1, bySeat), Fairness.nonce(secret, 1, 1)));
  }

  /** From the words of the page alone, with nothing of the rules but the order of a new deck. */
  @Test
  void theWordsOfThePageMakeTheDeckOfTheExample() throws GeneralSecurityException {
    var told = PAGE.head("A fair deal that anyone can check").example();
    var message = told.getInteger("no") + "|" + told.getInteger("attempt") + "|"
        + String.join("|", told.getJsonArray("salts").stream().map(String.class::cast).toList());
    assertThat(told.getString("message0")).isEqualTo(message + "|0");
    assertThat(told.getString("block0"))
        .isEqualTo(HexFormat.of().formatHex(hmac(told, message + "|0")));

    var words = new ArrayList<Long>();
    for (int block = 0; block < 8; block++) {
      var bytes = ByteBuffer.wrap(hmac(told, message + "|" + block));
      while (bytes.hasRemaining()) words.add(Integer.toUnsignedLong(bytes.getInt()));
    }
    assertThat(new JsonArray(words.subList(0, 3)).encode())
        .isEqualTo(told.getJsonArray("words").encode());
    var deck = new ArrayList<>(Card.deck());
    var exchanged = new JsonArray();
    var next = words.iterator();
    for (int last = 51; last > 0; last--) {
      long word = next.next();
      while (word >= (last + 1) * ((1L << 32) / (last + 1))) word = next.next();
      int with = (int) (word % (last + 1));
      if (last > 48) exchanged.add(with);
      deck.set(with, deck.set(last, deck.get(with)));
    }
    assertThat(exchanged).isEqualTo(told.getJsonArray("exchangedWith"));
    assertThat(text(deck)).isEqualTo(told.getString("deck"));
  }

  private static byte[] hmac(JsonObject told, String message) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    var key = told.getString("secret").getBytes(StandardCharsets.UTF_8);
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(List<Card> deck) {
    return String.join(",", deck.stream().map(Card::toString).toList());
  }

  @Test
  void everyLineOfTheMatchLogAndEachOfItsFieldsHasItsRow() {
    var play = new SampleMatch();
    play.until(Phase.PLAYING);
    play.act(new Command.Forfeit(Seat.EAST, "left"));
    var whole = new SampleMatch();
    whole.until(Phase.OVER);
    var lines = new ArrayList<>(List.of(MatchLog.game(SampleMatch.RULES)));
    lines.addAll(MatchLog.lines(whole.events));
    lines.addAll(MatchLog.lines(play.events));
    lines.addAll(MatchLog.lines(List.of(new Event.ThrownIn(Seat.EAST, "c", Card.deck()))));
    var rows = PAGE.head("The match log").rows();
    assertThat(rows.stream().flatMap(row -> DocPage.quoted(row.get(0)).stream()).toList())
        .containsExactlyInAnyOrderElementsOf(
            lines.stream().map(line -> line.getString("t")).collect(toSet()));
    for (var line : lines) {
      var row = rows.stream()
          .filter(each -> DocPage.quoted(each.get(0)).contains(line.getString("t")))
          .findFirst().orElseThrow();
      assertThat(DocPage.quoted(row.get(1))).as(row.get(0))
          .containsAll(line.fieldNames().stream().filter(key -> !key.equals("t")).toList());
    }
    assertThat(MatchLog.lines(play.events).stream().map(line -> line.getString("t")))
        .endsWith("forfeit", "reveal", "match_end");
  }
}
