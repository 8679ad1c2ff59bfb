package hokm.room;

import java.util.List;
import java.util.Optional;

/** Published to every owner when PostgreSQL holds records of its rooms for good. */
public record Kept(List<Entry> entries) {

  public static final String ADDRESS = "rooms.kept";

  /** @param no of the deal; 0 for a record of the whole match */
  public record Entry(String room, String match, String kind, int no) {

    /** Empty for what can't be read. */
    public static Optional<Entry> of(OutboxEntry record) {
      var body = record.body();
      return body.getValue("room") instanceof String room
          && body.getValue("match") instanceof String match
          ? Optional.of(new Entry(room, match, record.kind(),
              body.getValue("no") instanceof Integer no ? no : 0))
          : Optional.empty();
    }
  }
}
