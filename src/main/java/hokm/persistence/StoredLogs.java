package hokm.persistence;

import hokm.persistence.Archive.Reply;
import hokm.persistence.DatabaseView.Seen;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** The log of a finished match, one JSON object a line. */
final class StoredLogs {

  private static final String UUID_SHAPE =
      "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";
  static final String BAD_ID = "A match id is a UUID, as the match's frames tell it.";
  private static final String LINES = """
      SELECT opening_lines, closing_lines, m.score, no, lines, d.score AS deal_score
      FROM matches m LEFT JOIN deals d ON d.match_id = m.id
      WHERE m.id = $1 AND opening_lines IS NOT NULL AND closing_lines IS NOT NULL
      ORDER BY no""";

  private static final JsonArray NOTHING = new JsonArray().add(0).add(0);

  private final DatabaseView view;

  StoredLogs(DatabaseView view) {
    this.view = view;
  }

  Future<Reply> answer(String id) {
    if (!isId(id)) return Future.succeededFuture(Reply.refused(400, "bad_match_id", BAD_ID));
    var match = UUID.fromString(id);
    return view.look(on -> log(on, match))
        .compose(found -> found.value().isPresent() ? Future.succeededFuture(found)
            : view.readNewest(on -> log(on, match)).map(log -> new Seen<>(log, Duration.ZERO)))
        .map(found -> found.value()
            .map(log -> new Reply(200, "application/x-ndjson; charset=utf-8",
                OptionalLong.of(found.behind().toMillis()), log))
            .orElseGet(() -> Reply.refused(404, "no_log",
                "There is no log of a finished match with this id.")))
        .otherwise(Reply.refused(503, "unavailable",
            "The match log can't be read now; ask again later."));
  }

  static boolean isId(String text) {
    return text.matches(UUID_SHAPE);
  }

  private static Future<Optional<String>> log(SqlConnection on, UUID match) {
    return on.preparedQuery(LINES).execute(Tuple.of(match)).map(StoredLogs::text);
  }

  /** Empty while a deal has not come in yet: half a log would be a wrong one. */
  private static Optional<String> text(RowSet<Row> rows) {
    var text = new StringBuilder();
    JsonArray closing = null;
    int deals = 0;
    boolean whole = false;
    for (Row row : rows) {
      if (closing == null) append(text, row.getJsonArray("opening_lines"));
      closing = row.getJsonArray("closing_lines");
      // Every deal scores, so the last one is there when its score is the match's. A forfeit may
      // come before the first has ended.
      boolean none = row.getInteger("no") == null;
      whole = row.getJsonArray("score").equals(none ? NOTHING : row.getJsonArray("deal_score"));
      if (none) continue;
      if (row.getInteger("no") != ++deals) return Optional.empty();
      append(text, row.getJsonArray("lines"));
    }
    if (!whole) return Optional.empty();
    append(text, closing);
    return Optional.of(text.toString());
  }

  private static void append(StringBuilder text, JsonArray lines) {
    for (int i = 0; i < lines.size(); i++) {
      text.append(lines.getJsonObject(i).encode()).append('\n');
    }
  }
}
