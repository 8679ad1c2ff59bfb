package hokm.protocol;

import hokm.rules.Card;
import hokm.rules.MatchRules;
import hokm.rules.Seat;
import hokm.rules.Suit;
import java.util.Optional;

/** Every message that a client may send, told in docs/protocol.md. */
public sealed interface ClientMessage {

  /** Of a command, the client's id for it; empty for what is no command. */
  default Optional<String> id() {
    return this instanceof Command command ? Optional.of(command.command()) : Optional.empty();
  }

  /** Has one effect however often it is sent under the same id, and is answered. */
  sealed interface Command extends ClientMessage {
    /** The client's id for it. */
    String command();
  }

  /** @param device the client's own secret, by which it is the same player next time */
  record SignIn(String name, Optional<String> device) implements ClientMessage {
    @Override
    public String toString() {
      return "SignIn[" + name + (device.isPresent() ? ", with a device" : "") + "]";
    }
  }

  /** @param lastSeen the newest event that the client has; -1 for none */
  record Resume(String token, long lastSeen) implements ClientMessage {
    @Override
    public String toString() {
      return "Resume[" + lastSeen + "]";
    }
  }

  /** @param lastSeen as in Resume; on a socket that is signed in */
  record Sync(long lastSeen) implements ClientMessage {}

  record Ping() implements ClientMessage {}

  record Pong() implements ClientMessage {}

  record CreateRoom(String command, MatchRules rules) implements Command {}

  record JoinRoom(String command, String room, Optional<Seat> seat) implements Command {}

  record Watch(String command, String room) implements Command {}

  record ChangeSeat(String command, Seat seat) implements Command {}

  record AddBots(String command, BotLevel level) implements Command {}

  record QuickMatch(String command) implements Command {}

  record CancelQuickMatch(String command) implements Command {}

  record Salt(String command, String salt) implements Command {}

  record NameTrump(String command, Suit suit, MeantDeal deal) implements Command {}

  record ThrowIn(String command, MeantDeal deal) implements Command {}

  record PlayCard(String command, Card card, MeantDeal deal) implements Command {}

  record Emote(String command, hokm.protocol.Emote emote) implements Command {}

  /** @param match that is over; empty where the client does not say */
  record Rematch(String command, String match) implements Command {}

  record Leave(String command) implements Command {}
}
