package hokm.rules;

import java.util.List;

/** The answer to a command. A refusal is a value, never an exception. */
public sealed interface Ruling {

  record Accepted(List<Event> events) implements Ruling {}

  record Refused(Refusal reason) implements Ruling {}

  static Ruling accepted(List<Event> events) {
    return new Accepted(List.copyOf(events));
  }

  static Ruling refused(Refusal reason) {
    return new Refused(reason);
  }
}
