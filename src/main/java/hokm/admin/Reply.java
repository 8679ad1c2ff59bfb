package hokm.admin;

import io.vertx.core.json.JsonObject;

/** What an operator hears. @param status as in HTTP */
record Reply(int status, JsonObject body) {

  static Reply ok(JsonObject body) {
    return new Reply(200, body);
  }

  /** @param message a whole sentence */
  static Reply refused(int status, String code, String message) {
    return new Reply(status, new JsonObject().put("code", code).put("message", message));
  }

  /** As it is written down. */
  String outcome() {
    return status < 400 ? "done" : body.getString("code") + ": " + body.getString("message");
  }
}
