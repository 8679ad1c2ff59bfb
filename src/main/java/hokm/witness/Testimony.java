package hokm.witness;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * What one client can swear to: every frame that it received and every command that it sent, with
 * times of one clock, {@link System#nanoTime()}.
 *
 * @param seat 0 to 3, or NO_SEAT for one who only looks on
 * @param heard in the order of arrival
 * @param sockets how many sockets it opened
 * @param resyncs how often it had to ask for events that had not come
 */
public record Testimony(String name, int seat, List<Heard> heard, List<Sent> sent, int sockets,
    int resyncs) {

  public static final int NO_SEAT = -1;

  /** @param socket counts the client's sockets from 1 */
  public record Heard(long nanos, int socket, String text) {

    public JsonObject json() {
      return new JsonObject(text);
    }

    boolean is(String type) {
      return type.equals(json().getString("type"));
    }
  }

  /** UNKNOWN until an answer says more, and for ever when none came. */
  public enum Outcome { ACCEPTED, REFUSED, UNKNOWN }

  /**
   * A command that the rules judge.
   *
   * @param deal the deal in which it was sent
   * @param value the card, or the letter of the suit, or the salt
   * @param sendings how often it went out under its id
   * @param code why it was refused
   * @param contradicted whether one id was both accepted and refused
   */
  public record Sent(String id, String type, int deal, String value, long sentNanos, int sendings,
      Outcome outcome, Optional<String> code, long answeredNanos, boolean contradicted) {

    public boolean move() {
      return type.equals("play_card") || type.equals("name_trump");
    }

    public boolean accepted() {
      return outcome == Outcome.ACCEPTED;
    }
  }
}
