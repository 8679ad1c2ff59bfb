package hokm.persistence;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** What has been played, apart from HTTP: any node is asked, one that keeps results answers. */
public interface Archive {

  /** Never fails: that nobody can tell now is an answer as well. */
  Future<Reply> answer(Question question);

  enum About { MATCHES, MATCH, LOG, PLAYER, LEADERBOARD }

  /** @param with the path's id and the query's parameters, as they were given */
  record Question(About about, Map<String, String> with) {

    JsonObject json() {
      return new JsonObject().put("about", about.name().toLowerCase(Locale.ROOT))
          .put("with", new JsonObject(Map.copyOf(with)));
    }

    static Question of(JsonObject json) {
      return new Question(About.valueOf(json.getString("about").toUpperCase(Locale.ROOT)),
          json.getJsonObject("with").stream().collect(Collectors.toUnmodifiableMap(
              Map.Entry::getKey, each -> (String) each.getValue())));
    }
  }

  /**
   * @param status of HTTP
   * @param behindMillis how far it may be behind what has been written; empty of a refusal
   */
  record Reply(int status, String type, OptionalLong behindMillis, String body) {

    private static final String JSON = "application/json; charset=utf-8";

    static Reply found(JsonObject what, long behindMillis) {
      return new Reply(200, JSON, OptionalLong.of(behindMillis),
          what.put("behindMs", behindMillis).encode());
    }

    static Reply refused(int status, String code, String message) {
      return new Reply(status, JSON, OptionalLong.empty(),
          new JsonObject().put("code", code).put("message", message).encode());
    }

    JsonObject json() {
      return new JsonObject().put("status", status).put("type", type).put("body", body)
          .put("behindMs", behindMillis.isPresent() ? behindMillis.getAsLong() : null);
    }

    static Reply of(JsonObject json) {
      var behind = json.getLong("behindMs");
      return new Reply(json.getInteger("status"), json.getString("type"),
          behind == null ? OptionalLong.empty() : OptionalLong.of(behind), json.getString("body"));
    }
  }
}
