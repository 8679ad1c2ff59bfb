package hokm.room;

import hokm.protocol.BotLevel;
import hokm.protocol.Emote;
import hokm.protocol.MeantDeal;
import hokm.rules.Card;
import hokm.rules.MatchRules;
import hokm.rules.Seat;
import hokm.rules.Suit;
import java.util.List;
import java.util.Optional;

/** What a gateway or the matchmaker may ask of a room. The seat follows from the player. */
public sealed interface RoomCommand {

  /** Makes the room and seats these from seat 0 on. @param bots whether bots fill the rest */
  record Open(MatchRules rules, List<Player> players, boolean bots) implements RoomCommand {}

  record Join(String name, Optional<Seat> seat) implements RoomCommand {}

  /** To a free seat, before the match. */
  record ChangeSeat(Seat seat) implements RoomCommand {}

  /** Bots take every free seat, and so the match starts. */
  record AddBots(BotLevel level) implements RoomCommand {}

  record Salt(String salt) implements RoomCommand {}

  /** One that was long on its way must not count in a later deal. */
  sealed interface OfDeal extends RoomCommand {
    MeantDeal deal();
  }

  record NameTrump(Suit suit, MeantDeal deal) implements OfDeal {}

  record ThrowIn(MeantDeal deal) implements OfDeal {}

  record PlayCard(Card card, MeantDeal deal) implements OfDeal {}

  /**
   * After a match: the same four play another, once all people who are there want it.
   *
   * @param match that is over; empty where the client does not say
   */
  record Rematch(String match) implements RoomCommand {}

  /** A passing word to all who are there: neither saved nor numbered. */
  record Say(Emote emote) implements RoomCommand {}

  /** Before the match the seat is free again; during it the seat forfeits; after it, goodbye. */
  record Leave() implements RoomCommand {}

  /**
   * A socket of this player is at this gateway from now on; an older one elsewhere is displaced,
   * and one that is older itself is refused as displaced. The tail after lastSeen, or a whole view,
   * comes as a {@link Tell}.
   *
   * @param connection unique to the socket
   * @param lastSeen the newest event that the client has; -1 for none
   * @param arrival of the socket, as its session has it
   */
  record Attach(String gateway, String connection, long lastSeen, long arrival)
      implements RoomCommand {}

  /**
   * A socket looks on from this gateway; said again from time to time, for who is not heard of for
   * long is forgotten. What has come after lastSeen, or a whole view, comes as a {@link Tell}.
   *
   * @param lastSeen as in Attach
   */
  record Watch(String gateway, String connection, long lastSeen) implements RoomCommand {}

  record Unwatch(String connection) implements RoomCommand {}

  /** The socket closed. Ignored when the player has attached another since. */
  record Detach(String connection) implements RoomCommand {}
}
