package hokm.room;

import hokm.protocol.BotLevel;
import hokm.protocol.Leaver;
import hokm.protocol.Occupant;
import hokm.rules.Match;
import hokm.rules.MatchRules;
import hokm.rules.PerSeat;
import hokm.rules.PerTeam;
import hokm.rules.Phase;
import hokm.rules.Seat;
import hokm.rules.Team;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A room as Redis keeps it: one line a part, and a few characters an event. It is written with
 * every move, so it is short and made in one go. Names hold no control characters, which makes the
 * line's end a safe border.
 */
final class SnapshotCodec {

  private static final String FORMAT = "3";
  private static final int LINES = 16;
  private static final int SIZE = 1024;
  private static final int MATCH_WORDS = 6;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private SnapshotCodec() {}

  static Buffer encode(RoomState state) {
    var text = new StringBuilder(SIZE);
    text.append(FORMAT).append('\n').append(state.code()).append('\n');
    rules(text, state.rules());
    text.append('\n').append(state.version()).append(' ').append(state.first()).append('\n');
    times(text, state.times());
    text.append('\n').append(state.journal().text());
    for (Seat seat : Seat.values()) text.append('\n').append(state.recent().at(seat));
    return Buffer.buffer(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** A base lies between two deals, so it holds no card. */
  static void table(StringBuilder text, Table table) {
    for (Seat seat : Seat.values()) {
      occupant(text, table.occupants().at(seat));
      text.append('\n');
    }
    text.append(table.matchId()).append('\n');
    table.match().ifPresent(match -> match(text, match));
    table.left().forEach(each -> text.append(' ').append(each.seat().number()).append(':')
        .append(each.deal()).append(':').append(BASE64.encodeToString(
            each.name().getBytes(StandardCharsets.UTF_8))).append(':').append(each.player()));
  }

  /** What follows the match in its line; nodes that know nothing of it read over it. */
  private static List<Leaver> left(String[] words) {
    return Arrays.stream(words).skip(MATCH_WORDS).map(word -> word.split(":", 4))
        .map(parts -> new Leaver(Seat.at(Integer.parseInt(parts[0])), parts[3],
            new String(Base64.getUrlDecoder().decode(parts[2]), StandardCharsets.UTF_8),
            Integer.parseInt(parts[1]))).toList();
  }

  static RoomState decode(Buffer snapshot) {
    if (OldSnapshot.is(snapshot)) return OldSnapshot.decode(snapshot);
    var lines = snapshot.toString(StandardCharsets.UTF_8).split("\n", -1);
    if (!lines[0].equals(FORMAT) || lines.length != LINES) {
      throw unreadable(lines.length > 1 ? lines[1] : "?", lines[0]);
    }
    var rules = rules(lines[2].split(" "));
    var numbers = numbers(lines[3]);
    var occupants = PerSeat.of(seat -> occupant(lines[5 + seat.number()]));
    var match = lines[10].split(" ");
    var base = new Table(occupants, lines[9],
        lines[10].isEmpty() ? Optional.empty() : Optional.of(match(match, rules)), left(match));
    var events = JournalCodec.decode(base, rules, events(lines[11]));
    return new RoomState(lines[1], rules, numbers[0], numbers[1], Journal.of(base, events),
        base.after(events), PerSeat.of(seat -> lines[12 + seat.number()]),
        times(numbers(lines[4])));
  }

  static IllegalStateException unreadable(String room, String format) {
    return new IllegalStateException("Room " + room + " was saved in format " + format
        + "; this node reads formats 1 to " + FORMAT + ".");
  }

  /** Whether a match is under way, told without replaying it; false of what can't be read. */
  static boolean inPlay(Buffer snapshot) {
    boolean inPlay = false;
    for (String event : journal(snapshot)) {
      char kind = event.charAt(0);
      if (kind == 'm' || kind == 'P') inPlay = true;
      if (kind == 'M') inPlay = false;
    }
    return inPlay;
  }

  private static List<String> journal(Buffer snapshot) {
    try {
      if (OldSnapshot.is(snapshot)) return OldSnapshot.journal(snapshot.toJsonObject());
      return events(snapshot.toString(StandardCharsets.UTF_8).split("\n", -1)[11]);
    } catch (RuntimeException unreadable) {
      return List.of();
    }
  }

  private static List<String> events(String line) {
    return line.isEmpty() ? List.of() : Arrays.asList(line.split("" + JournalCodec.BETWEEN));
  }

  private static long[] numbers(String line) {
    return Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
  }

  /** All but the first as distances, which are short; banks only once one has been touched. */
  private static void times(StringBuilder text, RoomTimes times) {
    text.append(times.startedAt()).append(' ').append(times.dealAt() - times.startedAt())
        .append(' ').append(times.savedAt() - times.dealAt());
    if (times.fromBank().equals(RoomTimes.NONE.fromBank())) return;
    for (Seat seat : Seat.values()) text.append(' ').append(times.fromBank().at(seat));
  }

  private static RoomTimes times(long[] numbers) {
    long deal = numbers[0] + numbers[1];
    return new RoomTimes(numbers[0], deal, deal + numbers[2], numbers.length == 3
        ? RoomTimes.NONE.fromBank() : PerSeat.of(seat -> numbers[3 + seat.number()]));
  }

  /** Enum constants by their first letters, which differ. */
  private static void rules(StringBuilder text, MatchRules rules) {
    text.append(rules.target()).append(' ').append(rules.firstHakem().name().charAt(0))
        .append(' ').append(rules.redeal().name().charAt(0));
  }

  private static MatchRules rules(String[] words) {
    return new MatchRules(Integer.parseInt(words[0]),
        letter(MatchRules.FirstHakem.values(), words[1]),
        letter(MatchRules.Redeal.values(), words[2]));
  }

  private static <E extends Enum<E>> E letter(E[] all, String letter) {
    return Arrays.stream(all).filter(each -> each.name().startsWith(letter)).findFirst()
        .orElseThrow();
  }

  private static void occupant(StringBuilder text, Occupant occupant) {
    if (occupant == null) return;
    text.append(occupant.bot() ? 'b' : 'p').append(occupant.connected() ? '+' : '-')
        .append(occupant.player()).append('|').append(occupant.name());
    level(text, occupant.level());
  }

  /** Behind the name, where nodes of before read on; the usual one is left out. */
  static void level(StringBuilder text, Optional<BotLevel> level) {
    level.filter(each -> each != BotLevel.NORMAL)
        .ifPresent(each -> text.append('|').append(each.name().charAt(0)));
  }

  /** @param letter empty for the usual one */
  static Optional<BotLevel> level(boolean bot, String letter) {
    if (!bot) return Optional.empty();
    return Optional.of(letter.isEmpty() ? BotLevel.NORMAL : letter(BotLevel.values(), letter));
  }

  /** Null where the seat is free. */
  private static Occupant occupant(String line) {
    if (line.isEmpty()) return null;
    var parts = line.split("\\|", -1);
    return new Occupant(parts[0].substring(2), parts[1],
        level(line.charAt(0) == 'b', parts.length > 2 ? parts[2] : ""), line.charAt(1) == '+');
  }

  private static void match(StringBuilder text, Match match) {
    text.append(match.phase().name()).append(' ')
        .append(match.hakem().map(Seat::number).orElse(-1)).append(' ').append(match.dealNo())
        .append(' ').append(match.score().northSouth()).append(' ')
        .append(match.score().eastWest()).append(' ')
        .append(match.winner().map(Team::number).orElse(-1));
  }

  private static Match match(String[] words, MatchRules rules) {
    int hakem = Integer.parseInt(words[1]);
    int winner = Integer.parseInt(words[5]);
    return new Match(rules, Phase.valueOf(words[0]),
        hakem < 0 ? Optional.empty() : Optional.of(Seat.at(hakem)), Integer.parseInt(words[2]),
        new PerTeam(Integer.parseInt(words[3]), Integer.parseInt(words[4])), "",
        PerSeat.all(""), Optional.empty(),
        winner < 0 ? Optional.empty() : Optional.of(Team.values()[winner]));
  }
}
