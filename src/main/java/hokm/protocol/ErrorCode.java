package hokm.protocol;

import hokm.rules.Refusal;
import java.util.Locale;

/** The one table of error codes: what went wrong, and a sentence that says what would be right. */
public enum ErrorCode {
  NOT_JSON("A frame is one JSON object, such as {\"type\":\"ping\"}."),
  NOT_TEXT("Frames are text; binary frames are not read."),
  NOT_UTF8("Text is UTF-8, and this was not."),
  BAD_FRAME("This was no frame that a client may send; RFC 6455 says which are."),
  FRAME_TOO_LARGE("A message holds at most 4096 bytes, in 64 frames at most."),
  UNKNOWN_TYPE("The type is none that this version knows; docs/protocol.md lists them."),
  UNKNOWN_FIELD("The message has a field that its type does not have."),
  MISSING_FIELD("The message lacks a field that its type needs."),
  BAD_FIELD("A field holds a value of the wrong kind or out of its range."),
  WRONG_VERSION("This server speaks protocol version 1."),
  NOT_SIGNED_IN("Send sign_in or resume first."),
  ALREADY_SIGNED_IN("This socket has a session; open another socket for another player."),
  BAD_TOKEN("The token is unknown or no longer valid; sign in anew."),
  BANNED("You may not play here now; an operator has said so."),
  DISPLACED("Your seat was taken over by a newer connection of yours."),
  TOO_FAST("You send faster than this server reads; wait a second and go on."),
  TOO_SLOW("You read slower than this server sends; connect again and resume."),
  SILENT("Nothing was heard from you for a while; connect again and resume."),
  TOO_MANY_ERRORS("Too many bad messages on one socket; it is closed."),
  TOO_MANY_CONNECTIONS("This server has all the connections it takes; try again later."),
  SERVER_LEAVING("This server is leaving; connect again and resume."),
  NO_ROOM("There is no room with this code; check it, or create one."),
  ROOM_FULL("All four seats of this room are taken; create another room."),
  SEAT_TAKEN("That seat is taken; choose another, or leave the seat out."),
  NOT_IN_ROOM("You sit in no room; create or join one first."),
  ALREADY_IN_ROOM("You sit in a room already; leave it first."),
  TOO_MANY_SPECTATORS("As many watch this room as may; try again later."),
  NOT_IN_QUEUE("You are not waiting for a quick match."),
  MATCH_NOT_STARTED("The match starts when all four seats are taken."),
  MATCH_STARTED("The match has begun; seats can't change now."),
  TOO_MANY_ROOMS("This server hosts all the rooms it takes; try again later."),
  TOO_MANY_NEW_ROOMS("You open rooms faster than this server takes; wait a minute."),
  RESULTS_WAIT("Too many results wait for the database, so no new match starts now; try again in a"
      + " few minutes."),
  BUSY("Too many commands wait before this one; send it again in a moment."),
  UNAVAILABLE("The room can't be reached now; your command may be sent again with the same id."),
  EMOTE_TOO_SOON("A seat says one emote in 2 s; wait a moment."),
  MATCH_OVER("The match is over."),
  MATCH_NOT_OVER("A rematch is asked for when the match is over."),
  ANOTHER_DEAL("The deal that you mean is not the one in play; look at what came since."),
  NO_DEAL("No deal is in progress; wait for the next."),
  NOT_THE_HAKEM("Only the hakem names the trump."),
  TRUMP_NOT_NAMED("The hakem has not named the trump yet."),
  TRUMP_ALREADY_NAMED("The trump of this deal is named already."),
  NOT_YOUR_TURN("It is another seat's turn; wait for yours."),
  CARD_NOT_HELD("You do not hold that card; play one from your hand."),
  MUST_FOLLOW_SUIT("You hold the suit that was led and must play it."),
  THROW_IN_NOT_ALLOWED("Five cards may be thrown in by the hakem alone, where the room's rules"
      + " allow it, with nothing above a ten, at most twice."),
  SALT_NOT_ASKED("A salt is taken once a seat, between deal_prepared and deal_began."),
  BAD_SALT("A salt is 1 to 64 hex digits in lower case."),
  OUT_OF_ORDER("The match does not wait for that now.");

  private final String sentence;

  ErrorCode(String sentence) {
    this.sentence = sentence;
  }

  /** As it stands in a frame, such as not_your_turn. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String sentence() {
    return sentence;
  }

  /** Every refusal of the rules has its row here, under the same name. */
  public static ErrorCode of(Refusal refusal) {
    return valueOf(refusal.name());
  }
}
